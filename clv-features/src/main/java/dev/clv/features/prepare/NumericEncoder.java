package dev.clv.features.prepare;

import dev.clv.features.DoubleSort;
import dev.clv.features.Feature;
import dev.clv.features.Privacy;
import dev.clv.features.internal.Quantiles;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A number, a missing flag where training had missing values, and an indicator per level where training had few:
 * impute, signed log, limit, rescale, bound.
 */
final class NumericEncoder implements ColumnEncoder {

    /** Below this skewness a feature is left as it is; an exponential distribution has 2, a normal one 0. */
    private static final double SKEWED = 1;

    /** The log is used if it leaves at most this share of the skewness; of a yes/no feature it leaves all. */
    private static final double REMAINING = 0.9;

    /** So much of the training range, after the log, a value may lie beyond it before a model extrapolates. */
    private static final double MARGIN = 0.5;

    /**
     * So many times the width of the training range beyond it, and at least one after the log, no value lies that
     * belongs to the same kind of customers: rare counts and sums may well be several times the largest of training.
     */
    private static final double FAR = 10;

    private static final double FAR_OF_LOG = 1;

    /** Values that differ by less than this part of their size differ by the rounding of what computed them. */
    private static final double ROUNDING = 1e-13;

    private static final double[] NO_LEVELS = {};

    private final double median;
    private final boolean flagged;
    private final SignedLog log;
    private final Interval limits;
    private final Rescaling rescaling;
    private final Interval bounds;
    private final Interval seen;
    private final double[] levels;
    private final double imputed; // the output of a missing value

    /**
     * @param median what stands for a missing value; NaN if training had no value at all
     * @param flagged whether a missing flag follows the value
     * @param log taken of the value first
     * @param limits what the logarithm is limited to
     * @param rescaling applied last
     * @param bound the largest output by absolute value
     * @param seen the raw training values; everything for a feature that belongs to the cutoff, not to a customer
     * @param levels the only values of training, ascending, if there are few enough; each has an indicator; else empty;
     *     not modified
     */
    NumericEncoder(
            double median,
            boolean flagged,
            SignedLog log,
            Interval limits,
            Rescaling rescaling,
            double bound,
            Interval seen,
            double[] levels) {
        this.median = median;
        this.flagged = flagged;
        this.log = log;
        this.limits = limits;
        this.rescaling = rescaling;
        this.bounds = new Interval(-bound, bound);
        this.seen = seen;
        this.levels = levels;
        this.imputed = output(median);
    }

    /**
     * Learns from one column of training values.
     *
     * <p>Bounds, levels and the unit of the log are those of at least {@link Privacy#MIN_CUSTOMERS} different
     * customers, unless there are fewer in all; a feature that fewer have is a constant.
     *
     * @param column not modified
     * @param ofCutoff whether the feature is the same for all customers of a cutoff, and what follows
     * @param customers whose the rows are
     */
    static NumericEncoder fit(
            double[] column, OfCutoff ofCutoff, TrainingCustomers customers, PreparationSettings settings) {
        double[] known =
                Arrays.stream(column).filter(value -> !Double.isNaN(value)).toArray();
        int missing = column.length - known.length;
        if (known.length == 0 || !customers.areEnough(column, value -> !Double.isNaN(value))) {
            return new NumericEncoder(
                    Double.NaN,
                    known.length > 0 && missing > 0,
                    SignedLog.NONE,
                    Interval.EMPTY,
                    new Rescaling(0, 0),
                    settings.bound(),
                    Interval.EMPTY,
                    NO_LEVELS);
        }
        // Sorted, so that every sum below is the same for any order of the training rows.
        DoubleSort.sort(known);
        double median = Quantiles.of(known, 0.5);
        SignedLog log = settings.signedLog() && customers.areEnough(column, value -> Math.abs(value) > 0)
                ? signedLog(known)
                : SignedLog.NONE;
        double[] values = log.apply(known);
        Interval limits;
        Interval seen;
        if (customers.areFew()) {
            limits = new Interval(
                    Quantiles.of(values, settings.lowerQuantile()), Quantiles.of(values, settings.upperQuantile()));
            seen = new Interval(known[0], known[known.length - 1]);
        } else {
            CustomerExtremes extremes = CustomerExtremes.of(column, customers.ofRow(), customers.count());
            limits = extremes.between(log, values, settings.lowerQuantile(), settings.upperQuantile());
            Interval range = extremes.between(log, values, 0, 1);
            seen = new Interval(log.invert(range.low()), log.invert(range.high()));
        }
        if (ofCutoff == OfCutoff.IGNORED) {
            return new NumericEncoder(
                    median,
                    false,
                    log,
                    limits,
                    new Rescaling(limits.low(), 0),
                    settings.bound(),
                    Interval.EVERYTHING,
                    NO_LEVELS);
        }
        Rescaling rescaling = rescaling(values, limits, missing, limits.limit(log.apply(median)), settings.scaling());
        return new NumericEncoder(
                median,
                missing > 0,
                log,
                limits,
                rescaling,
                settings.bound(),
                ofCutoff == OfCutoff.NO ? seen : Interval.EVERYTHING,
                levels(column, known, customers, settings.mostLevels()));
    }

    /** The same without a flag for missing values, where another column has it. */
    NumericEncoder withoutFlag() {
        return flagged ? new NumericEncoder(median, false, log, limits, rescaling, bounds.high(), seen, levels) : this;
    }

    /**
     * The different values, if there are few enough, that enough customers have.
     *
     * @param known the values of the column but NaN, ascending
     */
    private static double[] levels(double[] column, double[] known, TrainingCustomers customers, int most) {
        double[] levels = new double[Math.min(most, known.length)];
        int count = 0;
        for (int i = 0; i < known.length; i++) {
            if (i == 0 || Double.compare(known[i], known[i - 1]) != 0) {
                if (count == levels.length) {
                    return NO_LEVELS;
                }
                levels[count++] = known[i];
            }
        }
        if (count <= 2) {
            return NO_LEVELS;
        }
        return Arrays.stream(levels, 0, count)
                .filter(level -> customers.areEnough(column, value -> value == level))
                .toArray();
    }

    private static Rescaling rescaling(double[] values, Interval limits, int missing, double imputed, Scaling scaling) {
        double size = Math.max(Math.abs(limits.low()), Math.abs(limits.high()));
        if (limits.width() <= ROUNDING * size) {
            return new Rescaling(limits.low(), 0);
        }
        return scaling == Scaling.STANDARD
                ? standardized(values, limits, missing, imputed)
                : new Rescaling(limits.low(), limits.width());
    }

    /** Mean 0 and standard deviation 1 of the limited values, {@code missing} of which are the {@code imputed} one. */
    private static Rescaling standardized(double[] values, Interval limits, int missing, double imputed) {
        Rescaling plain = standardized(values, limits, missing, imputed, 1);
        // Sums or squares of huge values overflow; in units of the largest they do not.
        return Double.isFinite(plain.scale())
                ? plain
                : standardized(
                        values, limits, missing, imputed, Math.max(Math.abs(limits.low()), Math.abs(limits.high())));
    }

    private static Rescaling standardized(double[] values, Interval limits, int missing, double imputed, double unit) {
        int count = values.length + missing;
        double sum = missing * (imputed / unit);
        for (double value : values) {
            sum += limits.limit(value) / unit;
        }
        double mean = sum / count;
        double squares = missing * (imputed / unit - mean) * (imputed / unit - mean);
        for (double value : values) {
            double deviation = limits.limit(value) / unit - mean;
            squares += deviation * deviation;
        }
        return new Rescaling(unit * mean, unit * Math.sqrt(squares / count));
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
        out[offset] = missing ? imputed : output(raw);
    }

    private double output(double value) {
        return rescaling.isConstant() ? 0 : bounds.limit(rescaling.apply(limits.limit(log.apply(value))));
    }

    @Override
    public boolean isConstant(int output) {
        return output == 0 && rescaling.isConstant();
    }

    @Override
    public boolean isNeverMissing() {
        return !flagged && !Double.isNaN(median);
    }

    /**
     * Whether a raw value, if there is one, lies so far outside what training saw that a model extrapolates from it.
     *
     * @param feature what the value is of
     * @param growth by how much it may have grown since training
     */
    boolean isOutside(double raw, Feature feature, Growth growth) {
        return isBeyond(raw, feature, growth, MARGIN);
    }

    private boolean isBeyond(double raw, Feature feature, Growth growth, double widths) {
        if (rescaling.isConstant() || !seen.excludes(raw) || growth.isOfCourse(feature, raw)) {
            return false;
        }
        double low = log.apply(seen.low());
        double high = log.apply(seen.high());
        double margin = widths * (high - low);
        if (raw > seen.high()) {
            double grown = raw - growth.added(feature);
            double before = grown > 0 ? grown / growth.factor(feature) : grown;
            return log.apply(before) > high + margin && before > times(seen.high(), growth.room());
        }
        // What grows is further from 0 now; a small value may have been as small then.
        double before = raw < 0 ? raw / growth.factor(feature) : raw;
        return log.apply(before) < low - margin && before < times(seen.low(), 1 / growth.room());
    }

    /** An end of the range moved upwards by a factor, or downwards by one below 1. */
    private static double times(double end, double factor) {
        return end > 0 ? end * factor : end / factor;
    }

    /** The value as one far from all that training saw; null if it is none. */
    @Nullable
    FarValue far(double raw, Feature feature, Growth growth) {
        if (!isBeyond(raw, feature, growth, FAR_OF_LOG) || !(seen.width() > 0)) {
            return null;
        }
        double grown = raw > seen.high() ? (raw - growth.added(feature)) / growth.factor(feature) : raw;
        double widths = raw > seen.high()
                ? grown / seen.width() - seen.high() / seen.width()
                : seen.low() / seen.width() - grown / seen.width();
        return widths < FAR ? null : new FarValue(feature.name(), seen.low(), seen.high(), widths);
    }

    /** The nearest raw value in the training range; NaN if that range tells of too few customers. */
    double limit(double raw) {
        return seen.limit(raw);
    }

    /** Where the indicators of the levels begin. */
    int firstLevel() {
        return flagged ? 2 : 1;
    }

    double median() {
        return median;
    }

    boolean flagged() {
        return flagged;
    }

    SignedLog log() {
        return log;
    }

    Interval limits() {
        return limits;
    }

    Rescaling rescaling() {
        return rescaling;
    }

    Interval seen() {
        return seen;
    }

    /** Not modified. */
    double[] levels() {
        return levels;
    }

    /**
     * The log in units of the median size of the values other than 0, so that no currency or unit decides where it
     * bends; none if it would not help.
     */
    private static SignedLog signedLog(double[] sorted) {
        double[] sizes =
                Arrays.stream(sorted).map(Math::abs).filter(size -> size > 0).toArray();
        if (sorted[0] < 0) {
            DoubleSort.sort(sizes);
        }
        SignedLog log = sizes.length == 0 ? SignedLog.NONE : new SignedLog(Quantiles.of(sizes, 0.5));
        double skewness = Math.abs(skewness(sorted));
        return skewness > SKEWED && Math.abs(skewness(log.apply(sorted))) < REMAINING * skewness ? log : SignedLog.NONE;
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
}
