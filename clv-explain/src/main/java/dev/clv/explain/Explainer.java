package dev.clv.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Explains single rows. Implementations are immutable and thread-safe, and a row's explanation depends on nothing but
 * that row: not on other rows, their order or the number of threads.
 *
 * @param <R> what an explanation is
 */
@FunctionalInterface
public interface Explainer<R extends ExplainerResult> {

    /**
     * Explains one row.
     *
     * @param row as wide as the predictor's rows; not modified
     * @throws IllegalArgumentException if the row is of another width
     * @throws IllegalStateException if the predictor returns something that is not a number from -1e150 to 1e150
     */
    R explain(double[] row);

    /** Explains many rows, one after the other, on the calling thread. */
    default List<R> explain(double[][] rows) {
        return explain(rows, Runnable::run);
    }

    /**
     * Explains many rows on an executor and the calling thread, one task a row, as {@link OrderedTasks} does. The
     * result is the same, bit for bit, for any executor.
     *
     * @param rows not modified, and not to be modified meanwhile
     * @return one explanation per row, in order
     */
    default List<R> explain(double[][] rows, Executor executor) {
        List<R> explanations = new ArrayList<>();
        explain(rows, executor, explanations::add);
        return List.copyOf(explanations);
    }

    /**
     * Explains many rows in the same way, but hands over every explanation instead of keeping all of them.
     *
     * @param rows not modified, and not to be modified meanwhile
     * @param consumer called on the calling thread, in the order of the rows
     */
    default void explain(double[][] rows, Executor executor, Consumer<? super R> consumer) {
        OrderedTasks.run(rows.length, i -> explain(rows[i]), executor, consumer);
    }
}
