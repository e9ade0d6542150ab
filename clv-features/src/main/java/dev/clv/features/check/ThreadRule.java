package dev.clv.features.check;

import dev.clv.features.event.CustomerHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Eight threads at once learn and write the bits that one does. */
final class ThreadRule {

    private static final int THREADS = 8;
    private static final int ROUNDS = 3;
    private static final String REMEDY =
            "; keep nothing that changes outside of states and learners, buffers and formats included";

    private final Checked checked;
    private final CyclicBarrier start = new CyclicBarrier(THREADS);

    ThreadRule(Checked checked) {
        this.checked = checked;
    }

    void check() {
        double[][] expected = checked.histories.stream().map(checked::values).toArray(double[][]::new);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int first = i * expected.length / THREADS;
                tasks.add(() -> isSame(expected, first));
            }
            for (Future<Boolean> result : pool.invokeAll(tasks)) {
                result.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AssertionError found
                    ? found
                    : checked.broken("fails when several threads use it: " + e.getCause() + REMEDY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw checked.broken("was not checked on several threads, as this one was interrupted");
        } finally {
            pool.shutdownNow();
        }
    }

    /** @param first the history to begin with, so that threads differ in what they write */
    private boolean isSame(double[][] expected, int first) throws Exception {
        start.await();
        for (int i = 0; i < ROUNDS * expected.length; i++) {
            int place = (first + i) % expected.length;
            CustomerHistory history = checked.histories.get(place);
            checked.requireSame(
                    expected[place], checked.values(history), "differs when several threads write features" + REMEDY);
        }
        checked.require(
                checked.plan.fit(checked.histories).fittedState().equals(checked.fitted.fittedState()),
                "learns something else when several threads fit it" + REMEDY);
        return true;
    }
}
