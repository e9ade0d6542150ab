package dev.clv.features.internal;

/** The one definition of a quantile in this module. */
public final class Quantiles {

    private Quantiles() {}

    /**
     * Linear between order statistics at position (n - 1) q: definition 7 of Hyndman and Fan, Sample Quantiles in
     * Statistical Packages, 1996.
     *
     * @param sorted ascending, at least one value, none NaN
     * @param q in [0, 1]
     */
    public static double of(double[] sorted, double q) {
        double position = (sorted.length - 1) * q;
        int below = (int) position;
        double share = position - below;
        return share == 0 ? sorted[below] : sorted[below] + share * (sorted[below + 1] - sorted[below]);
    }

    /**
     * Returns a quantile.
     *
     * @throws IllegalArgumentException if it is not above 0 and below 1
     */
    public static double requireInside(double quantile) {
        if (!(quantile > 0 && quantile < 1)) {
            throw new IllegalArgumentException("quantile must be between 0 and 1, was " + quantile);
        }
        return quantile;
    }
}
