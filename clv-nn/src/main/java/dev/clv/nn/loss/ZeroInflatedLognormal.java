package dev.clv.nn.loss;

import static dev.clv.nn.loss.StandardNormal.HALF_LN_2_PI;

import dev.clv.nn.describe.Description;
import dev.clv.nn.internal.Kernels;
import dev.clv.nn.internal.kernel.ElementaryArrays;
import dev.clv.nn.math.Elementary;
import org.ejml.data.DMatrixRMaj;

/**
 * The zero-inflated lognormal of Wang, Liu and Miao 2019, "A Deep Probabilistic Model for Customer Lifetime Value
 * Prediction": an outcome is positive with probability p, and then lognormal. Three raw outputs: p = sigmoid(z0), mu =
 * z1, sigma = clamp(softplus(z2)). The loss of a row is its negative log-likelihood, in nats:
 *
 * <pre>
 * BCE(1{y&gt;0}, z0) + 1{y&gt;0} (ln y + ln sigma + ln(2 pi)/2 + (ln y - mu)² / (2 sigma²))
 * </pre>
 *
 * <p>The mean is p exp(mu + sigma²/2). Two guards, the same in loss and prediction:
 *
 * <ul>
 *   <li>The clamp leaves sigma alone between {@value #SIGMA_LOW} and {@value #SIGMA_HIGH} and bends smoothly (with a
 *       continuous derivative, never zero) towards {@value #SIGMA_LOW}/e below and twice {@value #SIGMA_HIGH} above, so
 *       that neither gradients nor exp(sigma²/2) explode.
 *   <li>Exponents that become amounts are capped at {@link #logCap()}, 80 unless set. A good cap is the log of the
 *       largest plausible amount.
 * </ul>
 *
 * <p>The scale of the labels does not matter to training, because the bias of mu starts at the mean of ln y. Labels
 * must be finite and not negative.
 */
public final class ZeroInflatedLognormal implements Loss {

    /** Where the lower bend of sigma starts. */
    public static final double SIGMA_LOW = 0.1;

    /** Where the upper bend of sigma starts. */
    public static final double SIGMA_HIGH = 2.5;

    private static final double DEFAULT_LOG_CAP = 80;
    private static final ZeroInflatedLognormal STANDARD = new ZeroInflatedLognormal(DEFAULT_LOG_CAP);

    private final double logCap;

    private ZeroInflatedLognormal(double logCap) {
        this.logCap = logCap;
    }

    /** The loss with its default cap. */
    public static ZeroInflatedLognormal of() {
        return STANDARD;
    }

    /**
     * The same with exponents capped at {@code cap}: no mean or quantile above e<sup>cap</sup> is predicted.
     *
     * @throws IllegalArgumentException unless cap is finite and at most 700, above which doubles overflow
     */
    public ZeroInflatedLognormal withLogCap(double cap) {
        if (!(Double.isFinite(cap) && cap <= 700)) {
            throw new IllegalArgumentException(
                    "log cap of zero_inflated_lognormal must be finite and at most 700, was " + cap);
        }
        return new ZeroInflatedLognormal(cap);
    }

    /** The largest exponent that becomes an amount. */
    public double logCap() {
        return logCap;
    }

    @Override
    public int outputs() {
        return 3;
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

    private static double value(DMatrixRMaj z, int row, double y) {
        double z0 = z.get(row, 0);
        if (!(y > 0)) {
            return Elementary.softplus(z0);
        }
        double logY = StrictMath.log(y);
        double sigma = sigma(z.get(row, 2));
        double standardized = (logY - z.get(row, 1)) / sigma;
        return Elementary.softplus(-z0)
                + logY
                + StrictMath.log(sigma)
                + HALF_LN_2_PI
                + 0.5 * standardized * standardized;
    }

    @Override
    public void gradient(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, DMatrixRMaj dz, LossMemory memory) {
        for (int b = 0; b < z.numRows; b++) {
            double label = y.data[b];
            losses.data[b] = value(z, b, label);
            double p = Elementary.sigmoid(z.get(b, 0));
            if (!(label > 0)) {
                dz.set(b, 0, p);
                dz.set(b, 1, 0);
                dz.set(b, 2, 0);
            } else {
                double sigma = sigma(z.get(b, 2));
                double standardized = (StrictMath.log(label) - z.get(b, 1)) / sigma;
                dz.set(b, 0, p - 1);
                dz.set(b, 1, -standardized / sigma);
                dz.set(b, 2, (1 - standardized * standardized) / sigma * sigmaDerivative(z.get(b, 2)));
            }
        }
    }

    @Override
    public double mean(DMatrixRMaj z, int row) {
        double sigma = sigma(z.get(row, 2));
        return Elementary.sigmoid(z.get(row, 0))
                * Elementary.exp(Math.min(z.get(row, 1) + 0.5 * sigma * sigma, logCap));
    }

    @Override
    public void means(DMatrixRMaj z, double[] means, LossMemory memory) {
        meansAndProbabilities(z, means, ((Memory) memory).positives, memory);
    }

    @Override
    public void meansAndProbabilities(DMatrixRMaj z, double[] means, double[] positives, LossMemory memory) {
        ElementaryArrays functions = Kernels.elementary();
        int n = z.numRows;
        double[] sigma = ((Memory) memory).sigma;
        for (int b = 0; b < n; b++) {
            positives[b] = z.data[b * z.numCols];
            sigma[b] = z.data[b * z.numCols + 2];
        }
        functions.sigmoid(n, positives, positives);
        functions.softplus(n, sigma, sigma);
        for (int b = 0; b < n; b++) {
            double bent = bent(sigma[b]);
            means[b] = Math.min(z.data[b * z.numCols + 1] + 0.5 * bent * bent, logCap);
        }
        functions.exp(n, means, means);
        for (int b = 0; b < n; b++) {
            means[b] = positives[b] * means[b];
        }
    }

    @Override
    public LossMemory memory(int rows) {
        return new Memory(rows);
    }

    /** For {@link #means}. */
    private static final class Memory extends LossMemory {

        final double[] positives;
        final double[] sigma;

        Memory(int rows) {
            positives = new double[rows];
            sigma = new double[rows];
        }
    }

    @Override
    public void meanGradient(DMatrixRMaj z, int row, DMatrixRMaj dz) {
        double sigma = sigma(z.get(row, 2));
        double exponent = z.get(row, 1) + 0.5 * sigma * sigma;
        double mean = mean(z, row);
        dz.set(row, 0, mean * Elementary.sigmoid(-z.get(row, 0)));
        dz.set(row, 1, exponent < logCap ? mean : 0);
        dz.set(row, 2, exponent < logCap ? mean * sigma * sigmaDerivative(z.get(row, 2)) : 0);
    }

    @Override
    public boolean isDistribution() {
        return true;
    }

    @Override
    public double quantile(DMatrixRMaj z, int row, double q) {
        Probabilities.checkQuantile(q);
        double p = Elementary.sigmoid(z.get(row, 0));
        double ofPositive = (q - 1 + p) / p;
        if (!(ofPositive > 0)) {
            return 0;
        }
        double exponent = z.get(row, 1) + sigma(z.get(row, 2)) * StandardNormal.quantile(ofPositive);
        return Elementary.exp(Math.min(exponent, logCap));
    }

    @Override
    public double probabilityPositive(DMatrixRMaj z, int row) {
        return Elementary.sigmoid(z.get(row, 0));
    }

    /** Logit of the base rate, mean and (as inverse softplus) standard deviation of the logs of the positive labels. */
    @Override
    public double[] initialOutputs(DMatrixRMaj labels, double[] weights) {
        double[] y = labels.data;
        int n = labels.numRows;
        double total = 0;
        double positive = 0;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            total += weights[i];
            if (y[i] > 0) {
                positive += weights[i];
                sum += weights[i] * StrictMath.log(y[i]);
            }
        }
        // Half a row of each kind keeps the logit finite when one of them is absent.
        double row = total / n;
        double logit = StrictMath.log((positive + 0.5 * row) / (total - positive + 0.5 * row));
        double mu = positive > 0 ? sum / positive : 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            if (y[i] > 0) {
                double deviation = StrictMath.log(y[i]) - mu;
                squares += weights[i] * deviation * deviation;
            }
        }
        double sd = positive > 0 ? Math.sqrt(squares / positive) : 1;
        return new double[] {logit, mu, Elementary.inverseSoftplus(Math.min(Math.max(sd, SIGMA_LOW), SIGMA_HIGH))};
    }

    @Override
    public Description describe() {
        return Description.of("zero_inflated_lognormal").with("log_cap", logCap);
    }

    /** Sigma of its raw output. */
    static double sigma(double z2) {
        return bent(Elementary.softplus(z2));
    }

    private static double bent(double s) {
        if (s < SIGMA_LOW) {
            return SIGMA_LOW * Elementary.exp(s / SIGMA_LOW - 1);
        }
        return s > SIGMA_HIGH ? SIGMA_HIGH * (2 - Elementary.exp(1 - s / SIGMA_HIGH)) : s;
    }

    static double sigmaDerivative(double z2) {
        double s = Elementary.softplus(z2);
        double bend = 1;
        if (s < SIGMA_LOW) {
            bend = Elementary.exp(s / SIGMA_LOW - 1);
        } else if (s > SIGMA_HIGH) {
            bend = Elementary.exp(1 - s / SIGMA_HIGH);
        }
        return bend * Elementary.sigmoid(z2);
    }
}
