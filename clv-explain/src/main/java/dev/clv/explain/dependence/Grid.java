package dev.clv.explain.dependence;

import dev.clv.explain.Background;
import java.util.Arrays;

/** Values of a column at which dependence is computed, ascending. */
public final class Grid {

    private Grid() {}

    /**
     * Every value that occurs if there are fewer than {@code points}, else evenly spaced points between the 5 % and the
     * 95 % quantile of the rows. Missing values and weights do not count.
     *
     * @param points at least 2
     * @throws IllegalArgumentException if the column is missing in every row
     */
    public static double[] evenly(Background rows, int column, int points) {
        if (points < 2) {
            throw new IllegalArgumentException("a grid needs at least 2 points, was " + points);
        }
        double[] sorted = sorted(rows, column);
        double[] distinct = Arrays.stream(sorted).distinct().toArray();
        if (distinct.length < points) {
            return distinct;
        }
        double low = quantile(sorted, 0.05);
        double high = quantile(sorted, 0.95);
        if (low == high) {
            return new double[] {low};
        }
        double[] grid = new double[points];
        Arrays.setAll(grid, k -> low + k * ((high - low) / (points - 1)));
        grid[points - 1] = high;
        return grid;
    }

    /**
     * The borders between intervals that hold about as many rows each: quantiles of the rows, from the least to the
     * greatest value, equal ones merged. Missing values and weights do not count.
     *
     * @param intervals at least 1; as many borders and one more, or fewer
     * @throws IllegalArgumentException if the column is missing in every row
     */
    public static double[] quantiles(Background rows, int column, int intervals) {
        if (intervals < 1) {
            throw new IllegalArgumentException("there must be at least 1 interval, was " + intervals);
        }
        double[] sorted = sorted(rows, column);
        double[] borders = new double[intervals + 1];
        for (int k = 0; k <= intervals; k++) {
            // These values occur, so that only merged intervals are empty.
            borders[k] = sorted[(int) Math.ceil((double) k * (sorted.length - 1) / intervals)];
        }
        return Arrays.stream(borders).distinct().toArray();
    }

    private static double[] sorted(Background rows, int column) {
        if (column < 0 || column >= rows.columns()) {
            throw new IllegalArgumentException(
                    "a column must be from 0 to " + (rows.columns() - 1) + ", was " + column);
        }
        double[] values = new double[rows.size()];
        int count = 0;
        for (int b = 0; b < values.length; b++) {
            double value = rows.value(b, column);
            if (!Double.isNaN(value)) {
                // Adding zero turns -0 into 0.
                values[count++] = value + 0.0;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("column " + column + " is missing in every row; it has no grid");
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Approximately quantile-unbiased plotting positions (Cunnane 1978: 0.4, 0.4). */
    private static double quantile(double[] sorted, double p) {
        double position = sorted.length * p + 0.4 + 0.2 * p;
        double bounded = Math.max(1, Math.min(sorted.length - 1, position));
        int below = (int) Math.floor(bounded);
        double share = Math.max(0, Math.min(1, position - below));
        return (1 - share) * sorted[below - 1] + share * sorted[Math.min(below, sorted.length - 1)];
    }
}
