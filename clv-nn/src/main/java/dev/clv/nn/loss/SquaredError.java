package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;

/**
 * Squared error (y - z)<sup>2</sup> of one raw output, which is the mean. The mean over rows is the MSE, in squared
 * units of the label. It describes no distribution, so it has neither quantiles nor probabilities.
 */
public final class SquaredError implements PointLoss {

    private static final SquaredError INSTANCE = new SquaredError();

    private SquaredError() {}

    /** The squared error. */
    public static SquaredError of() {
        return INSTANCE;
    }

    @Override
    public double value(double z, double y) {
        return (z - y) * (z - y);
    }

    @Override
    public double derivative(double z, double y) {
        return 2 * (z - y);
    }

    @Override
    public double initialOutput(double[] y, double[] weights) {
        return Weighted.mean(y, weights);
    }

    @Override
    public Description describe() {
        return Description.of("squared_error");
    }
}
