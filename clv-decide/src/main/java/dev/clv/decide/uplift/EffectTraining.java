package dev.clv.decide.uplift;

import dev.clv.nn.Network;
import dev.clv.nn.loss.BinaryCrossEntropy;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.train.TrainingData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Learns effects from a sample of which outcomes and probabilities of arms are predicted already, each row by what did
 * not see it. Not thread-safe.
 */
final class EffectTraining {

    private static final int PARTS = 5;

    private final UpliftLearner learner;
    private final Sample sample;
    private final double[][] outcomes;
    private final double[][] propensities;
    private final int hidden;
    private final long seed;

    /** By regression: what is regressed on the features, with which weight; the rows of weight 0 are left out. */
    private final List<Target> targets = new ArrayList<>();

    private final int[] part;

    /** A regression and its penalty, for all rows. */
    private record Target(double[] y, double[] weights, double penalty) {}

    EffectTraining(
            UpliftLearner learner, Sample sample, double[][] outcomes, double[][] propensities, int hidden, long seed) {
        this.learner = learner;
        this.sample = sample;
        this.outcomes = outcomes;
        this.propensities = propensities;
        this.hidden = hidden;
        this.seed = seed;
        this.part = Sample.parts(sample.arm(), sample.arms(), PARTS, SplitMix.mix(seed, 1));
        if (isRegression()) {
            for (int a = 1; a < sample.arms(); a++) {
                addTargets(a);
            }
        }
    }

    private boolean isRegression() {
        return learner.regresses() || (learner == UpliftLearner.CLASS && !sample.binary());
    }

    /** Learns from some of the rows. */
    EffectModel fit(int[] rows, long memberSeed) {
        if (isRegression()) {
            return linear(rows);
        }
        return learner == UpliftLearner.CLASS
                ? transformed(rows, memberSeed)
                : OutcomeModel.fit(learner, sample, rows, hidden, memberSeed);
    }

    private void addTargets(int a) {
        int n = sample.rows();
        double[] y = new double[n];
        double[] weights = new double[n];
        double[] others = new double[n];
        double[] otherWeights = new double[n];
        for (int row = 0; row < n; row++) {
            int arm = sample.arm()[row];
            double p0 = propensities[row][0];
            double pa = propensities[row][a];
            double q0 = outcomes[row][0];
            double qa = outcomes[row][a];
            double outcome = sample.y()[row];
            boolean treated = arm == a;
            boolean either = treated || arm == 0;
            switch (learner) {
                case DR -> {
                    y[row] = score(row, a);
                    weights[row] = 1;
                }
                case R -> {
                    double e = pa / (pa + p0);
                    double left = (treated ? 1 : 0) - e;
                    y[row] = (outcome - (e * qa + (1 - e) * q0)) / left;
                    weights[row] = either ? left * left : 0;
                }
                case X -> {
                    y[row] = outcome - q0;
                    weights[row] = treated ? 1 : 0;
                    others[row] = qa - outcome;
                    otherWeights[row] = arm == 0 ? 1 : 0;
                }
                default -> {
                    // Among the rows of both arms; the weight of the arm is in the outcome.
                    double e = pa / (pa + p0);
                    y[row] = treated ? outcome / e : -outcome / (1 - e);
                    weights[row] = either ? 1 : 0;
                }
            }
        }
        targets.add(target(y, weights));
        if (learner == UpliftLearner.X) {
            targets.add(target(others, otherWeights));
        }
    }

    /** The doubly robust score of a row: its mean over rows is the effect, and so it is given any features. */
    private double score(int row, int a) {
        return score(sample.arm()[row], sample.y()[row], outcomes[row], propensities[row], a)
                - score(sample.arm()[row], sample.y()[row], outcomes[row], propensities[row], 0);
    }

    /** What a row tells of the outcome in an arm: the prediction, corrected where the row had that arm. */
    static double score(int arm, double outcome, double[] outcomes, double[] propensities, int a) {
        return outcomes[a] + (arm == a ? (outcome - outcomes[a]) / propensities[a] : 0);
    }

    private Target target(double[] y, double[] weights) {
        Ridge[] sums = new Ridge[PARTS];
        Arrays.setAll(sums, k -> new Ridge(sample.width()));
        for (int row = 0; row < y.length; row++) {
            if (weights[row] > 0) {
                sums[part[row]].add(sample.x()[row], y[row], weights[row]);
            }
        }
        return new Target(y, weights, Ridge.choosePenalty(sums));
    }

    private EffectModel linear(int[] rows) {
        double[][] regressions =
                targets.stream().map(target -> regression(target, rows)).toArray(double[][]::new);
        if (learner != UpliftLearner.X) {
            return new EffectModel.Linear(regressions);
        }
        double[] shares = sample.experiment().shares();
        double[][] effects = new double[sample.arms() - 1][sample.width() + 1];
        for (int a = 1; a <= effects.length; a++) {
            double treated = shares[a] / (shares[0] + shares[a]);
            for (int i = 0; i <= sample.width(); i++) {
                // The smaller arm's differences rest on the larger arm's outcomes, which are known better.
                effects[a - 1][i] = (1 - treated) * regressions[2 * a - 2][i] + treated * regressions[2 * a - 1][i];
            }
        }
        return new EffectModel.Linear(effects);
    }

    private double[] regression(Target target, int[] rows) {
        Ridge sums = new Ridge(sample.width());
        for (int row : rows) {
            if (target.weights()[row] > 0) {
                sums.add(sample.x()[row], target.y()[row], target.weights()[row]);
            }
        }
        return sums.fit(target.penalty() * rows.length / sample.rows());
    }

    private EffectModel transformed(int[] rows, long memberSeed) {
        List<Network> networks = new ArrayList<>();
        for (int a = 1; a < sample.arms(); a++) {
            int own = a;
            int[] both = IntStream.of(rows)
                    .filter(row -> sample.arm()[row] == 0 || sample.arm()[row] == own)
                    .toArray();
            double[] labels = new double[both.length];
            double[] weights = new double[both.length];
            for (int i = 0; i < both.length; i++) {
                double[] p = propensities[both[i]];
                boolean treated = sample.arm()[both[i]] == a;
                labels[i] = treated == sample.y()[both[i]] > 0 ? 1 : 0;
                weights[i] = 0.5 * (p[0] + p[a]) / (treated ? p[a] : p[0]);
            }
            networks.add(SmallNetwork.train(
                    TrainingData.of(sample.x(both), labels).withWeights(weights),
                    hidden,
                    BinaryCrossEntropy.of(),
                    SplitMix.mix(memberSeed, a)));
        }
        return new EffectModel.Transformed(List.copyOf(networks));
    }
}
