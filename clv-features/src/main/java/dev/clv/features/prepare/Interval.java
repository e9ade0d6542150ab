package dev.clv.features.prepare;

/**
 * A closed interval.
 *
 * @param low its lower end, possibly infinite
 * @param high its upper end, not below {@code low}; both NaN if there is nothing to enclose
 */
record Interval(double low, double high) {

    static final Interval EMPTY = new Interval(Double.NaN, Double.NaN);
    static final Interval EVERYTHING = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    double width() {
        return high - low;
    }

    /** The nearest value in the interval. */
    double limit(double value) {
        return Math.max(low, Math.min(high, value));
    }

    /** Whether a value lies beyond an end; false for NaN. */
    boolean excludes(double value) {
        return value < low || value > high;
    }
}
