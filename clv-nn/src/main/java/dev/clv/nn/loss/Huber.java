package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;

/**
 * Half the squared error up to delta, linear beyond (Huber 1964): between the mean and the median, and insensitive to
 * outliers. One raw output, which {@link #mean} gives.
 */
public final class Huber implements PointLoss {

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
    public double value(double z, double y) {
        double error = Math.abs(z - y);
        return error <= delta ? 0.5 * error * error : delta * (error - 0.5 * delta);
    }

    @Override
    public double derivative(double z, double y) {
        return Math.max(-delta, Math.min(delta, z - y));
    }

    @Override
    public Description describe() {
        return Description.of("huber").with("delta", delta);
    }
}
