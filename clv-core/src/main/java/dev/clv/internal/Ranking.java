package dev.clv.internal;

import dev.clv.features.DoubleSort;
import java.util.Arrays;

/** Statistics of the order of values, averaged over ties. n = number of values; no input is modified. */
public final class Ranking {

    private Ranking() {}

    /**
     * Mid-ranks, from 0 for the smallest; tied values share the mean of their ranks. The rank of NaN is NaN, and the
     * other values are ranked without it.
     *
     * @param values (n)
     */
    public static double[] ranks(double[] values) {
        return ranks(values, DoubleSort.order(values));
    }

    /**
     * The same of values whose order is known.
     *
     * @param order of the values, see {@link DoubleSort#order}
     */
    public static double[] ranks(double[] values, int[] order) {
        double[] ranks = new double[values.length];
        Arrays.fill(ranks, Double.NaN);
        for (int start = 0; start < order.length; ) {
            int end = endOfTie(values, order, start);
            double midRank = (start + end - 1) / 2.0;
            for (int i = start; i < end; i++) {
                ranks[order[i]] = midRank;
            }
            start = end;
        }
        return ranks;
    }

    /**
     * Pearson's correlation of two lists of ranks or values; NaN if either is constant or empty.
     *
     * @param a (n), finite
     * @param b (n), finite
     */
    public static double correlation(double[] a, double[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            double da = a[i] - meanA;
            double db = b[i] - meanB;
            ab += da * db;
            aa += da * da;
            bb += db * db;
        }
        double scale = Math.sqrt(aa * bb);
        return scale > 0 ? ab / scale : Double.NaN;
    }

    /**
     * {@code value} in descending order of {@code by}, each tied group replaced by its mean.
     *
     * @param by (n), finite
     * @param value (n), finite
     */
    public static double[] descending(double[] by, double[] value) {
        return descending(by, value, DoubleSort.order(by));
    }

    /**
     * The same where the order of {@code by} is known.
     *
     * @param order of {@code by}, see {@link DoubleSort#order}
     */
    public static double[] descending(double[] by, double[] value, int[] order) {
        int n = by.length;
        double[] sorted = new double[n];
        for (int start = 0; start < n; ) {
            int end = endOfTie(by, order, start);
            double sum = 0;
            for (int i = start; i < end; i++) {
                sum += value[order[i]];
            }
            for (int i = start; i < end; i++) {
                sorted[n - 1 - i] = sum / (end - start);
            }
            start = end;
        }
        return sorted;
    }

    /**
     * Sum of the first {@code count} values, a fraction of a value counted in proportion.
     *
     * @param values (n)
     * @param count in [0, n]
     */
    public static double sumOfFirst(double[] values, double count) {
        int whole = (int) Math.floor(count);
        double sum = 0;
        for (int i = 0; i < whole; i++) {
            sum += values[i];
        }
        return whole < values.length ? sum + (count - whole) * values[whole] : sum;
    }

    /**
     * A quantile by linear interpolation between order statistics (type 7 of Hyndman, Fan, "Sample quantiles in
     * statistical packages", 1996).
     *
     * @param ascending (n), n at least 1
     * @param q in [0, 1]
     */
    public static double quantile(double[] ascending, double q) {
        double at = q * (ascending.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
    }

    /** All values but NaN, the smallest first; new. */
    public static double[] known(double[] values) {
        double[] known = new double[values.length];
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                known[count++] = value;
            }
        }
        known = Arrays.copyOf(known, count);
        DoubleSort.sort(known);
        return known;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static int endOfTie(double[] a, int[] order, int start) {
        int end = start + 1;
        while (end < order.length && a[order[end]] == a[order[start]]) {
            end++;
        }
        return end;
    }
}
