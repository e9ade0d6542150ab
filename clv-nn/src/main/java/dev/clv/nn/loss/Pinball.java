package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;

/**
 * The pinball loss of one quantile (Koenker and Bassett 1978): tau (y - z) when y is above z, (1 - tau) (z - y) when
 * below. One raw output, the tau-quantile, which {@link #mean} gives too; other quantiles are unknown.
 */
public final class Pinball implements PointLoss {

    private final double tau;

    private Pinball(double tau) {
        this.tau = tau;
    }

    /**
     * The loss of this quantile.
     *
     * @throws IllegalArgumentException unless tau is in (0, 1)
     */
    public static Pinball of(double tau) {
        return new Pinball(Probabilities.checkQuantile(tau));
    }

    @Override
    public double value(double z, double y) {
        double above = y - z;
        return above >= 0 ? tau * above : (tau - 1) * above;
    }

    @Override
    public double derivative(double z, double y) {
        return y > z ? -tau : 1 - tau;
    }

    /**
     * The quantile trained for.
     *
     * @throws UnsupportedOperationException if q is another
     */
    @Override
    public double quantile(double z, double q) {
        if (Probabilities.checkQuantile(q) != tau) {
            throw new UnsupportedOperationException(
                    "this pinball loss was trained for quantile " + tau + " and does not know " + q);
        }
        return z;
    }

    /** The same quantile of the labels. */
    @Override
    public double initialOutput(double[] y, double[] weights) {
        return Weighted.quantile(y, weights, tau);
    }

    @Override
    public Description describe() {
        return Description.of("pinball").with("tau", tau);
    }
}
