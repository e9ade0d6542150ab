package dev.clv.explain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Independent tasks on a caller's executor, with results in order. The calling thread works too, on tasks that no other
 * thread has begun, so that it may itself be a thread of that executor.
 *
 * <p>The first failure, in the order of tasks, is thrown as it is, and tasks not yet begun are dropped. An interrupt of
 * the calling thread does the same with a {@link CancellationException}, and keeps the interrupt flag.
 */
public final class OrderedTasks {

    /** How many tasks are handed to the executor before their results are taken: enough for any number of threads. */
    private static final int AHEAD = 256;

    private OrderedTasks() {}

    /**
     * Runs {@code task} for 0, 1, ..., {@code count - 1}.
     *
     * @param task thread-safe; its result must not depend on other tasks
     * @return the results in order, unmodifiable
     */
    public static <T> List<T> run(int count, IntFunction<T> task, Executor executor) {
        List<T> results = new ArrayList<>();
        run(count, task, executor, results::add);
        return List.copyOf(results);
    }

    /**
     * Runs {@code task} for 0, 1, ..., {@code count - 1} and hands over every result as soon as those before it are. At
     * most 256 results are waiting at a time.
     *
     * @param task thread-safe; its result must not depend on other tasks
     * @param consumer called on the calling thread, in the order of tasks; if it throws, tasks not yet begun are
     *     dropped
     */
    public static <T> void run(int count, IntFunction<T> task, Executor executor, Consumer<? super T> consumer) {
        Deque<FutureTask<T>> ahead = new ArrayDeque<>();
        int handed = 0;
        try {
            for (int taken = 0; taken < count; taken++) {
                while (handed < count && ahead.size() < AHEAD) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new InterruptedException();
                    }
                    int index = handed++;
                    FutureTask<T> next = new FutureTask<>(() -> task.apply(index));
                    ahead.add(next);
                    executor.execute(next);
                }
                FutureTask<T> first = ahead.remove();
                first.run();
                // While another thread works on the first, this one takes a later task instead of waiting.
                for (FutureTask<T> later : ahead) {
                    if (first.isDone()) {
                        break;
                    }
                    later.run();
                }
                consumer.accept(first.get());
            }
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
            ahead.forEach(waiting -> waiting.cancel(false));
        }
    }
}
