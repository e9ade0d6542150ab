package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;

/**
 * Squared error (y - z)<sup>2</sup> of one raw output, which is the mean. The mean over rows is the MSE, in squared
 * units of the label. It describes no distribution, so it has neither quantiles nor probabilities.
 */
public final class SquaredError implements Loss {

    private static final SquaredError INSTANCE = new SquaredError();

    private SquaredError() {}

    /** The squared error. */
    public static SquaredError of() {
        return INSTANCE;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public boolean allows(double[] y, int yAt) {
        return Double.isFinite(y[yAt]);
    }

    @Override
    public String labelRule() {
        return "finite";
    }

    @Override
    public double value(double[] z, int zAt, double[] y, int yAt) {
        double error = z[zAt] - y[yAt];
        return error * error;
    }

    @Override
    public double gradient(double[] z, int zAt, double[] y, int yAt, double[] dz) {
        double error = z[zAt] - y[yAt];
        dz[zAt] = 2 * error;
        return error * error;
    }

    @Override
    public double mean(double[] z, int zAt) {
        return z[zAt];
    }

    @Override
    public void meanGradient(double[] z, int zAt, double[] dz) {
        dz[zAt] = 1;
    }

    @Override
    public double[] initialOutputs(double[] y, double[] weights) {
        return new double[] {Weighted.mean(y, weights)};
    }

    @Override
    public Description describe() {
        return Description.of("squared_error");
    }
}
