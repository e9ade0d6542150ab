package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.Elementary;

/**
 * Binary cross-entropy softplus(z) - y z, in nats. One raw output, the logit of the probability of 1. Labels are 0 or
 * 1, or probabilities between.
 */
public final class BinaryCrossEntropy implements Loss {

    private static final BinaryCrossEntropy INSTANCE = new BinaryCrossEntropy();

    private BinaryCrossEntropy() {}

    /** The binary cross-entropy. */
    public static BinaryCrossEntropy of() {
        return INSTANCE;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public boolean allows(double[] y, int yAt) {
        return y[yAt] >= 0 && y[yAt] <= 1;
    }

    @Override
    public String labelRule() {
        return "between 0 and 1";
    }

    @Override
    public double value(double[] z, int zAt, double[] y, int yAt) {
        // Both terms from the side of z that does not cancel.
        return z[zAt] > 0
                ? Elementary.softplus(-z[zAt]) + (1 - y[yAt]) * z[zAt]
                : Elementary.softplus(z[zAt]) - y[yAt] * z[zAt];
    }

    @Override
    public double gradient(double[] z, int zAt, double[] y, int yAt, double[] dz) {
        dz[zAt] = Elementary.sigmoid(z[zAt]) - y[yAt];
        return value(z, zAt, y, yAt);
    }

    @Override
    public double mean(double[] z, int zAt) {
        return Elementary.sigmoid(z[zAt]);
    }

    @Override
    public void meanGradient(double[] z, int zAt, double[] dz) {
        dz[zAt] = Elementary.sigmoid(z[zAt]) * Elementary.sigmoid(-z[zAt]);
    }

    @Override
    public boolean isDistribution() {
        return true;
    }

    @Override
    public double quantile(double[] z, int zAt, double q) {
        return Probabilities.checkQuantile(q) > 1 - mean(z, zAt) ? 1 : 0;
    }

    @Override
    public double probabilityPositive(double[] z, int zAt) {
        return mean(z, zAt);
    }

    /** The logit of the base rate, with half a row of each kind added so that it is finite. */
    @Override
    public double[] initialOutputs(double[] y, double[] weights) {
        double ones = 0.5;
        double zeros = 0.5;
        double rows = 0;
        for (double weight : weights) {
            rows += weight / weights.length;
        }
        for (int i = 0; i < y.length; i++) {
            ones += weights[i] / rows * y[i];
            zeros += weights[i] / rows * (1 - y[i]);
        }
        return new double[] {StrictMath.log(ones / zeros)};
    }

    @Override
    public Description describe() {
        return Description.of("binary_cross_entropy");
    }
}
