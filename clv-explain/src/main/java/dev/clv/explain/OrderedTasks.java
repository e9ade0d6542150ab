package dev.clv.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;

/** Independent tasks on a caller's executor, with results in order. */
public final class OrderedTasks {

    private OrderedTasks() {}

    /**
     * Runs {@code task} for 0, 1, ..., {@code count - 1}. The calling thread works too, on tasks that no other thread
     * has begun, so that it may itself be a thread of that executor.
     *
     * <p>The first failure, in the order of tasks, is thrown as it is and tasks not yet begun are dropped. An interrupt
     * of the calling thread does the same with a {@link CancellationException}, and keeps the interrupt flag.
     *
     * @param task thread-safe; its result must not depend on other tasks
     * @return the results in order, unmodifiable
     */
    public static <T> List<T> run(int count, IntFunction<T> task, Executor executor) {
        List<FutureTask<T>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = i;
            tasks.add(new FutureTask<>(() -> task.apply(index)));
        }
        try {
            tasks.forEach(executor::execute);
            List<T> results = new ArrayList<>();
            for (FutureTask<T> one : tasks) {
                one.run();
                results.add(one.get());
            }
            return List.copyOf(results);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a task failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for tasks");
        } finally {
            tasks.forEach(one -> one.cancel(false));
        }
    }
}
