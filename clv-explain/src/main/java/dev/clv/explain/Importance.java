package dev.clv.explain;

/**
 * How much the quality of predictions depends on one feature, or one group of features.
 *
 * @param name the feature's, or the group's
 * @param mean how much worse predictions get without what the feature tells, in the units of the metric; near 0, of
 *     either sign, when the feature is of no use
 * @param standardDeviation over repeats (divisor repeats - 1); 0 for fewer than two
 * @param repeats how many were averaged; 0 when {@code mean} is the exact expectation
 */
public record Importance(String name, double mean, double standardDeviation, int repeats) {

    /**
     * Of {@code mean}, as an estimate of the mean over all shuffles of the same rows: the standard deviation over the
     * root of the repeats. 0 when {@code mean} is exact, NaN for one repeat, which says nothing of it. What other rows
     * would change is not in it.
     */
    public double standardError() {
        return switch (repeats) {
            case 0 -> 0;
            case 1 -> Double.NaN;
            default -> standardDeviation / Math.sqrt(repeats);
        };
    }
}
