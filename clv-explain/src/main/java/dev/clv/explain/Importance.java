package dev.clv.explain;

/**
 * How much the quality of predictions depends on one feature, or one group of features.
 *
 * @param name the feature's, or the group's
 * @param mean how much worse predictions become without the feature, in the units of the score; near 0, of either sign,
 *     if predictions do not depend on the feature
 * @param standardDeviation over repeats (divisor repeats - 1); 0 for fewer than two. If all repeats agree on a mean
 *     other than 0, the size of the mean over the root of repeats + 2, since agreement proves nothing
 * @param standardError of {@code mean}, as an estimate of the mean over all shuffles of the same rows: the standard
 *     deviation over the root of the repeats, or more if no shuffle showed the feature to act
 *     ({@link dev.clv.explain.permutation.PermutationImportance}). 0 if {@code mean} is exact, NaN for one repeat,
 *     whose error is unknown. It does not cover how {@code mean} would change with other rows
 * @param repeats how many were averaged; 0 if {@code mean} is the exact expectation
 */
public record Importance(String name, double mean, double standardDeviation, double standardError, int repeats) {

    /** Checks that the standard error is not below that of the standard deviation and the repeats. */
    public Importance {
        double least = standardError(standardDeviation, repeats);
        boolean sampled = repeats > 1 && standardError < Double.POSITIVE_INFINITY;
        if (sampled ? !(standardError >= least) : Double.compare(standardError, least) != 0) {
            throw new IllegalArgumentException("the standard error of '" + name + "' must be "
                    + (repeats > 1 ? "finite and at least " : "")
                    + least + " after " + repeats + " repeats, was "
                    + standardError);
        }
    }

    /** An importance whose standard error follows from its standard deviation. */
    public Importance(String name, double mean, double standardDeviation, int repeats) {
        this(name, mean, standardDeviation, standardError(standardDeviation, repeats), repeats);
    }

    private static double standardError(double standardDeviation, int repeats) {
        return switch (repeats) {
            case 0 -> 0;
            case 1 -> Double.NaN;
            default -> standardDeviation / Math.sqrt(repeats);
        };
    }
}
