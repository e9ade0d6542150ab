package dev.clv.nn.loss;

import static dev.clv.nn.loss.StandardNormal.HALF_LN_2_PI;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.Elementary;
import org.ejml.data.DMatrixRMaj;

/**
 * A zero-inflated mixture of K lognormals, a mixture density network (Bishop 1994, "Mixture Density Networks") on the
 * logarithm of positive outcomes: an outcome is positive with probability p, and then from component k with probability
 * w<sub>k</sub>. It describes shops with several kinds of orders, private and wholesale, say. 1 + 3 K raw outputs: the
 * logit of p, then K logits of w (by softmax), K times mu, K times z of sigma, as {@link ZeroInflatedLognormal} bends
 * it, which this is for K = 1. The loss of a row is its negative log-likelihood, in nats:
 *
 * <pre>
 * BCE(1{y&gt;0}, z0) + 1{y&gt;0} (ln y + ln(2 pi)/2 - ln sum_k w_k exp(-(ln y - mu_k)² / (2 sigma_k²)) / sigma_k)
 * </pre>
 *
 * <p>The mean is p sum<sub>k</sub> w<sub>k</sub> exp(mu<sub>k</sub> + sigma<sub>k</sub>²/2); exponents that become
 * amounts are capped at {@link #logCap()}, 80 unless set. A quantile takes some fifty evaluations of the mixture's
 * distribution function. Labels must be finite and not negative.
 */
public final class LognormalMixture implements Loss {

    private static final int MOST_COMPONENTS = 20;
    private static final double DEFAULT_LOG_CAP = 80;

    private final int components;
    private final double logCap;

    private LognormalMixture(int components, double logCap) {
        this.components = components;
        this.logCap = logCap;
    }

    /**
     * A mixture with the default cap.
     *
     * @param components K, from 1 to 20
     */
    public static LognormalMixture of(int components) {
        if (components < 1 || components > MOST_COMPONENTS) {
            throw new IllegalArgumentException(
                    "components of lognormal_mixture must be from 1 to " + MOST_COMPONENTS + ", was " + components);
        }
        return new LognormalMixture(components, DEFAULT_LOG_CAP);
    }

    /**
     * The same with exponents capped at {@code cap}: no mean or quantile above e<sup>cap</sup> is predicted.
     *
     * @throws IllegalArgumentException unless cap is finite and at most 700, above which doubles overflow
     */
    public LognormalMixture withLogCap(double cap) {
        if (!(Double.isFinite(cap) && cap <= 700)) {
            throw new IllegalArgumentException(
                    "log cap of lognormal_mixture must be finite and at most 700, was " + cap);
        }
        return new LognormalMixture(components, cap);
    }

    /** K. */
    public int components() {
        return components;
    }

    /** The largest exponent that becomes an amount. */
    public double logCap() {
        return logCap;
    }

    @Override
    public int outputs() {
        return 1 + 3 * components;
    }

    @Override
    public boolean allows(double[] labels) {
        return labels[0] >= 0 && labels[0] < Double.POSITIVE_INFINITY;
    }

    @Override
    public String labelRule() {
        return "finite and not negative (floor net refunds at 0)";
    }

    @Override
    public void value(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, LossMemory memory) {
        for (int b = 0; b < z.numRows; b++) {
            losses.data[b] = value(z, b, y.data[b]);
        }
    }

    private double value(DMatrixRMaj z, int row, double y) {
        double z0 = z.get(row, 0);
        if (!(y > 0)) {
            return Elementary.softplus(z0);
        }
        double logY = StrictMath.log(y);
        return Elementary.softplus(-z0) + logY + HALF_LN_2_PI + logWeights(z, row) - logDensities(z, row, logY);
    }

    /** The logarithm of the sum of exp(logit). */
    private double logWeights(DMatrixRMaj z, int row) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < components; k++) {
            largest = Math.max(largest, logit(z, row, k));
        }
        double sum = 0;
        for (int k = 0; k < components; k++) {
            sum += Elementary.exp(logit(z, row, k) - largest);
        }
        return largest + StrictMath.log(sum);
    }

    /** The logarithm of the sum of exp(logit) times the density of ln y, but for the constant of normal densities. */
    private double logDensities(DMatrixRMaj z, int row, double logY) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < components; k++) {
            largest = Math.max(largest, logDensity(z, row, k, logY));
        }
        double sum = 0;
        for (int k = 0; k < components; k++) {
            sum += Elementary.exp(logDensity(z, row, k, logY) - largest);
        }
        return largest + StrictMath.log(sum);
    }

    private double logDensity(DMatrixRMaj z, int row, int k, double logY) {
        double sigma = sigma(z, row, k);
        double standardized = (logY - mu(z, row, k)) / sigma;
        return logit(z, row, k) - StrictMath.log(sigma) - 0.5 * standardized * standardized;
    }

    /** With r the posterior probability of a component: dlogit = w - r; mu and sigma as in a lognormal, times r. */
    @Override
    public void gradient(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, DMatrixRMaj dz, LossMemory memory) {
        for (int b = 0; b < z.numRows; b++) {
            double label = y.data[b];
            losses.data[b] = value(z, b, label);
            double p = Elementary.sigmoid(z.get(b, 0));
            boolean positive = label > 0;
            dz.set(b, 0, positive ? p - 1 : p);
            double logY = positive ? StrictMath.log(label) : 0;
            double all = positive ? logWeights(z, b) : 0;
            double likelihood = positive ? logDensities(z, b, logY) : 0;
            for (int k = 0; k < components; k++) {
                if (!positive) {
                    dz.set(b, 1 + k, 0);
                    dz.set(b, 1 + components + k, 0);
                    dz.set(b, 1 + 2 * components + k, 0);
                    continue;
                }
                double sigma = sigma(z, b, k);
                double standardized = (logY - mu(z, b, k)) / sigma;
                double posterior = Elementary.exp(logDensity(z, b, k, logY) - likelihood);
                double bend = ZeroInflatedLognormal.sigmaDerivative(z.get(b, 1 + 2 * components + k));
                dz.set(b, 1 + k, Elementary.exp(logit(z, b, k) - all) - posterior);
                dz.set(b, 1 + components + k, -posterior * standardized / sigma);
                dz.set(b, 1 + 2 * components + k, posterior * (1 - standardized * standardized) / sigma * bend);
            }
        }
    }

    @Override
    public double mean(DMatrixRMaj z, int row) {
        return Elementary.sigmoid(z.get(row, 0)) * positiveMean(z, row);
    }

    private double positiveMean(DMatrixRMaj z, int row) {
        double all = logWeights(z, row);
        double mean = 0;
        for (int k = 0; k < components; k++) {
            mean += Elementary.exp(logit(z, row, k) - all) * componentMean(z, row, k);
        }
        return mean;
    }

    private double componentMean(DMatrixRMaj z, int row, int k) {
        return Elementary.exp(Math.min(exponent(z, row, k), logCap));
    }

    private double exponent(DMatrixRMaj z, int row, int k) {
        double sigma = sigma(z, row, k);
        return mu(z, row, k) + 0.5 * sigma * sigma;
    }

    @Override
    public void meanGradient(DMatrixRMaj z, int row, DMatrixRMaj dz) {
        double p = Elementary.sigmoid(z.get(row, 0));
        double ofPositive = positiveMean(z, row);
        double all = logWeights(z, row);
        dz.set(row, 0, p * ofPositive * Elementary.sigmoid(-z.get(row, 0)));
        for (int k = 0; k < components; k++) {
            double share = p * Elementary.exp(logit(z, row, k) - all);
            double mean = componentMean(z, row, k);
            double moving = exponent(z, row, k) < logCap ? share * mean : 0;
            double bend = ZeroInflatedLognormal.sigmaDerivative(z.get(row, 1 + 2 * components + k));
            dz.set(row, 1 + k, share * (mean - ofPositive));
            dz.set(row, 1 + components + k, moving);
            dz.set(row, 1 + 2 * components + k, moving * sigma(z, row, k) * bend);
        }
    }

    @Override
    public boolean isDistribution() {
        return true;
    }

    /** By halving between the lowest and the highest quantile of a component, to the last bit of its logarithm. */
    @Override
    public double quantile(DMatrixRMaj z, int row, double q) {
        Probabilities.checkQuantile(q);
        double p = Elementary.sigmoid(z.get(row, 0));
        double ofPositive = (q - 1 + p) / p;
        if (!(ofPositive > 0)) {
            return 0;
        }
        double standard = StandardNormal.quantile(ofPositive);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < components; k++) {
            double ofComponent = mu(z, row, k) + sigma(z, row, k) * standard;
            low = Math.min(low, ofComponent);
            high = Math.max(high, ofComponent);
        }
        double all = logWeights(z, row);
        double middle = low + (high - low) / 2;
        while (middle > low && middle < high) {
            if (probabilityAtMost(z, row, middle, all) < ofPositive) {
                low = middle;
            } else {
                high = middle;
            }
            middle = low + (high - low) / 2;
        }
        return Elementary.exp(Math.min(high, logCap));
    }

    /** Of a positive outcome whose logarithm is at most this. */
    private double probabilityAtMost(DMatrixRMaj z, int row, double logAmount, double logWeights) {
        double sum = 0;
        for (int k = 0; k < components; k++) {
            double standardized = (logAmount - mu(z, row, k)) / sigma(z, row, k);
            sum += Elementary.exp(logit(z, row, k) - logWeights) * StandardNormal.probabilityAtMost(standardized);
        }
        return sum;
    }

    @Override
    public double probabilityPositive(DMatrixRMaj z, int row) {
        return Elementary.sigmoid(z.get(row, 0));
    }

    /**
     * Of equal weights, with the mean and the variance of the logs of the positive labels: half of the variance lies
     * between the components, which would stay the same for ever if they began the same.
     */
    @Override
    public double[] initialOutputs(DMatrixRMaj labels, double[] weights) {
        double[] one = ZeroInflatedLognormal.of().initialOutputs(labels, weights);
        double[] start = new double[outputs()];
        start[0] = one[0];
        double sd = Elementary.softplus(one[2]);
        double within = components == 1 ? 1 : Math.sqrt(0.5);
        // Evenly spaced positions of variance (K² - 1) / 12.
        double spacing = components == 1 ? 0 : sd * Math.sqrt(0.5 * 12 / (components * components - 1.0));
        for (int k = 0; k < components; k++) {
            start[1 + components + k] = one[1] + spacing * (k - 0.5 * (components - 1));
            start[1 + 2 * components + k] =
                    Elementary.inverseSoftplus(Math.max(ZeroInflatedLognormal.SIGMA_LOW, within * sd));
        }
        return start;
    }

    @Override
    public Description describe() {
        return Description.of("lognormal_mixture")
                .with("components", components)
                .with("log_cap", logCap);
    }

    private double logit(DMatrixRMaj z, int row, int k) {
        return z.get(row, 1 + k);
    }

    private double mu(DMatrixRMaj z, int row, int k) {
        return z.get(row, 1 + components + k);
    }

    private double sigma(DMatrixRMaj z, int row, int k) {
        return ZeroInflatedLognormal.sigma(z.get(row, 1 + 2 * components + k));
    }
}
