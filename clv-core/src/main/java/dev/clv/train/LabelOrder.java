package dev.clv.train;

import dev.clv.internal.Ranking;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far a feature ranks rows as their labels do: Spearman's rank correlation by absolute value, on all rows whose
 * value is known or on those of them with a positive label, whichever is larger. Where most labels are 0, noise ranks
 * those rows at random and hides what happens among the others.
 */
final class LabelOrder {

    /** Fewer rows agree by chance. */
    private static final int FEWEST = 20;

    /** A look at so many rows spares the others where they disagree. */
    private static final int LOOK = 500;

    private static final double LOOK_ORDER = 0.95;

    private LabelOrder() {}

    /**
     * In [0, 1]; 0 where too few rows are known, or nothing varies. Of many rows that disagree it is that of some.
     *
     * @param values one per row; NaN where missing
     * @param labels in the same order
     */
    static double of(double[] values, double[] labels) {
        int[] known = new int[values.length];
        int[] positive = new int[values.length];
        int knowns = 0;
        int positives = 0;
        for (int row = 0; row < values.length; row++) {
            if (!Double.isNaN(values[row])) {
                known[knowns++] = row;
                if (labels[row] > 0) {
                    positive[positives++] = row;
                }
            }
        }
        return Math.max(
                order(values, labels, Arrays.copyOf(known, knowns)),
                order(values, labels, Arrays.copyOf(positive, positives)));
    }

    private static double order(double[] values, double[] labels, int[] rows) {
        if (rows.length < FEWEST) {
            return 0;
        }
        int stride = rows.length / LOOK + 1;
        int[] some = IntStream.range(0, rows.length / stride)
                .map(i -> rows[i * stride])
                .toArray();
        double look = correlation(values, labels, some);
        // A look in which nothing varies says nothing.
        boolean decided = stride == 1 || look < LOOK_ORDER;
        double order = decided ? look : correlation(values, labels, rows);
        return Double.isNaN(order) ? 0 : order;
    }

    private static double correlation(double[] values, double[] labels, int[] rows) {
        double[] a =
                Ranking.ranks(IntStream.of(rows).mapToDouble(row -> values[row]).toArray());
        double[] b =
                Ranking.ranks(IntStream.of(rows).mapToDouble(row -> labels[row]).toArray());
        return Math.abs(Ranking.correlation(a, b));
    }
}
