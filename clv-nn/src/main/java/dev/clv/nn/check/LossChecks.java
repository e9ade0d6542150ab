package dev.clv.nn.check;

import dev.clv.nn.Vocabulary;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.LossMemory;
import dev.clv.nn.math.SplitMix;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The contract of {@link Loss}, to be run on one of yours from any test framework. A broken promise is an
 * {@link AssertionError} that names it. Give the loss settings that are not its defaults, so that one missing in its
 * description is found.
 */
public final class LossChecks {

    private static final int POINTS = 20;
    private static final double[] EXTREMES = {-1e6, -1000, -30, 0, 30, 1000, 1e6};

    /** With this many equal labels, what a loss adds to stay finite hardly counts. */
    private static final int MANY = 1000;

    private final Loss loss;
    private final DMatrixRMaj labels;
    private final SplitMix random;
    private final Batch first;
    private final Batch second;

    /** Random raw outputs and labels. */
    private record Batch(DMatrixRMaj z, DMatrixRMaj y) {}

    private LossChecks(Loss loss, double[] labels, long seed) {
        this.loss = loss;
        this.labels = new DMatrixRMaj(labels.length / loss.labels(), loss.labels(), true, labels);
        random = new SplitMix(seed);
        first = draw();
        second = draw();
    }

    private Batch draw() {
        DMatrixRMaj z = new DMatrixRMaj(POINTS, loss.outputs());
        GradientCheck.jitter(z, 2, random);
        DMatrixRMaj y = new DMatrixRMaj(POINTS, loss.labels());
        for (int b = 0; b < POINTS; b++) {
            CommonOps_DDRM.insert(row(labels, b % labels.numRows), y, b, 0);
        }
        return new Batch(z, y);
    }

    private static DMatrixRMaj row(DMatrixRMaj matrix, int row) {
        return CommonOps_DDRM.extract(matrix, row, row + 1, 0, matrix.numCols);
    }

    /**
     * Runs all checks at random raw outputs in (-2, 2), with the words of {@link Vocabulary#standard()}.
     *
     * @param typicalLabels (n, L), row after row, all allowed, n at least 1. Not modified.
     * @return the check of the gradients of the loss and of the mean
     */
    public static GradientCheck check(Loss loss, double[] typicalLabels, long seed) {
        return check(loss, typicalLabels, seed, Vocabulary.standard());
    }

    /** The same with your words. */
    public static GradientCheck check(Loss loss, double[] typicalLabels, long seed, Vocabulary vocabulary) {
        LossChecks checks = new LossChecks(loss, typicalLabels, seed);
        checks.knowsItsLabels();
        checks.startsFinite();
        checks.startsNearTheBestConstant();
        checks.meansTheLabel();
        checks.staysFinite();
        checks.rowsAreIndependent();
        checks.meansOfAllRowsAreThoseOfEach();
        checks.leavesItsArgumentsAlone();
        checks.keepsNothingInFields();
        checks.describesItself(vocabulary);
        checks.quantilesAgree();
        return checks.gradients().orFail();
    }

    /** One batch through a loss: losses and gradients. */
    private static final class Run {

        private final Loss loss;
        private final Batch batch;
        private final LossMemory memory;
        private final DMatrixRMaj losses;
        private final DMatrixRMaj dz;

        Run(Loss loss, Batch batch) {
            this.loss = loss;
            this.batch = batch;
            memory = loss.memory(batch.z.numRows);
            losses = new DMatrixRMaj(batch.z.numRows, 1);
            dz = batch.z.createLike();
        }

        Run go() {
            loss.gradient(batch.z, batch.y, losses, dz, memory);
            return this;
        }

        double[] values() {
            DMatrixRMaj values = losses.createLike();
            loss.value(batch.z, batch.y, values, memory);
            return values.data;
        }

        boolean sameAs(Run other) {
            return Margins.areEqual(losses, other.losses) && Margins.areEqual(dz, other.dz);
        }
    }

    private Run run(Batch batch) {
        return new Run(loss, batch).go();
    }

    private void knowsItsLabels() {
        for (int i = 0; i < labels.numRows; i++) {
            require(loss.allows(row(labels, i).data), "a typical label must be allowed, row " + i + " is not");
        }
        double[] bad = new double[loss.labels()];
        Arrays.fill(bad, Double.NaN);
        require(!loss.allows(bad), "NaN must not be allowed as a label");
        Arrays.fill(bad, Double.POSITIVE_INFINITY);
        require(!loss.allows(bad), "infinity must not be allowed as a label");
    }

    private double[] start(Loss of, DMatrixRMaj y) {
        double[] weights = new double[y.numRows];
        Arrays.fill(weights, 1);
        return of.initialOutputs(y, weights);
    }

    private void startsFinite() {
        for (DMatrixRMaj y : new DMatrixRMaj[] {labels, row(labels, 0)}) {
            double[] start = start(loss, y);
            require(start.length == loss.outputs(), "initialOutputs must give one number per raw output");
            for (double value : start) {
                require(Double.isFinite(value), "initialOutputs must be finite, was " + Arrays.toString(start));
            }
        }
    }

    /** No worse than half of some random guesses, which leaves room for what keeps a start finite. */
    private void startsNearTheBestConstant() {
        double[] start = start(loss, labels);
        double[] guesses = new double[POINTS];
        for (int point = 0; point < POINTS; point++) {
            guesses[point] = lossOfConstant(row(first.z, point).data);
        }
        Arrays.sort(guesses);
        require(
                lossOfConstant(start) <= guesses[POINTS / 2],
                "initialOutputs must be near the best constant prediction, random ones are better than "
                        + Arrays.toString(start));
    }

    private double lossOfConstant(double[] outputs) {
        DMatrixRMaj z = new DMatrixRMaj(labels.numRows, loss.outputs());
        for (int i = 0; i < z.numRows; i++) {
            System.arraycopy(outputs, 0, z.data, i * z.numCols, z.numCols);
        }
        return Arrays.stream(new Run(loss, new Batch(z, labels)).values()).sum();
    }

    /** Where all labels are the same, the best constant prediction is that label. */
    private void meansTheLabel() {
        for (int i = 0; i < labels.numRows; i++) {
            DMatrixRMaj constant = new DMatrixRMaj(MANY, loss.labels());
            for (int b = 0; b < MANY; b++) {
                CommonOps_DDRM.insert(row(labels, i), constant, b, 0);
            }
            double[] start = start(loss, constant);
            double mean = loss.mean(new DMatrixRMaj(1, start.length, true, start), 0);
            double label = labels.get(i, 0);
            double inUnits = mean / loss.labelUnit(0);
            require(
                    Math.abs(inUnits - label) <= 0.02 * Math.max(1, Math.abs(label)),
                    "the mean at the initialOutputs of many labels " + label + " must be near that label, was "
                            + inUnits);
        }
    }

    private void staysFinite() {
        DMatrixRMaj z = new DMatrixRMaj(2 * EXTREMES.length, loss.outputs());
        for (int e = 0; e < EXTREMES.length; e++) {
            for (int k = 0; k < z.numCols; k++) {
                z.set(e, k, EXTREMES[e]);
                z.set(EXTREMES.length + e, k, EXTREMES[random.nextInt(EXTREMES.length)]);
            }
        }
        for (int b = 0; b < z.numRows; b++) {
            String at = "at raw outputs of " + Arrays.toString(row(z, b).data);
            require(Double.isFinite(loss.mean(z, b)), "the mean must be finite " + at);
            for (int i = 0; i < labels.numRows; i++) {
                Run run = run(new Batch(row(z, b), row(labels, i)));
                double value = run.losses.data[0];
                require(Double.isFinite(value), "the loss must be finite " + at + ", was " + value);
                for (double gradient : run.dz.data) {
                    require(Double.isFinite(gradient), "the gradient must be finite " + at + ", was " + gradient);
                }
            }
        }
    }

    private void rowsAreIndependent() {
        Run all = run(first);
        require(
                Arrays.equals(all.values(), all.losses.data),
                "gradient must give the losses that value gives, gave " + Arrays.toString(all.losses.data));
        DMatrixRMaj wide = new DMatrixRMaj(POINTS, loss.outputs() + 2);
        wide.fill(Double.NaN);
        CommonOps_DDRM.insert(first.z, wide, 0, 0);
        DMatrixRMaj wideGradient = wide.createLike();
        for (int b = 0; b < POINTS; b++) {
            DMatrixRMaj z = row(first.z, b);
            Run alone = run(new Batch(z, row(first.y, b)));
            require(
                    alone.losses.data[0] == all.losses.data[b] && Margins.areEqual(alone.dz, row(all.dz, b)),
                    "a row must give the same bits alone and in a batch, row " + b + " differs");
            DMatrixRMaj gradient = z.createLike();
            loss.meanGradient(z, 0, gradient);
            loss.meanGradient(wide, b, wideGradient);
            require(
                    loss.mean(z, 0) == loss.mean(wide, b)
                            && Margins.areEqual(
                                    gradient, CommonOps_DDRM.extract(wideGradient, b, b + 1, 0, loss.outputs())),
                    "mean and meanGradient must read the first columns of the row asked for, row " + b + " differs");
        }
    }

    private void meansOfAllRowsAreThoseOfEach() {
        for (Batch batch : List.of(first, extreme())) {
            int n = batch.z.numRows;
            double[] means = new double[n];
            DMatrixRMaj z = Margins.copy(batch.z);
            loss.means(z, means, loss.memory(n));
            double[] again = new double[n];
            double[] positives = new double[n];
            if (loss.isDistribution()) {
                loss.meansAndProbabilities(z, again, positives, loss.memory(n));
            }
            require(Margins.areEqual(z, batch.z), "means must not modify z");
            for (int b = 0; b < n; b++) {
                double mean = loss.mean(batch.z, b);
                require(means[b] == mean, "means must give the bits of mean, row " + b + ": " + means[b] + ", " + mean);
                require(
                        !loss.isDistribution()
                                || again[b] == mean && positives[b] == loss.probabilityPositive(batch.z, b),
                        "meansAndProbabilities must give the bits of mean and probabilityPositive, row " + b
                                + " differs");
            }
        }
    }

    private Batch extreme() {
        DMatrixRMaj z = new DMatrixRMaj(POINTS, loss.outputs());
        for (int b = 0; b < POINTS; b++) {
            for (int k = 0; k < z.numCols; k++) {
                z.set(b, k, EXTREMES[(b + k) % EXTREMES.length]);
            }
        }
        return new Batch(z, first.y);
    }

    private void leavesItsArgumentsAlone() {
        DMatrixRMaj z = Margins.copy(first.z);
        DMatrixRMaj y = Margins.copy(first.y);
        DMatrixRMaj losses = Margins.filled(POINTS, 1, Double.NaN);
        DMatrixRMaj dz = Margins.filled(POINTS, loss.outputs(), Double.NaN);
        loss.gradient(z, y, losses, dz, loss.memory(POINTS));
        require(Margins.areEqual(z, first.z), "gradient must not modify z");
        require(Margins.areEqual(y, first.y), "gradient must not modify y");
        require(
                Margins.areIntact(losses, POINTS, 1) && Margins.areIntact(dz, POINTS, loss.outputs()),
                "gradient must not write beyond its rows");
        Run plain = run(first);
        require(
                Margins.areEqual(losses, plain.losses) && Margins.areEqual(dz, plain.dz),
                "losses and dz must be overwritten, whatever they held");
    }

    private void keepsNothingInFields() {
        Run expected = run(first);
        require(
                TwoThreads.areRight(() -> {
                    Run own = new Run(loss, first);
                    return () -> own.go().sameAs(expected);
                }),
                "batches on two threads must not disturb each other; keep what they need in their memories");
        Run again = run(first);
        new Run(loss, second).go();
        require(again.go().sameAs(expected), "a memory must serve again");
    }

    private void describesItself(Vocabulary vocabulary) {
        Loss rebuilt = vocabulary.loss(loss.describe());
        require(
                rebuilt.describe().equals(loss.describe())
                        && rebuilt.outputs() == loss.outputs()
                        && rebuilt.labels() == loss.labels()
                        && rebuilt.isDistribution() == loss.isDistribution(),
                "a loss rebuilt from its description must be the same, was " + rebuilt.describe());
        boolean same = new Run(rebuilt, first).go().sameAs(run(first))
                && Arrays.equals(start(rebuilt, labels), start(loss, labels));
        for (int k = 0; k < loss.labels(); k++) {
            same &= rebuilt.labelUnit(k) == loss.labelUnit(k);
        }
        // Wide and far out, where limits such as a largest mean show.
        DMatrixRMaj z = first.z.copy();
        for (int scale = 0; scale < 4; scale++) {
            for (int b = 0; b < POINTS; b++) {
                same &= Arrays.equals(outcomes(rebuilt, z, b), outcomes(loss, z, b));
            }
            CommonOps_DDRM.scale(10, z);
        }
        require(same, "a loss rebuilt from its description must give the same numbers; describe every setting");
    }

    private static double[] outcomes(Loss of, DMatrixRMaj z, int row) {
        return of.isDistribution()
                ? new double[] {
                    of.mean(z, row), of.quantile(z, row, 0.1), of.quantile(z, row, 0.9), of.probabilityPositive(z, row)
                }
                : new double[] {of.mean(z, row)};
    }

    private void quantilesAgree() {
        if (!loss.isDistribution()) {
            refusesProbability();
            return;
        }
        for (int b = 0; b < POINTS; b++) {
            double positive = loss.probabilityPositive(second.z, b);
            require(positive >= 0 && positive <= 1, "probabilityPositive must be in [0, 1], was " + positive);
            double before = Double.NEGATIVE_INFINITY;
            for (double q = 0.01; q < 1; q += 0.01) {
                double quantile = loss.quantile(second.z, b, q);
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
            double positive = loss.probabilityPositive(new DMatrixRMaj(1, loss.outputs()), 0);
            require(false, "a loss that is no distribution must refuse a probability, gave " + positive);
        } catch (UnsupportedOperationException expected) {
            // as promised
        }
    }

    private GradientCheck gradients() {
        GradientCheck all = new GradientCheck(0, 0, "");
        for (int b = 0; b < POINTS; b++) {
            DMatrixRMaj z = row(first.z, b);
            Run run = run(new Batch(z, row(first.y, b)));
            all = all.and(GradientCheck.of("loss by z", () -> run.values()[0], z, run.dz));
            DMatrixRMaj gradient = z.createLike();
            loss.meanGradient(z, 0, gradient);
            all = all.and(GradientCheck.of("mean by z", () -> loss.mean(z, 0), z, gradient));
        }
        return all;
    }

    private void require(boolean kept, String promise) {
        if (!kept) {
            throw new AssertionError("loss '" + loss.describe().word() + "': " + promise);
        }
    }
}
