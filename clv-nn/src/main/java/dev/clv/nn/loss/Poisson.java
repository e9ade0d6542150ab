package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.Elementary;

/**
 * The Poisson negative log-likelihood e<sup>z</sup> - y z, without the term that z does not change. One raw output, the
 * log of the mean. For counts, though any label from 0 up is allowed. The mean is capped at e<sup>80</sup>.
 */
public final class Poisson implements ScalarLoss {

    private static final Poisson INSTANCE = new Poisson();

    private Poisson() {}

    /** The Poisson loss. */
    public static Poisson of() {
        return INSTANCE;
    }

    @Override
    public boolean allows(double y) {
        return y >= 0 && y < Double.POSITIVE_INFINITY;
    }

    @Override
    public String labelRule() {
        return "finite and not negative";
    }

    @Override
    public double value(double z, double y) {
        return LogLink.tangentExp(z) - y * z;
    }

    @Override
    public double derivative(double z, double y) {
        return LogLink.tangentExpDerivative(z) - y;
    }

    @Override
    public double mean(double z) {
        return LogLink.mean(z);
    }

    @Override
    public double meanDerivative(double z) {
        return LogLink.meanDerivative(z);
    }

    @Override
    public boolean isDistribution() {
        return true;
    }

    /**
     * The smallest whole k with P(Y &lt;= k) at least q; P(Y &lt;= k) is the chance that a gamma variable of shape k +
     * 1 exceeds the mean.
     */
    @Override
    public double quantile(double z, double q) {
        Probabilities.checkQuantile(q);
        double mean = mean(z);
        if (Elementary.exp(-mean) >= q) {
            return 0;
        }
        double high = 1;
        while (1 - Probabilities.gammaCdf(high + 1, mean) < q) {
            high *= 2;
        }
        double low = Math.floor(high / 2);
        while (high - low > 1) {
            double middle = low + Math.floor((high - low) / 2);
            if (middle <= low || middle >= high) {
                break; // so large that whole numbers have gaps
            }
            if (1 - Probabilities.gammaCdf(middle + 1, mean) < q) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    @Override
    public double probabilityPositive(double z) {
        return 1 - Elementary.exp(-mean(z));
    }

    @Override
    public double initialOutput(double[] y, double[] weights) {
        return LogLink.initialOutput(y, weights);
    }

    @Override
    public Description describe() {
        return Description.of("poisson");
    }
}
