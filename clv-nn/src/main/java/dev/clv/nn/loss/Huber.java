package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;

/**
 * Half the squared error up to delta, linear beyond (Huber 1964): between the mean and the median, and deaf to
 * outliers. One raw output, which {@link #mean} gives.
 */
public final class Huber implements Loss {

    private final double delta;

    private Huber(double delta) {
        this.delta = delta;
    }

    /**
     * Huber's loss.
     *
     * @param delta where it turns linear, in units of the label
     * @throws IllegalArgumentException unless delta is positive and finite
     */
    public static Huber of(double delta) {
        if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("delta of huber must be positive and finite, was " + delta);
        }
        return new Huber(delta);
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
        double error = Math.abs(z[zAt] - y[yAt]);
        return error <= delta ? 0.5 * error * error : delta * (error - 0.5 * delta);
    }

    @Override
    public double gradient(double[] z, int zAt, double[] y, int yAt, double[] dz) {
        dz[zAt] = Math.max(-delta, Math.min(delta, z[zAt] - y[yAt]));
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

    /** The median, which is near the best constant. */
    @Override
    public double[] initialOutputs(double[] y, double[] weights) {
        return new double[] {Weighted.quantile(y, weights, 0.5)};
    }

    @Override
    public Description describe() {
        return Description.of("huber").with("delta", delta);
    }
}
