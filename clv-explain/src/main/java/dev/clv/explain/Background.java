package dev.clv.explain;

import dev.clv.explain.internal.Index;
import java.util.Arrays;
import java.util.Random;

/**
 * The rows that an explanation compares with: they supply the values of features that are masked.
 *
 * <p>Each row has a weight; weights are normalised to sum to one. NaN (missing) is a value like any other. Immutable
 * and thread-safe: rows are copied in and out.
 */
public final class Background {

    private final double[][] rows;
    private final double[] weights;

    private Background(double[][] rows, double[] weights) {
        this.rows = rows;
        this.weights = weights;
    }

    /**
     * Rows of equal weight.
     *
     * @param rows (rows, columns), at least one of each; copied
     */
    public static Background of(double[][] rows) {
        double[] weights = new double[rows.length];
        Arrays.fill(weights, 1);
        return of(rows, weights);
    }

    /**
     * Weighted rows. A row of weight zero is left out; a row of weight two counts like two equal rows: in all means and
     * exact values up to rounding, and in sampled estimates in distribution, within their standard errors.
     *
     * @param rows (rows, columns), at least one of each, not infinite; copied
     * @param weights one per row, finite, not negative, not all zero
     */
    public static Background of(double[][] rows, double[] weights) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("a background needs at least one row");
        }
        if (weights.length != rows.length) {
            throw new IllegalArgumentException(
                    "a background of " + rows.length + " rows needs as many weights, was " + weights.length);
        }
        int columns = rows[0].length;
        if (columns == 0) {
            throw new IllegalArgumentException("background rows need at least one column");
        }
        double sum = 0;
        int kept = 0;
        for (int i = 0; i < rows.length; i++) {
            checkRow(rows[i], columns, i);
            if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weight " + i + " of the background must be finite and not negative, was " + weights[i]);
            }
            sum += weights[i];
            kept += weights[i] > 0 ? 1 : 0;
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("background weights must have a positive, finite sum, was " + sum);
        }
        double[][] keptRows = new double[kept][];
        double[] keptWeights = new double[kept];
        for (int i = 0, k = 0; i < rows.length; i++) {
            if (weights[i] > 0) {
                keptRows[k] = rows[i].clone();
                keptWeights[k++] = weights[i] / sum;
            }
        }
        return new Background(keptRows, keptWeights);
    }

    /**
     * A simple random sample, without replacement, in the order of the rows; all rows if there are no more than
     * {@code size}.
     *
     * @param size at least 1
     */
    public static Background sample(double[][] rows, int size, long seed) {
        if (size < 1) {
            throw new IllegalArgumentException("the size of a background must be at least 1, was " + size);
        }
        Random random = new Random(seed);
        double[][] sample = new double[Math.min(size, rows.length)][];
        for (int i = 0, k = 0; i < rows.length; i++) {
            // Knuth's selection sampling (The Art of Computer Programming, vol. 2, algorithm 3.4.2 S).
            if (random.nextInt(rows.length - i) < sample.length - k) {
                sample[k++] = rows[i];
            }
        }
        return of(sample);
    }

    private static void checkRow(double[] row, int columns, int index) {
        if (row.length != columns) {
            throw new IllegalArgumentException("background rows must be of one width: row 0 has " + columns
                    + " columns, row " + index + " has " + row.length);
        }
        for (int j = 0; j < columns; j++) {
            if (Double.isInfinite(row[j])) {
                throw new IllegalArgumentException(
                        "background row " + index + ", column " + j + " must not be infinite");
            }
        }
    }

    /** The number of rows, at least one. */
    public int size() {
        return rows.length;
    }

    /** The number of columns, at least one. */
    public int columns() {
        return rows[0].length;
    }

    /**
     * The weight of a row; all weights sum to one.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double weight(int row) {
        return weights[Index.require("row", row, size())];
    }

    /**
     * The weighted mean of one number per row, for example of predictions.
     *
     * @param numbers one per row; not modified
     */
    public double mean(double[] numbers) {
        double mean = 0;
        for (int row = 0; row < rows.length; row++) {
            mean += weights[row] * numbers[row];
        }
        return mean;
    }

    /**
     * Refuses a row of another width than the background's rows.
     *
     * @throws IllegalArgumentException if the row is of another width
     */
    public void checkWidth(double[] row) {
        if (row.length != columns()) {
            throw new IllegalArgumentException(
                    "a row to explain must have " + columns() + " columns like the background, was " + row.length);
        }
    }

    /**
     * One value.
     *
     * @throws IndexOutOfBoundsException if there is no such row or column
     */
    public double value(int row, int column) {
        return rows[Index.require("row", row, size())][Index.require("column", column, columns())];
    }

    /**
     * Copies a row into the start of {@code target}.
     *
     * @throws IndexOutOfBoundsException if there is no such row, or the target is narrower than it
     */
    public void copyRow(int row, double[] target) {
        System.arraycopy(rows[Index.require("row", row, size())], 0, target, 0, rows[row].length);
    }

    /**
     * Whether a row has this very value in this column. Missing is the same as missing.
     *
     * @throws IndexOutOfBoundsException if there is no such row or column
     */
    public boolean hasValue(int row, int column, double value) {
        double own = value(row, column);
        return own == value || (Double.isNaN(own) && Double.isNaN(value));
    }

    @Override
    public String toString() {
        return "Background[" + size() + " rows, " + columns() + " columns]";
    }
}
