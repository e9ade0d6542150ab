package dev.clv.features.btyd;

/**
 * A parameter as it was estimated. Its logarithm is about normally distributed, so intervals are made on that scale and
 * never reach below 0.
 *
 * @param name its symbol in the paper, spelled out: {@code alpha}
 * @param value the maximum likelihood estimate
 * @param logStandardError the standard error of its logarithm, which is about its relative error; NaN where the
 *     likelihood does not determine it, as at an edge
 */
public record Estimate(String name, double value, double logStandardError) {

    /** The standard error of the value, by the delta method. */
    public double standardError() {
        return value * logStandardError;
    }
}
