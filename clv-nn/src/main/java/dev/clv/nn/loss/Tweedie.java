package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.Elementary;

/**
 * The Tweedie quasi-likelihood of a power p between 1 and 2, a Poisson number of gamma amounts with many exact zeros
 * (Jørgensen 1987): (-y e<sup>(1-p) z</sup> / (1-p) + e<sup>(2-p) z</sup> / (2-p)) / dispersion. One raw output, the
 * log of the mean; the variance is dispersion times mean<sup>p</sup>. The mean is capped at e<sup>80</sup>.
 */
public final class Tweedie implements ScalarLoss {

    /** Beyond this many expected amounts their number is as good as fixed. */
    private static final double MANY = 1e4;

    private final double power;
    private final double dispersion;

    private Tweedie(double power, double dispersion) {
        this.power = power;
        this.dispersion = dispersion;
    }

    /**
     * The loss of this power and dispersion 1.
     *
     * @throws IllegalArgumentException unless power is in (1, 2)
     */
    public static Tweedie of(double power) {
        if (!(power > 1 && power < 2)) {
            throw new IllegalArgumentException(
                    "power of tweedie must be in (1, 2), was " + power + "; 1 is poisson, 2 is gamma");
        }
        return new Tweedie(power, 1);
    }

    /**
     * The same with this dispersion, in units of the label to the power 2 - p. It changes the quantiles, the
     * probability and the weight of the loss, not the best mean.
     *
     * @throws IllegalArgumentException unless it is positive and finite
     */
    public Tweedie withDispersion(double newDispersion) {
        if (!(newDispersion > 0 && newDispersion < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "dispersion of tweedie must be positive and finite, was " + newDispersion);
        }
        return new Tweedie(power, newDispersion);
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
        double down = LogLink.tangentExp((1 - power) * z);
        double up = LogLink.tangentExp((2 - power) * z);
        return (y * down / (power - 1) + up / (2 - power)) / dispersion;
    }

    @Override
    public double derivative(double z, double y) {
        double down = LogLink.tangentExpDerivative((1 - power) * z);
        double up = LogLink.tangentExpDerivative((2 - power) * z);
        return (up - y * down) / dispersion;
    }

    @Override
    public double mean(double z) {
        return LogLink.mean(z);
    }

    @Override
    public double meanDerivative(double z) {
        return LogLink.meanDerivative(z);
    }

    /** The expected number of amounts. */
    private double rate(double mean) {
        return StrictMath.pow(mean, 2 - power) / (dispersion * (2 - power));
    }

    @Override
    public boolean isDistribution() {
        return true;
    }

    /** Inverts P(Y &lt;= y), the sum over n of P(n amounts) times the distribution function of n gamma amounts. */
    @Override
    public double quantile(double z, double q) {
        Probabilities.checkQuantile(q);
        double mean = mean(z);
        double rate = rate(mean);
        if (Elementary.exp(-rate) >= q) {
            return 0;
        }
        double shape = (2 - power) / (power - 1);
        double scale = dispersion * (power - 1) * StrictMath.pow(mean, power - 1);
        return scale * Probabilities.invert(x -> amountCdf(rate, shape, x), Math.max(rate, 1) * shape, q);
    }

    private static double amountCdf(double rate, double shape, double x) {
        if (rate > MANY) {
            return Probabilities.gammaCdf(rate * shape, x);
        }
        double spread = 10 * Math.sqrt(rate) + 30;
        int last = (int) (rate + spread);
        int first = (int) Math.max(0, rate - spread);
        double sum = 0;
        for (int n = first; n <= last; n++) {
            double chance = Elementary.exp(n * StrictMath.log(rate) - rate - Probabilities.logGamma(n + 1.0));
            sum += n == 0 ? chance : chance * Probabilities.gammaCdf(n * shape, x);
        }
        return sum;
    }

    @Override
    public double probabilityPositive(double z) {
        return 1 - Elementary.exp(-rate(mean(z)));
    }

    @Override
    public double initialOutput(double[] y, double[] weights) {
        return LogLink.initialOutput(y, weights);
    }

    @Override
    public Description describe() {
        return Description.of("tweedie").with("power", power).with("dispersion", dispersion);
    }
}
