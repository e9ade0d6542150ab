package dev.clv.explain;

/**
 * How much a model's quality depends on one feature, or one group of features.
 *
 * @param name the feature's, or the group's
 * @param mean how much worse predictions get without what the feature tells, in the units of the metric; near 0, of
 *     either sign, when the feature is of no use
 * @param standardDeviation over repeats (divisor repeats - 1); 0 for fewer than two
 * @param repeats how many were averaged; 0 when {@code mean} is the exact expectation
 */
public record Importance(String name, double mean, double standardDeviation, int repeats) {}
