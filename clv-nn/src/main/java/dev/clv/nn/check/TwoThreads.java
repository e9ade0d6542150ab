package dev.clv.nn.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Does the same computation on two threads at once; what disturbs it is found likely, not surely. */
final class TwoThreads {

    private static final int THREADS = 2;
    private static final int ROUNDS = 1000;

    private TwoThreads() {}

    /**
     * Whether every round of a computation is right while another thread does the same.
     *
     * @param newComputation makes the computation of one thread, which says whether a round was right; an exception
     *     counts as wrong
     */
    static boolean areRight(Supplier<BooleanSupplier> newComputation) {
        AtomicInteger done = new AtomicInteger();
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            BooleanSupplier computation = newComputation.get();
            tasks.add(() -> {
                try {
                    return areRight(computation, done);
                } finally {
                    done.addAndGet(THREADS);
                }
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            boolean right = true;
            for (Future<Boolean> result : threads.invokeAll(tasks)) {
                right &= result.get();
            }
            return right;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the check was interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Goes on until the other thread has done its rounds too, so that they overlap. */
    private static boolean areRight(BooleanSupplier computation, AtomicInteger done) {
        for (int round = 1; round <= ROUNDS || done.get() < THREADS; round++) {
            if (!computation.getAsBoolean()) {
                return false;
            }
            if (round == ROUNDS) {
                done.incrementAndGet();
            }
        }
        return true;
    }
}
