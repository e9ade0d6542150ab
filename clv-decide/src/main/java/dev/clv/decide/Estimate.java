package dev.clv.decide;

import dev.clv.evaluate.Interval;
import java.util.Arrays;
import java.util.Locale;

/**
 * A number with where it plausibly lies: an interval of 95 %, by resampling. Immutable.
 *
 * @param value what was measured; NaN where it is undefined
 * @param low the 2.5th percentile of resamples; NaN where undefined
 * @param high the 97.5th percentile
 */
public record Estimate(double value, double low, double high) {

    /** Refuses an interval that ends before it begins. */
    public Estimate {
        if (low > high) {
            throw new IllegalArgumentException("an interval must not end before it begins, was " + low + " to " + high);
        }
    }

    /**
     * Of resamples, of which undefined ones do not count; without an interval if they are more than half.
     *
     * @param value what was measured; NaN where it is undefined
     * @param resampled the same of resamples, in any order; NaN where it is undefined. Not modified
     */
    public static Estimate of(double value, double[] resampled) {
        double[] sorted =
                Arrays.stream(resampled).filter(Double::isFinite).sorted().toArray();
        if (Double.isNaN(value) || 2 * sorted.length < resampled.length) {
            return new Estimate(value, Double.NaN, Double.NaN);
        }
        return new Estimate(value, quantile(sorted, 0.025), quantile(sorted, 0.975));
    }

    private static double quantile(double[] sorted, double level) {
        double place = level * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** Whether the whole interval lies above zero. */
    public boolean isPositive() {
        return low > 0;
    }

    /** Whether the whole interval lies below zero. */
    public boolean isNegative() {
        return high < 0;
    }

    /** The standard deviation that a normal distribution with this interval has; NaN where undefined or 0. */
    public double deviation() {
        return high > low ? (high - low) / (2 * 1.96) : Double.NaN;
    }

    /**
     * The interval.
     *
     * @throws IllegalArgumentException if it is undefined
     */
    public Interval interval() {
        return new Interval(low, high);
    }

    /** For instance {@code +0.0452 (+0.0391 to +0.0519)}. */
    @Override
    public String toString() {
        return Double.isNaN(low)
                ? String.format(Locale.ROOT, "%+.4f", value)
                : String.format(Locale.ROOT, "%+.4f (%+.4f to %+.4f)", value, low, high);
    }
}
