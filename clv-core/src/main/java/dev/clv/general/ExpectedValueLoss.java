package dev.clv.general;

import dev.clv.nn.describe.Description;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.LossMemory;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import org.ejml.data.DMatrixRMaj;

/**
 * The loss of a simulated customer, of whom two things are known: a value that came true, which the distribution of
 * {@link ZeroInflatedLognormal} shall describe, and the exact expectation, which its mean shall meet. The second is the
 * Tweedie deviance of power 1.5 (Jorgensen 1987, "Exponential dispersion models") of the expectation, whose least is
 * the mean of expectations whatever their distribution.
 *
 * <p>Labels are the value and the expectation, zero or more; outputs are those of the lognormal, so that the trained
 * network is one of that loss.
 */
final class ExpectedValueLoss implements Loss {

    static final ZeroInflatedLognormal DISTRIBUTION = ZeroInflatedLognormal.of();

    /** Deviance is unbounded at a mean of 0. */
    private static final double LEAST = 1e-4;

    @Override
    public int outputs() {
        return DISTRIBUTION.outputs();
    }

    @Override
    public int labels() {
        return 2;
    }

    @Override
    public boolean allows(double[] labels) {
        return labels[0] >= 0 && labels[1] >= 0 && Double.isFinite(labels[0]) && Double.isFinite(labels[1]);
    }

    @Override
    public String labelRule() {
        return "finite and not negative";
    }

    @Override
    public LossMemory memory(int rows) {
        return new Memory(rows);
    }

    @Override
    public void value(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, LossMemory memory) {
        Memory own = (Memory) memory;
        DISTRIBUTION.value(z, own.outcomes(y), losses, own.ofDistribution);
        for (int b = 0; b < z.numRows; b++) {
            losses.data[b] += deviance(DISTRIBUTION.mean(z, b), y.get(b, 1));
        }
    }

    @Override
    public void gradient(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, DMatrixRMaj dz, LossMemory memory) {
        Memory own = (Memory) memory;
        DISTRIBUTION.gradient(z, own.outcomes(y), losses, dz, own.ofDistribution);
        own.ofMean.reshape(z.numRows, outputs());
        for (int b = 0; b < z.numRows; b++) {
            double mean = DISTRIBUTION.mean(z, b);
            double expected = y.get(b, 1);
            losses.data[b] += deviance(mean, expected);
            DISTRIBUTION.meanGradient(z, b, own.ofMean);
            double slope = slope(mean, expected);
            for (int k = 0; k < outputs(); k++) {
                dz.set(b, k, dz.get(b, k) + slope * own.ofMean.get(b, k));
            }
        }
    }

    private static double deviance(double mean, double expected) {
        double root = Math.sqrt(mean + LEAST);
        return 2 * (expected / root + root);
    }

    private static double slope(double mean, double expected) {
        double shifted = mean + LEAST;
        return (1 - expected / shifted) / Math.sqrt(shifted);
    }

    @Override
    public double mean(DMatrixRMaj z, int row) {
        return DISTRIBUTION.mean(z, row);
    }

    @Override
    public void meanGradient(DMatrixRMaj z, int row, DMatrixRMaj dz) {
        DISTRIBUTION.meanGradient(z, row, dz);
    }

    @Override
    public double[] initialOutputs(DMatrixRMaj y, double[] weights) {
        DMatrixRMaj outcomes = new DMatrixRMaj(y.numRows, 1);
        for (int b = 0; b < y.numRows; b++) {
            outcomes.data[b] = y.get(b, 0);
        }
        return DISTRIBUTION.initialOutputs(outcomes, weights);
    }

    @Override
    public Description describe() {
        return Description.of("expected_value");
    }

    private static final class Memory extends LossMemory {

        private final DMatrixRMaj outcomes;
        private final DMatrixRMaj ofMean;
        private final LossMemory ofDistribution;

        Memory(int rows) {
            this.outcomes = new DMatrixRMaj(rows, 1);
            this.ofMean = new DMatrixRMaj(rows, DISTRIBUTION.outputs());
            this.ofDistribution = DISTRIBUTION.memory(rows);
        }

        DMatrixRMaj outcomes(DMatrixRMaj y) {
            outcomes.reshape(y.numRows, 1);
            for (int b = 0; b < y.numRows; b++) {
                outcomes.data[b] = y.get(b, 0);
            }
            return outcomes;
        }
    }
}
