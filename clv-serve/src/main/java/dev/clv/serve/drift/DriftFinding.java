package dev.clv.serve.drift;

import java.util.Locale;

/**
 * One comparison of now with the reference. Immutable; it names no customer, and no value of an attribute that fewer
 * than 20 customers share.
 *
 * @param kind where it looked
 * @param subject what was compared, such as {@code product views} or a feature's name
 * @param statistic how, see docs/drift.md: {@code rate_change}, {@code share_of_one}, {@code missing_share_change},
 *     {@code log_level_change}, {@code jensen_shannon}, {@code population_stability}, {@code kolmogorov_smirnov},
 *     {@code bias}, {@code calibration_error} or {@code coverage_gap}
 * @param value of the statistic; finite, zero or more, where zero is no change at all
 * @param threshold above which chance does not explain it; positive and finite
 * @param detected whether the value is above the threshold
 * @param sentence what changed, where, by how much and what to do; one line that ends with a full stop
 */
public record DriftFinding(
        DriftKind kind,
        String subject,
        String statistic,
        double value,
        double threshold,
        boolean detected,
        String sentence) {

    /** @throws IllegalArgumentException if a number is out of its range or {@code detected} is not what they say */
    public DriftFinding {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the value of a finding must be zero or more and finite, was " + value);
        }
        if (!(threshold > 0 && threshold < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the threshold of a finding must be positive and finite, was " + threshold);
        }
        if (detected != value > threshold) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a change is detected if its value exceeds its threshold, but detected was %s at %s and %s",
                    detected,
                    value,
                    threshold));
        }
    }

    /** By how many times the value exceeds the threshold; above 1 if detected. */
    public double strength() {
        return value / threshold;
    }
}
