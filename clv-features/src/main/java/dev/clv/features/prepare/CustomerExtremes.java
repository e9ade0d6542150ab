package dev.clv.features.prepare;

import dev.clv.features.Privacy;
import dev.clv.features.internal.Quantiles;
import java.util.Arrays;

/**
 * Bounds of a column that no few customers decide, since they are stored in models.
 *
 * <p>Each customer counts with their smallest, or largest, known value. A quantile with at least
 * {@link Privacy#MIN_CUSTOMERS} customers at or beyond it is taken as it is. One further out, the training range among
 * them, is extrapolated from that many outermost customers as if values beyond them followed an exponential
 * distribution: the innermost of them, and from there its scale times the log of how many times fewer customers lie
 * beyond the quantile (the exponential case of Weissman, "Estimation of parameters and large quantiles based on the k
 * largest observations", 1978). The scale is the median distance of all of them over ln 2, so that a mistyped value
 * does not move the bound.
 */
final class CustomerExtremes {

    private static final int ENOUGH = Privacy.MIN_CUSTOMERS;

    /** Where no customer is to lie beyond, half a one does. */
    private static final double FEWEST_BEYOND = 0.5;

    private static final double LN_2 = StrictMath.log(2);

    private final int known;

    /** Ascending: the smallest own values, at most {@link #ENOUGH}. */
    private final double[] smallest;

    /** Ascending: the largest own values with their signs changed, at most {@link #ENOUGH}. */
    private final double[] largest;

    private CustomerExtremes(int known, double[] smallest, double[] largest) {
        this.known = known;
        this.smallest = smallest;
        this.largest = largest;
    }

    /**
     * Of one column.
     *
     * @param column by row; NaN where the value is not known
     * @param customers by row, numbered from 0
     * @param count how many customers there are
     */
    static CustomerExtremes of(double[] column, int[] customers, int count) {
        double[] min = new double[count];
        double[] max = new double[count];
        Arrays.fill(min, Double.POSITIVE_INFINITY);
        Arrays.fill(max, Double.POSITIVE_INFINITY);
        for (int row = 0; row < column.length; row++) {
            if (!Double.isNaN(column[row])) {
                int customer = customers[row];
                min[customer] = Math.min(min[customer], column[row]);
                max[customer] = Math.min(max[customer], -column[row]);
            }
        }
        int known = (int)
                Arrays.stream(min).filter(v -> v < Double.POSITIVE_INFINITY).count();
        return new CustomerExtremes(known, first(min, known), first(max, known));
    }

    /** The first values in ascending order; a handful is inserted into place, the others are only compared. */
    private static double[] first(double[] values, int known) {
        double[] first = new double[Math.min(ENOUGH, known)];
        int size = 0;
        for (double value : values) {
            if (size < first.length ? value < Double.POSITIVE_INFINITY : size > 0 && value < first[size - 1]) {
                int place = size < first.length ? size++ : size - 1;
                for (; place > 0 && first[place - 1] > value; place--) {
                    first[place] = first[place - 1];
                }
                first[place] = value;
            }
        }
        return first;
    }

    /**
     * The interval between two quantiles.
     *
     * @param log through which values go first
     * @param sorted all known values, after the log, ascending
     */
    Interval between(SignedLog log, double[] sorted, double lower, double upper) {
        double low = bound(log.apply(smallest), Quantiles.of(sorted, lower), lower);
        double high = -bound(log.apply(largest), -Quantiles.of(sorted, upper), 1 - upper);
        return new Interval(low, Math.max(low, high));
    }

    private double bound(double[] outermost, double quantile, double share) {
        double innermost = outermost[ENOUGH - 1];
        if (innermost <= quantile) {
            return quantile;
        }
        double scale = (innermost - Quantiles.of(outermost, 0.5)) / LN_2;
        return innermost - scale * StrictMath.log(ENOUGH / Math.max(FEWEST_BEYOND, share * known));
    }
}
