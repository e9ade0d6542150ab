package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;

/**
 * The gamma negative log-likelihood k (y e<sup>-z</sup> + z) of a known shape k, without the terms that z does not
 * change. One raw output, the log of the mean; the variance is mean²/k. For positive amounts whose spread grows with
 * their size. The mean is capped at e<sup>80</sup>.
 */
public final class Gamma implements ScalarLoss {

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
    public boolean allows(double y) {
        return y > 0 && y < Double.POSITIVE_INFINITY;
    }

    @Override
    public String labelRule() {
        return "finite and above zero (use tweedie or zero_inflated_lognormal when there are zeros)";
    }

    @Override
    public double value(double z, double y) {
        return shape * (y * LogLink.tangentExp(-z) + z);
    }

    @Override
    public double derivative(double z, double y) {
        return shape * (1 - y * LogLink.tangentExpDerivative(-z));
    }

    @Override
    public double mean(double z) {
        return LogLink.mean(z);
    }

    @Override
    public double meanDerivative(double z) {
        return LogLink.meanDerivative(z);
    }

    @Override
    public boolean isDistribution() {
        return true;
    }

    @Override
    public double quantile(double z, double q) {
        return mean(z) / shape * Probabilities.gammaQuantile(shape, Probabilities.checkQuantile(q));
    }

    /** 1: a gamma variable is always positive. */
    @Override
    public double probabilityPositive(double z) {
        return 1;
    }

    @Override
    public double initialOutput(double[] y, double[] weights) {
        return LogLink.initialOutput(y, weights);
    }

    @Override
    public Description describe() {
        return Description.of("gamma").with("shape", shape);
    }
}
