package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;

/**
 * Absolute error |y - z| of one raw output, which estimates the median; {@link #mean} gives that median. The mean over
 * rows is the MAE, in units of the label.
 */
public final class AbsoluteError implements PointLoss {

    private static final AbsoluteError INSTANCE = new AbsoluteError();

    private AbsoluteError() {}

    /** The absolute error. */
    public static AbsoluteError of() {
        return INSTANCE;
    }

    @Override
    public double value(double z, double y) {
        return Math.abs(z - y);
    }

    @Override
    public double derivative(double z, double y) {
        return Math.signum(z - y);
    }

    @Override
    public Description describe() {
        return Description.of("absolute_error");
    }
}
