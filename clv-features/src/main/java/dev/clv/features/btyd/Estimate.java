package dev.clv.features.btyd;

/**
 * A parameter as it was estimated.
 *
 * @param name its symbol in the paper, spelled out, such as {@code alpha}; of a covariate, what it acts on and its
 *     name, such as {@code rate.age}
 * @param value the maximum likelihood estimate
 * @param standardError of the value, from the observed information; NaN where the likelihood hardly depends on the
 *     parameter, as at an edge. All parameters of the papers are positive and estimated by their logarithms, whose
 *     standard error is this one divided by the value (the delta method); an interval is best made on that scale.
 */
public record Estimate(String name, double value, double standardError) {}
