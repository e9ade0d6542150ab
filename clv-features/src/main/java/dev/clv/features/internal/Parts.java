package dev.clv.features.internal;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;

/**
 * Independent parts of one piece of work on a caller's executor. The calling thread works too, on parts that no other
 * thread has begun, so that it may itself be a thread of that executor.
 */
public final class Parts {

    private Parts() {}

    /**
     * Runs {@code part} for 0, 1, ..., {@code count - 1}, in any order, and returns when all are done.
     *
     * @param part thread-safe; must not depend on other parts. The first failure, in the order of parts, is thrown as
     *     it is
     * @param executor {@code Runnable::run} for the calling thread alone
     * @throws CancellationException if the calling thread is interrupted; its interrupt flag stays set
     */
    public static void run(int count, IntConsumer part, Executor executor) {
        List<FutureTask<?>> tasks = new ArrayList<>(count);
        try {
            begin(count, part, executor, tasks);
            for (FutureTask<?> task : tasks) {
                Interruption.check();
                task.run();
            }
            for (FutureTask<?> task : tasks) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for other threads");
        } finally {
            // What another thread works on is let alone: an interrupt could end an unrelated task of its executor.
            tasks.forEach(task -> task.cancel(false));
        }
    }

    /** The same for a caller whom an interrupt does not stop; its interrupt flag stays as it is. */
    public static void runAll(int count, IntConsumer part, Executor executor) {
        List<FutureTask<?>> tasks = new ArrayList<>(count);
        try {
            begin(count, part, executor, tasks);
            tasks.forEach(FutureTask::run);
            for (FutureTask<?> task : tasks) {
                Uninterruptibles.getUninterruptibly(task);
            }
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static void begin(int count, IntConsumer part, Executor executor, List<FutureTask<?>> tasks) {
        for (int i = 0; i < count; i++) {
            int number = i;
            FutureTask<?> task = new FutureTask<>(() -> part.accept(number), null);
            tasks.add(task);
            executor.execute(task);
        }
    }

    /** What made a part fail, to be thrown. */
    private static RuntimeException failure(ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
            return failure;
        }
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("a part failed", e.getCause());
    }
}
