package dev.clv.explain.internal;

import java.util.Arrays;
import java.util.function.Function;

/**
 * Calls a predictor in batches, large enough for its fast path and bounded in memory, and refuses predictions that are
 * not finite numbers.
 *
 * <p>A batch has at most 4,096 rows and, unless a single row is wider, 2^20 values (8 MiB). The buffers belong to one
 * call, so instances are not thread-safe.
 */
public final class BatchPredictor {

    /** Sums of squares of larger predictions may overflow. */
    private static final double LARGEST = 1e150;

    /** Writes one of many rows into a buffer. */
    @FunctionalInterface
    public interface RowWriter {

        /**
         * Writes a row.
         *
         * @param index of the row; calls come with 0, 1, 2, ...
         * @param row overwritten, every value of it; its former content is undefined
         */
        void write(int index, double[] row);
    }

    private static final int MAX_ROWS = 4_096;
    private static final int MAX_VALUES = 1 << 20;

    private final Function<double[][], double[]> function;
    private final int columns;
    private final int capacity;
    private double[][] buffer = new double[0][];
    private long evaluations;

    /**
     * Batches for a predictor.
     *
     * @param function from rows to one number each
     * @param columns of every row, at least 1
     */
    public BatchPredictor(Function<double[][], double[]> function, int columns) {
        if (columns < 1) {
            throw new IllegalArgumentException("rows need at least one column, was " + columns);
        }
        this.function = function;
        this.columns = columns;
        capacity = Math.max(1, Math.min(MAX_ROWS, MAX_VALUES / columns));
    }

    /** How many rows a full batch has. */
    public int capacity() {
        return capacity;
    }

    /** How many rows were predicted so far. */
    public long evaluations() {
        return evaluations;
    }

    /** Predicts one row; it is copied. */
    public double predict(double[] row) {
        return predict(1, (i, target) -> System.arraycopy(row, 0, target, 0, columns))[0];
    }

    /**
     * Predicts {@code count} rows as they are written.
     *
     * @return one finite number per row
     * @throws IllegalStateException if the predictor returns another number of predictions, one that is not finite, or
     *     one whose square would not be
     */
    public double[] predict(int count, RowWriter writer) {
        double[] predictions = new double[count];
        for (int start = 0; start < count; start += capacity) {
            int size = Math.min(capacity, count - start);
            double[][] batch = batch(size);
            for (int i = 0; i < size; i++) {
                writer.write(start + i, batch[i]);
            }
            double[] predicted = function.apply(batch);
            check(predicted, size);
            System.arraycopy(predicted, 0, predictions, start, size);
            evaluations += size;
        }
        return predictions;
    }

    private double[][] batch(int size) {
        int allocated = buffer.length;
        if (allocated < size) {
            buffer = Arrays.copyOf(buffer, size);
            for (int i = allocated; i < size; i++) {
                buffer[i] = new double[columns];
            }
        }
        return buffer.length == size ? buffer : Arrays.copyOf(buffer, size);
    }

    private static void check(double[] predicted, int size) {
        if (predicted.length != size) {
            throw new IllegalStateException("the predictor returned " + predicted.length + " predictions for " + size
                    + " rows; it must return one per row");
        }
        for (int i = 0; i < size; i++) {
            if (!Double.isFinite(predicted[i])) {
                throw new IllegalStateException("the predictor returned " + predicted[i] + " for row " + i
                        + " of a batch of " + size + " rows; explanations need finite predictions");
            }
            if (Math.abs(predicted[i]) > LARGEST) {
                throw new IllegalStateException("the predictor returned " + predicted[i] + " for row " + i
                        + " of a batch of " + size
                        + " rows; explanations square predictions, which must not be larger than "
                        + LARGEST + ": scale them");
            }
        }
    }
}
