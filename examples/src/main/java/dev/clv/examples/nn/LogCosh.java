package dev.clv.examples.nn;

import dev.clv.nn.describe.Description;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.math.Elementary;

/** A loss of one's own: ln cosh(z - y), nearly squared for small errors and nearly absolute for large ones. */
public final class LogCosh implements Loss {

    private static final double LN_2 = 0.6931471805599453;

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
        double size = Math.abs(z[zAt] - y[yAt]);
        return size + Elementary.softplus(-2 * size) - LN_2; // cosh itself would overflow
    }

    @Override
    public double gradient(double[] z, int zAt, double[] y, int yAt, double[] dz) {
        dz[zAt] = Elementary.tanh(z[zAt] - y[yAt]);
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
        double sum = 0;
        double total = 0;
        for (int i = 0; i < y.length; i++) {
            sum += weights[i] * y[i];
            total += weights[i];
        }
        return new double[] {sum / total};
    }

    @Override
    public Description describe() {
        return Description.of("log_cosh");
    }
}
