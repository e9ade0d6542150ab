package dev.clv.serve.retrain;

import static java.util.Objects.requireNonNull;

import dev.clv.evaluate.Difference;

/**
 * How a challenger differs from the champion on one segment of the customers. Immutable.
 *
 * @param division the name of the division, such as {@code age}
 * @param segment the name of the segment, such as {@code new}
 * @param customers how many it has, at least 30
 * @param difference of the score; its interval is the wider the more segments there are
 */
public record SegmentComparison(String division, String segment, int customers, Difference difference) {

    /** Checks that nothing is missing. */
    public SegmentComparison {
        requireNonNull(division, "division");
        requireNonNull(segment, "segment");
        requireNonNull(difference, "difference");
    }

    /** For instance {@code age = new (213 customers): better (-1.2, plausibly -2.0 to -0.4)}. */
    @Override
    public String toString() {
        return division + " = " + segment + " (" + customers + " customers): " + difference;
    }
}
