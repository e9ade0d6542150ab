package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;

/**
 * Absolute error |y - z| of one raw output, which estimates the median; {@link #mean} gives that median. The mean over
 * rows is the MAE, in units of the label.
 */
public final class AbsoluteError implements Loss {

    private static final AbsoluteError INSTANCE = new AbsoluteError();

    private AbsoluteError() {}

    /** The absolute error. */
    public static AbsoluteError of() {
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
        return Math.abs(z[zAt] - y[yAt]);
    }

    @Override
    public double gradient(double[] z, int zAt, double[] y, int yAt, double[] dz) {
        dz[zAt] = Math.signum(z[zAt] - y[yAt]);
        return value(z, zAt, y, yAt);
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
        return new double[] {Weighted.quantile(y, weights, 0.5)};
    }

    @Override
    public Description describe() {
        return Description.of("absolute_error");
    }
}
