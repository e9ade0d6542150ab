package dev.clv.nn.check;

import dev.clv.nn.Vocabulary;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.math.SplitMix;
import java.util.Arrays;

/**
 * The contract of {@link Loss}, to be run on one of yours from any test framework. A broken promise is an
 * {@link AssertionError} that names it.
 */
public final class LossChecks {

    private static final int POINTS = 20;
    private static final double[] EXTREMES = {-1e6, -1000, -30, 0, 30, 1000, 1e6};

    private final Loss loss;
    private final double[] labels;
    private final int rows;

    private LossChecks(Loss loss, double[] labels) {
        this.loss = loss;
        this.labels = labels;
        this.rows = labels.length / loss.labels();
    }

    /**
     * Runs all checks at random raw outputs in (-2, 2), with the words of {@link Vocabulary#standard()}.
     *
     * @param labels (n, L) typical labels, all allowed, n at least 1
     * @return the check of the gradients of the loss and of the mean
     */
    public static GradientCheck check(Loss loss, double[] labels, long seed) {
        return check(loss, labels, seed, Vocabulary.standard());
    }

    /** The same with your words. */
    public static GradientCheck check(Loss loss, double[] labels, long seed, Vocabulary vocabulary) {
        LossChecks checks = new LossChecks(loss, labels);
        checks.knowsItsLabels();
        checks.startsFinite();
        checks.staysFinite();
        checks.describesItself(vocabulary);
        checks.quantilesAgree(seed);
        return checks.gradients(seed).orFail();
    }

    private void knowsItsLabels() {
        for (int i = 0; i < rows; i++) {
            require(loss.allows(labels, i * loss.labels()), "a typical label must be allowed, row " + i + " is not");
        }
        double[] bad = new double[loss.labels()];
        Arrays.fill(bad, Double.NaN);
        require(!loss.allows(bad, 0), "NaN must not be allowed as a label");
        Arrays.fill(bad, Double.POSITIVE_INFINITY);
        require(!loss.allows(bad, 0), "infinity must not be allowed as a label");
    }

    private void startsFinite() {
        double[] weights = new double[rows];
        Arrays.fill(weights, 1);
        double[] one = Arrays.copyOf(labels, loss.labels());
        for (double[] start :
                new double[][] {loss.initialOutputs(labels, weights), loss.initialOutputs(one, new double[] {1})}) {
            require(start.length == loss.outputs(), "initialOutputs must give one number per raw output");
            for (double value : start) {
                require(Double.isFinite(value), "initialOutputs must be finite, was " + Arrays.toString(start));
            }
        }
    }

    private void staysFinite() {
        double[] z = new double[loss.outputs()];
        double[] dz = new double[loss.outputs()];
        for (double extreme : EXTREMES) {
            Arrays.fill(z, extreme);
            require(Double.isFinite(loss.mean(z, 0)), "the mean must be finite at raw outputs of " + extreme);
            for (int i = 0; i < rows; i++) {
                loss.gradient(z, 0, labels, i * loss.labels(), dz);
                for (double slope : dz) {
                    require(
                            Double.isFinite(slope),
                            "the gradient must be finite at raw outputs of " + extreme + ", was "
                                    + Arrays.toString(dz));
                }
            }
        }
    }

    private void describesItself(Vocabulary vocabulary) {
        Loss rebuilt = vocabulary.loss(loss.describe());
        require(
                rebuilt.describe().equals(loss.describe()),
                "a loss rebuilt from its description must be the same, was " + rebuilt.describe());
    }

    private void quantilesAgree(long seed) {
        if (!loss.isDistribution()) {
            refusesProbability();
            return;
        }
        SplitMix random = new SplitMix(SplitMix.mix(seed, 1));
        double[] z = new double[loss.outputs()];
        for (int point = 0; point < POINTS; point++) {
            randomize(z, random);
            double positive = loss.probabilityPositive(z, 0);
            require(positive >= 0 && positive <= 1, "probabilityPositive must be in [0, 1], was " + positive);
            double before = Double.NEGATIVE_INFINITY;
            for (double q = 0.01; q < 1; q += 0.01) {
                double quantile = loss.quantile(z, 0, q);
                require(quantile >= before, "quantiles must not fall as q rises, fell at " + q);
                if (Math.abs(q - (1 - positive)) > 1e-9) {
                    require(
                            (quantile > 0) == (q > 1 - positive),
                            "quantiles must be positive exactly above 1 - probabilityPositive = " + (1 - positive)
                                    + ", at " + q + " was " + quantile);
                }
                before = quantile;
            }
        }
    }

    private void refusesProbability() {
        try {
            double positive = loss.probabilityPositive(new double[loss.outputs()], 0);
            require(false, "a loss that is no distribution must refuse a probability, gave " + positive);
        } catch (UnsupportedOperationException expected) {
            // as promised
        }
    }

    private GradientCheck gradients(long seed) {
        SplitMix random = new SplitMix(seed);
        GradientCheck all = new GradientCheck(0, 0, "");
        double[] z = new double[loss.outputs()];
        double[] dz = new double[loss.outputs()];
        for (int point = 0; point < POINTS; point++) {
            randomize(z, random);
            int at = point % rows * loss.labels();
            double value = loss.gradient(z, 0, labels, at, dz);
            require(
                    value == loss.value(z, 0, labels, at),
                    "gradient must return the loss, returned " + value + " for " + loss.value(z, 0, labels, at));
            all = all.and(GradientCheck.of("loss by z", () -> loss.value(z, 0, labels, at), z, 0, z.length, dz));
            loss.meanGradient(z, 0, dz);
            all = all.and(GradientCheck.of("mean by z", () -> loss.mean(z, 0), z, 0, z.length, dz));
        }
        return all;
    }

    private static void randomize(double[] z, SplitMix random) {
        for (int k = 0; k < z.length; k++) {
            z[k] = random.nextSymmetric(2);
        }
    }

    private void require(boolean kept, String promise) {
        if (!kept) {
            throw new AssertionError("loss '" + loss.describe().word() + "': " + promise);
        }
    }
}
