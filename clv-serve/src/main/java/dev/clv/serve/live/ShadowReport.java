package dev.clv.serve.live;

/**
 * How the answers of a candidate differ from those that were given. Immutable and thread-safe.
 *
 * @param model the version that answered, or the last one of several
 * @param candidate the version beside it
 * @param compared answers of both
 * @param failed answers that the candidate failed to give
 * @param meanValue of the answers given, in the currency of the model; NaN if none was compared
 * @param meanCandidate of the candidate's; NaN if none was compared
 * @param meanDifference of their absolute differences; NaN if none was compared
 * @param largestDifference of them; NaN if none was compared
 * @param correlation of the two values, in [-1, 1]; NaN if fewer than two were compared or all are equal
 */
public record ShadowReport(
        String model,
        String candidate,
        long compared,
        long failed,
        double meanValue,
        double meanCandidate,
        double meanDifference,
        double largestDifference,
        double correlation) {}
