package dev.clv.evaluate;

import dev.clv.explain.json.JsonObject;
import java.util.List;

/**
 * A range in which a quantity plausibly lies, both ends included.
 *
 * @param low at most {@code high}
 * @param high not NaN
 */
public record Interval(double low, double high) {

    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException if the low end is above the high one, or one of them is NaN
     */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval needs low <= high, was " + low + " to " + high);
        }
    }

    /** Whether a value lies in it; false for NaN. */
    public boolean contains(double value) {
        return value >= low && value <= high;
    }

    /** The same, but for rounding. */
    boolean holds(double value) {
        double rounding = 1e-9 * Math.max(1, Math.abs(value));
        return value >= low - rounding && value <= high + rounding;
    }

    /** The two ends. */
    List<Double> toJson() {
        return List.of(low, high);
    }

    /** The inverse of {@link #toJson} for a member of an object. */
    static Interval read(JsonObject json, String key) {
        List<Double> ends = json.numbers(key);
        if (ends.size() != 2) {
            throw new IllegalArgumentException("'" + key + "' must hold 2 numbers, holds " + ends.size());
        }
        return new Interval(ends.get(0), ends.get(1));
    }

    /** For instance {@code 0.741 to 0.802}. */
    @Override
    public String toString() {
        return Words.number(low) + " to " + Words.number(high);
    }
}
