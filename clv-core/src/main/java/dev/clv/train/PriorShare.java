package dev.clv.train;

import dev.clv.value.PurchasePrior;
import java.util.Arrays;

/**
 * How much of a value is that of a {@link PurchasePrior}, and how far values lie from it.
 *
 * <p>Shares are judged by the Tweedie deviance of power 1.5 (Jorgensen 1987, "Exponential dispersion models") of values
 * whose networks had not seen the customer. The share is the largest that is worse than the best by at most one
 * standard error over customers (Breiman et al. 1984, "Classification and Regression Trees", section 3.4.3), since the
 * prior has seven numbers where networks have thousands; but no more than half, unless the best is.
 *
 * @param share in [0, 1]
 * @param level the factor that makes what the prior expects of all rows what happened, see {@link Calibration}
 * @param spread the standard deviation of the logarithms of positive values around the prior's, so that the lognormal
 *     has its mean there; 0 if the share is
 * @param cap the most that the prior may say of a customer, in currency
 */
record PriorShare(double share, double level, double spread, double cap) {

    static final PriorShare NONE = new PriorShare(0, 1, 0, Double.MAX_VALUE);

    private static final int STEPS = 20;
    private static final double HALF = 0.5;

    /** Below this share of a typical value, an expectation counts as this, as its deviance is unbounded at 0. */
    private static final double LEAST = 1e-3;

    private static final double LEAST_SPREAD = 0.1;
    private static final double MOST_SPREAD = 5;

    /**
     * Chooses a share.
     *
     * @param rows the training rows
     * @param expected what the prior expects of them (R); not modified
     * @param labels values (R), in currency; not modified
     * @param heldOut what networks that had not seen the customer expect (R), in currency; not modified
     * @param typical a typical positive value, in currency
     * @param cap the most that the prior may say of a customer, in currency
     */
    static PriorShare choose(
            TrainingRows rows,
            PurchasePrior.Expected[] expected,
            double[] labels,
            double[] heldOut,
            double typical,
            double cap) {
        double level = level(rows, expected, labels, cap);
        double[][] deviances = new double[STEPS + 1][rows.customers()];
        for (int row = 0; row < labels.length; row++) {
            double own = heldOut[row];
            double other = expected[row].isKnown() ? Math.min(cap, level * expected[row].value()) : own;
            for (int step = 0; step <= STEPS; step++) {
                double share = (double) step / STEPS;
                deviances[step][rows.customerOf(row)] +=
                        deviance(labels[row] / typical, ((1 - share) * own + share * other) / typical);
            }
        }
        int best = 0;
        for (int step = 1; step <= STEPS; step++) {
            if (sum(deviances[step]) < sum(deviances[best])) {
                best = step;
            }
        }
        int largest = best;
        for (int step = best + 1; step <= STEPS; step++) {
            if (isWithinOneError(deviances[step], deviances[best])) {
                largest = step;
            }
        }
        double share = Math.min((double) largest / STEPS, Math.max(HALF, (double) best / STEPS));
        return share == 0 ? NONE : new PriorShare(share, level, spread(labels, expected, level), cap);
    }

    /** The level alone, of a prior whose share is known; as for {@link #choose}. */
    static double level(TrainingRows rows, PurchasePrior.Expected[] expected, double[] labels, double cap) {
        return Calibration.of(
                        rows.sumsByCustomer(labels),
                        rows.sumsByCustomer(Arrays.stream(expected)
                                .mapToDouble(one -> one.isKnown() ? Math.min(cap, one.value()) : 0)
                                .toArray()))
                .factor();
    }

    /** A value of the networks, blended. */
    double value(double ofNetworks, PurchasePrior.Expected expected) {
        return expected.isKnown()
                ? (1 - share) * ofNetworks + share * Math.min(cap, level * expected.value())
                : ofNetworks;
    }

    /** A probability of a positive value by the networks, blended. */
    double positive(double ofNetworks, PurchasePrior.Expected expected) {
        return expected.isKnown() ? (1 - share) * ofNetworks + share * expected.positive() : ofNetworks;
    }

    /** Of a Tweedie distribution of power 1.5, whose unit is a typical value, less what depends on the label only. */
    private static double deviance(double label, double mean) {
        double root = Math.sqrt(Math.max(LEAST, mean));
        return 4 * (label / root + root);
    }

    private static boolean isWithinOneError(double[] deviances, double[] best) {
        int count = best.length;
        double mean = (sum(deviances) - sum(best)) / count;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double deviation = deviances[i] - best[i] - mean;
            squares += deviation * deviation;
        }
        return mean <= Math.sqrt(squares / count / count);
    }

    /**
     * The maximum likelihood estimate of s where the logarithm of a positive value, less that of its mean, is normal
     * with mean -s^2 / 2 and variance s^2.
     */
    private static double spread(double[] labels, PurchasePrior.Expected[] expected, double level) {
        double squares = 0;
        int count = 0;
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] > 0 && expected[row].isKnown() && expected[row].value() > 0) {
                double log = StrictMath.log(labels[row])
                        - StrictMath.log(level * expected[row].value() / expected[row].positive());
                squares += log * log;
                count++;
            }
        }
        double spread = count == 0 ? 1 : Math.sqrt(2 * (Math.sqrt(1 + squares / count) - 1));
        return Math.min(MOST_SPREAD, Math.max(LEAST_SPREAD, spread));
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }
}
