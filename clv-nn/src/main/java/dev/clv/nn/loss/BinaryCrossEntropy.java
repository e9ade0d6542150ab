package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.Elementary;

/**
 * Binary cross-entropy softplus(z) - y z, in nats. One raw output, the logit of the probability of 1. Labels are 0 or
 * 1, or probabilities between.
 */
public final class BinaryCrossEntropy implements ScalarLoss {

    private static final BinaryCrossEntropy INSTANCE = new BinaryCrossEntropy();

    private BinaryCrossEntropy() {}

    /** The binary cross-entropy. */
    public static BinaryCrossEntropy of() {
        return INSTANCE;
    }

    @Override
    public boolean allows(double y) {
        return y >= 0 && y <= 1;
    }

    @Override
    public String labelRule() {
        return "between 0 and 1";
    }

    @Override
    public double value(double z, double y) {
        // Both terms from the side of z that does not cancel.
        return z > 0 ? Elementary.softplus(-z) + (1 - y) * z : Elementary.softplus(z) - y * z;
    }

    @Override
    public double derivative(double z, double y) {
        return Elementary.sigmoid(z) - y;
    }

    @Override
    public double mean(double z) {
        return Elementary.sigmoid(z);
    }

    @Override
    public double meanDerivative(double z) {
        return Elementary.sigmoid(z) * Elementary.sigmoid(-z);
    }

    @Override
    public boolean isDistribution() {
        return true;
    }

    @Override
    public double quantile(double z, double q) {
        return Probabilities.checkQuantile(q) > 1 - mean(z) ? 1 : 0;
    }

    @Override
    public double probabilityPositive(double z) {
        return mean(z);
    }

    /** The logit of the base rate, with half a row of each kind added so that it is finite. */
    @Override
    public double initialOutput(double[] y, double[] weights) {
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
        return StrictMath.log(ones / zeros);
    }

    @Override
    public Description describe() {
        return Description.of("binary_cross_entropy");
    }
}
