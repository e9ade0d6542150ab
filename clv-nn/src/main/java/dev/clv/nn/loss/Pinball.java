package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;

/**
 * The pinball loss of one quantile (Koenker and Bassett 1978): tau (y - z) when y is above z, (1 - tau) (z - y) when
 * below. One raw output, the tau-quantile, which {@link #mean} gives too; other quantiles are unknown.
 */
public final class Pinball implements Loss {

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
        double above = y[yAt] - z[zAt];
        return above >= 0 ? tau * above : (tau - 1) * above;
    }

    @Override
    public double gradient(double[] z, int zAt, double[] y, int yAt, double[] dz) {
        dz[zAt] = y[yAt] > z[zAt] ? -tau : 1 - tau;
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

    /**
     * The quantile trained for.
     *
     * @throws UnsupportedOperationException if q is another
     */
    @Override
    public double quantile(double[] z, int zAt, double q) {
        if (Probabilities.checkQuantile(q) != tau) {
            throw new UnsupportedOperationException(
                    "this pinball loss was trained for quantile " + tau + " and does not know " + q);
        }
        return z[zAt];
    }

    @Override
    public double[] initialOutputs(double[] y, double[] weights) {
        return new double[] {Weighted.quantile(y, weights, tau)};
    }

    @Override
    public Description describe() {
        return Description.of("pinball").with("tau", tau);
    }
}
