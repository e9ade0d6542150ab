package dev.clv.features.check;

import dev.clv.features.CustomerState;
import dev.clv.features.event.CustomerHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Eight threads at once learn and write the bits that one does. */
final class ThreadRule {

    private static final int THREADS = 8;
    private static final int ROUNDS = 3;

    /**
     * So often another thread than the last one writes, before it ends. A buffer that is filled and read within one
     * call is wrong only if another call comes between: beside it on another processor, or on the same one when a
     * thread has to let others run, which takes longer, above all beside other work.
     */
    private static final int TURNS = 500;

    private static final int MOST_MILLIS = 1_000;
    private static final String REMEDY =
            "; keep nothing that changes outside of states and learners, buffers and formats included";

    private final Checked checked;
    private final CyclicBarrier start = new CyclicBarrier(THREADS);
    private final CountDownLatch learned = new CountDownLatch(THREADS);
    private final CountDownLatch turns = new CountDownLatch(TURNS);
    private final AtomicInteger last = new AtomicInteger();
    private volatile boolean ended;

    ThreadRule(Checked checked) {
        this.checked = checked;
    }

    void check() {
        double[][] expected = checked.histories.stream().map(checked::values).toArray(double[][]::new);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                tasks.add(() -> isSame(expected, thread));
            }
            List<Future<Boolean>> results = tasks.stream().map(pool::submit).toList();
            learned.await();
            turns.await(MOST_MILLIS, TimeUnit.MILLISECONDS);
            ended = true;
            for (Future<Boolean> result : results) {
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
            ended = true;
            pool.shutdownNow();
        }
    }

    private boolean isSame(double[][] expected, int thread) throws Exception {
        int first = thread * expected.length / THREADS; // so that threads differ in what they write
        try {
            start.await();
            for (int i = 0; i < ROUNDS * expected.length; i++) {
                requireSame(expected, (first + i) % expected.length);
            }
            checked.require(
                    checked.plan.fit(checked.histories).fittedState().equals(checked.fitted.fittedState()),
                    "learns something else when several threads fit it" + REMEDY);
        } finally {
            learned.countDown();
        }
        int place = next(expected, first);
        CustomerHistory history = checked.histories.get(place);
        CustomerState state = checked.after(history, 0, history.events().size());
        while (!ended) {
            requireSame(expected[place], state.row(history.cutoff()));
            requireSame(expected, place);
            if (last.getAndSet(thread) != thread) {
                turns.countDown();
            }
        }
        return true;
    }

    /** From a place on the first history with many events, as an empty one says nothing in any thread. */
    private int next(double[][] expected, int first) {
        int most = checked.histories.stream()
                .mapToInt(history -> history.events().size())
                .max()
                .orElse(0);
        for (int i = 0; i < expected.length; i++) {
            int place = (first + i) % expected.length;
            if (2 * checked.histories.get(place).events().size() >= most) {
                return place;
            }
        }
        return first;
    }

    private void requireSame(double[][] expected, int place) {
        requireSame(expected[place], checked.values(checked.histories.get(place)));
    }

    private void requireSame(double[] expected, double[] actual) {
        checked.requireSame(expected, actual, "differs when several threads write features" + REMEDY);
    }
}
