package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;

/**
 * The gamma negative log-likelihood k (y e<sup>-z</sup> + z) of a known shape k, without the terms that z does not
 * change. One raw output, the log of the mean; the variance is mean²/k. For positive amounts whose spread grows with
 * their size. The mean is capped at e<sup>80</sup>.
 */
public final class Gamma implements Loss {

    private final double shape;

    private Gamma(double shape) {
        this.shape = shape;
    }

    /** The loss of shape 1, the exponential distribution. */
    public static Gamma of() {
        return new Gamma(1);
    }

    /**
     * The loss of this shape. The shape changes the quantiles and the weight of the loss, not the best mean.
     *
     * @throws IllegalArgumentException unless shape is positive and finite
     */
    public static Gamma of(double shape) {
        if (!(shape > 0 && shape < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("shape of gamma must be positive and finite, was " + shape);
        }
        return new Gamma(shape);
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public boolean allows(double[] y, int yAt) {
        return y[yAt] > 0 && y[yAt] < Double.POSITIVE_INFINITY;
    }

    @Override
    public String labelRule() {
        return "finite and above zero (use tweedie or zero_inflated_lognormal when there are zeros)";
    }

    @Override
    public double value(double[] z, int zAt, double[] y, int yAt) {
        return shape * (y[yAt] * LogLink.tangentExp(-z[zAt]) + z[zAt]);
    }

    @Override
    public double gradient(double[] z, int zAt, double[] y, int yAt, double[] dz) {
        dz[zAt] = shape * (1 - y[yAt] * LogLink.slope(-z[zAt]));
        return value(z, zAt, y, yAt);
    }

    @Override
    public double mean(double[] z, int zAt) {
        return LogLink.mean(z[zAt]);
    }

    @Override
    public void meanGradient(double[] z, int zAt, double[] dz) {
        dz[zAt] = LogLink.meanSlope(z[zAt]);
    }

    @Override
    public boolean isDistribution() {
        return true;
    }

    @Override
    public double quantile(double[] z, int zAt, double q) {
        return mean(z, zAt) / shape * Probabilities.gammaQuantile(shape, Probabilities.checkQuantile(q));
    }

    /** 1: a gamma variable is always positive. */
    @Override
    public double probabilityPositive(double[] z, int zAt) {
        return 1;
    }

    @Override
    public double[] initialOutputs(double[] y, double[] weights) {
        return LogLink.initialOutputs(y, weights);
    }

    @Override
    public Description describe() {
        return Description.of("gamma").with("shape", shape);
    }
}
