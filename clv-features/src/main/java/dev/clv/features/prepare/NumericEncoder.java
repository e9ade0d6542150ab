package dev.clv.features.prepare;

import java.util.Arrays;

/**
 * A number, a missing flag where training had missing values, and an indicator per level where training had few:
 * impute, signed log, limit, scale.
 *
 * @param median what stands for a missing value; NaN when training had no value at all
 * @param logUnit what the value is divided by before the signed log; 0 when the log is not taken
 * @param low the lower limit, after the log
 * @param high the upper limit, after the log
 * @param center subtracted
 * @param scale divided by; 0 for a feature that never varied, and not finite for one too large for doubles
 * @param bound the largest output by absolute value
 * @param min the smallest raw training value; minus infinity for a feature that belongs to the cutoff, not to a
 *     customer
 * @param max the largest raw training value; infinity likewise
 * @param flagged whether a missing flag follows the value
 * @param levels the only values of training, ascending, when there are few enough; each has an indicator; else empty;
 *     not modified
 */
record NumericEncoder(
        double median,
        double logUnit,
        double low,
        double high,
        double center,
        double scale,
        double bound,
        double min,
        double max,
        boolean flagged,
        double[] levels)
        implements ColumnEncoder {

    /** Below this skewness a feature is left as it is; an exponential distribution has 2, a normal one 0. */
    private static final double SKEWED = 1;

    /** How much of the skewness may be left for the log to be worth it; a yes/no feature keeps all of it. */
    private static final double REMAINING = 0.9;

    private static final double[] NO_LEVELS = {};

    /**
     * Learns from one column of training values.
     *
     * @param column not modified
     * @param ofCutoff whether the feature is the same for all customers of a cutoff
     */
    static NumericEncoder fit(double[] column, boolean ofCutoff, Preparation.Builder options) {
        double[] known =
                Arrays.stream(column).filter(value -> !Double.isNaN(value)).toArray();
        int missing = column.length - known.length;
        if (known.length == 0) {
            double none = Double.NaN;
            return new NumericEncoder(none, 0, none, none, 0, 0, options.bound, none, none, false, NO_LEVELS);
        }
        // Sorted, so that every sum below is the same for any order of the training rows.
        Arrays.sort(known);
        double min = known[0];
        double max = known[known.length - 1];
        double median = quantile(known, 0.5);
        double unit = typicalSize(known);
        double logUnit = options.signedLog && benefitsFromLog(known, unit) ? unit : 0;
        double[] values = signedLogs(known, logUnit);
        double low = quantile(values, options.lowerQuantile);
        double high = quantile(values, options.upperQuantile);
        double center = low;
        double scale = high - low;
        if (scale > 0 && options.scaling == Scaling.STANDARD) {
            double imputed = limit(signedLog(median, logUnit), low, high);
            double sum = missing * imputed;
            for (double value : values) {
                sum += limit(value, low, high);
            }
            center = sum / column.length;
            double squares = missing * (imputed - center) * (imputed - center);
            for (double value : values) {
                double deviation = limit(value, low, high) - center;
                squares += deviation * deviation;
            }
            scale = Math.sqrt(squares / column.length);
        }
        double[] levels = Arrays.stream(known).distinct().toArray();
        boolean few = levels.length > 2 && levels.length <= options.mostLevels;
        return new NumericEncoder(
                median,
                logUnit,
                low,
                high,
                center,
                scale,
                options.bound,
                ofCutoff ? Double.NEGATIVE_INFINITY : min,
                ofCutoff ? Double.POSITIVE_INFINITY : max,
                missing > 0,
                few ? levels : NO_LEVELS);
    }

    @Override
    public int width() {
        return firstLevel() + levels.length;
    }

    @Override
    public void write(double raw, double[] out, int offset) {
        boolean missing = Double.isNaN(raw);
        if (flagged) {
            out[offset + 1] = missing ? 1 : 0;
        }
        for (int level = 0; level < levels.length; level++) {
            out[offset + firstLevel() + level] = raw == levels[level] ? 1 : 0;
        }
        if (isConstant(0)) {
            out[offset] = 0;
            return;
        }
        double scaled = (limit(signedLog(missing ? median : raw, logUnit), low, high) - center) / scale;
        out[offset] = limit(scaled, -bound, bound);
    }

    @Override
    public boolean isConstant(int output) {
        return output == 0 && !(scale > 0 && scale < Double.POSITIVE_INFINITY);
    }

    /** Whether a raw value, if there is one, lies outside what training saw, so that a model extrapolates from it. */
    boolean isOutside(double raw) {
        return !isConstant(0) && (raw < min || raw > max);
    }

    /** Where the indicators of the levels begin. */
    int firstLevel() {
        return flagged ? 2 : 1;
    }

    /** sign(x) ln(1 + |x| / unit), or x itself for a unit of 0. */
    private static double signedLog(double value, double unit) {
        return unit > 0 ? Math.copySign(StrictMath.log1p(Math.abs(value) / unit), value) : value;
    }

    private static double[] signedLogs(double[] values, double unit) {
        return Arrays.stream(values).map(value -> signedLog(value, unit)).toArray();
    }

    /**
     * The median size of the values other than 0, so that no currency or unit decides where the log bends; 0 without
     * any.
     */
    private static double typicalSize(double[] values) {
        double[] sizes = Arrays.stream(values)
                .map(Math::abs)
                .filter(size -> size > 0)
                .sorted()
                .toArray();
        return sizes.length == 0 ? 0 : quantile(sizes, 0.5);
    }

    private static double limit(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }

    private static boolean benefitsFromLog(double[] sorted, double unit) {
        double skewness = Math.abs(skewness(sorted));
        return skewness > SKEWED && Math.abs(skewness(signedLogs(sorted, unit))) < REMAINING * skewness;
    }

    /** Third central moment over the cube of the standard deviation; 0 for a constant. */
    private static double skewness(double[] sorted) {
        // Skewness has no scale; with the largest value at 1, no power below overflows.
        double unit = Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1]));
        if (sorted[0] == sorted[sorted.length - 1]) {
            return 0;
        }
        double mean = 0;
        for (double value : sorted) {
            mean += value / unit / sorted.length;
        }
        double second = 0;
        double third = 0;
        for (double value : sorted) {
            double deviation = value / unit - mean;
            second += deviation * deviation / sorted.length;
            third += deviation * deviation * deviation / sorted.length;
        }
        return second > 0 ? third / (second * Math.sqrt(second)) : 0;
    }

    /** Linear between order statistics at position (n - 1) q: definition 7 of Hyndman and Fan 1996. */
    static double quantile(double[] sorted, double q) {
        double position = (sorted.length - 1) * q;
        int below = (int) position;
        double share = position - below;
        return share == 0 ? sorted[below] : sorted[below] + share * (sorted[below + 1] - sorted[below]);
    }
}
