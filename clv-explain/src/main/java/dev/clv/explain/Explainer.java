package dev.clv.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Takes predictions apart. Implementations are immutable and thread-safe, and a row's explanation depends on nothing but
 * that row: not on other rows, their order or the number of threads.
 */
@FunctionalInterface
public interface Explainer {

    /**
     * Explains one row.
     *
     * @param row as wide as the predictor's rows; not modified
     * @throws IllegalArgumentException if the row is of another width
     * @throws IllegalStateException if the predictor returns something that is not a finite number
     */
    Attribution explain(double[] row);

    /** Explains many rows, one after the other, on the calling thread. */
    default List<Attribution> explain(double[][] rows) {
        return explain(rows, Runnable::run);
    }

    /**
     * Explains many rows on an executor, one task a row. The calling thread works too, on rows that no other has begun,
     * so that it may itself be a thread of that executor. The result is the same, bit for bit, for any executor.
     *
     * <p>The first failure, in the order of rows, is thrown as it is and rows not yet begun are dropped. An interrupt of
     * the calling thread does the same with a {@link CancellationException}, and keeps the interrupt flag.
     *
     * @return one attribution per row, in order
     */
    default List<Attribution> explain(double[][] rows, Executor executor) {
        List<FutureTask<Attribution>> tasks = new ArrayList<>();
        for (double[] row : rows) {
            tasks.add(new FutureTask<>(() -> explain(row)));
        }
        try {
            tasks.forEach(executor::execute);
            List<Attribution> attributions = new ArrayList<>();
            for (FutureTask<Attribution> task : tasks) {
                task.run();
                attributions.add(task.get());
            }
            return List.copyOf(attributions);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("an explanation failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while rows were explained");
        } finally {
            tasks.forEach(task -> task.cancel(false));
        }
    }
}
