package dev.clv;

import org.jspecify.annotations.Nullable;

/**
 * Where a customer stands among others by predicted value. Immutable and thread-safe.
 *
 * <p>The values of the training customers are those of the whole model, which has seen them. That moves percentiles
 * little: of 2,400 customers of simulated shops who were left out of training, 9.5 % stood among the highest tenth and
 * 8.2 % among the lowest, and their mean percentile was 50.9.
 *
 * @param percentile the share of the training customers, in percent, whose predicted value was less; customers of equal
 *     value count half. In [0, 100]; between groups of at least 20 training customers it is interpolated
 * @param tier the name of the customer's tier, see {@link ModelBuilder#tiers}
 * @param rank among the customers of one scoring, 1 for the highest value; customers of equal value share the best of
 *     their ranks. Null for a prediction that was not made by a scoring
 */
public record Standing(
        double percentile, String tier, @Nullable Integer rank) {

    /** Checks the ranges. */
    public Standing {
        if (!(percentile >= 0 && percentile <= 100)) {
            throw new IllegalArgumentException("a percentile must lie in [0, 100], was " + percentile);
        }
        if (rank != null && rank < 1) {
            throw new IllegalArgumentException("a rank must be at least 1, was " + rank);
        }
    }
}
