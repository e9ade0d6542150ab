package dev.clv.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Takes predictions apart. Implementations are immutable and thread-safe, and a row's explanation depends on nothing
 * but that row: not on other rows, their order or the number of threads.
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
        List<Attribution> attributions = new ArrayList<>();
        for (double[] row : rows) {
            attributions.add(explain(row));
        }
        return List.copyOf(attributions);
    }

    /**
     * Explains many rows on an executor and the calling thread, one task a row, as {@link OrderedTasks#run} does. The
     * result is the same, bit for bit, for any executor.
     *
     * @param rows not modified, nor to be modified meanwhile
     * @return one attribution per row, in order
     */
    default List<Attribution> explain(double[][] rows, Executor executor) {
        return OrderedTasks.run(rows.length, i -> explain(rows[i]), executor);
    }
}
