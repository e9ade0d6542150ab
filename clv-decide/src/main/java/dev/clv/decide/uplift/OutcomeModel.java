package dev.clv.decide.uplift;

import dev.clv.nn.Network;
import dev.clv.nn.loss.BinaryCrossEntropy;
import dev.clv.nn.loss.ScalarLoss;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.train.TrainingData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Predicts the outcome of a row in each arm. Immutable and thread-safe.
 *
 * @param networks one with a head an arm, one for each arm, or one with the arm among its inputs
 */
record OutcomeModel(UpliftLearner kind, int arms, List<Network> networks) implements EffectModel {

    /**
     * Trains on some rows of a sample.
     *
     * @param kind {@link UpliftLearner#S}, {@link UpliftLearner#T} or {@link UpliftLearner#SHARED}
     */
    static OutcomeModel fit(UpliftLearner kind, Sample sample, int[] rows, int hidden, long seed) {
        double unit = sample.binary() ? 1 : unit(sample, rows);
        ScalarLoss inner = sample.binary() ? BinaryCrossEntropy.of() : SquaredError.of();
        List<Network> networks = new ArrayList<>();
        if (kind == UpliftLearner.T) {
            for (int a = 0; a < sample.arms(); a++) {
                int own = a;
                int[] of = Arrays.stream(rows)
                        .filter(row -> sample.arm()[row] == own)
                        .toArray();
                networks.add(SmallNetwork.train(
                        data(sample, of, 1, false), hidden, new ArmLoss(1, inner, unit), SplitMix.mix(seed, a)));
            }
        } else {
            boolean single = kind == UpliftLearner.S;
            int heads = single ? 1 : sample.arms();
            networks.add(SmallNetwork.train(
                    data(sample, rows, heads, single), hidden, new ArmLoss(heads, inner, unit), seed));
        }
        return new OutcomeModel(kind, sample.arms(), List.copyOf(networks));
    }

    /** The standard deviation of outcomes, for the size of steps. */
    private static double unit(Sample sample, int[] rows) {
        double mean = Arrays.stream(rows)
                .mapToDouble(row -> sample.y()[row])
                .average()
                .orElseThrow();
        double variance = Arrays.stream(rows)
                .mapToDouble(row -> (sample.y()[row] - mean) * (sample.y()[row] - mean))
                .average()
                .orElseThrow();
        return variance > 0 ? Math.sqrt(variance) : 1;
    }

    private static TrainingData data(Sample sample, int[] rows, int heads, boolean armAmongInputs) {
        double[][] x = new double[rows.length][];
        double[][] labels = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            int arm = sample.arm()[row];
            x[i] = armAmongInputs ? withArm(sample.x()[row], arm, sample.arms()) : sample.x()[row];
            labels[i] = new double[] {sample.y()[row], heads == 1 ? 0 : arm};
        }
        return TrainingData.of(x, labels);
    }

    private static double[] withArm(double[] x, int arm, int arms) {
        double[] with = Arrays.copyOf(x, x.length + arms - 1);
        if (arm > 0) {
            with[x.length + arm - 1] = 1;
        }
        return with;
    }

    /** The outcome of each row in each arm: (n, arms). */
    double[][] outcomes(double[][] x) {
        double[][] outcomes = new double[x.length][arms];
        for (int a = 0; a < arms; a++) {
            int arm = a;
            if (kind == UpliftLearner.SHARED && a > 0) {
                break;
            }
            double[][] inputs = kind == UpliftLearner.S
                    ? Arrays.stream(x).map(row -> withArm(row, arm, arms)).toArray(double[][]::new)
                    : x;
            Network network = networks.get(kind == UpliftLearner.T ? a : 0);
            ArmLoss loss = (ArmLoss) network.spec().loss();
            DMatrixRMaj raw = network.predict(inputs).raw();
            for (int row = 0; row < x.length; row++) {
                for (int head = 0; head < loss.arms(); head++) {
                    outcomes[row][a + head] = loss.mean(raw, row, head);
                }
            }
        }
        return outcomes;
    }

    @Override
    public double[][] effects(double[][] x) {
        double[][] outcomes = outcomes(x);
        double[][] effects = new double[x.length][arms - 1];
        for (int row = 0; row < x.length; row++) {
            for (int a = 1; a < arms; a++) {
                effects[row][a - 1] = outcomes[row][a] - outcomes[row][0];
            }
        }
        return effects;
    }

    /** The mean of what several models predict: (n, arms). */
    static double[][] mean(List<OutcomeModel> models, double[][] x) {
        double[][] mean = new double[x.length][models.get(0).arms];
        for (OutcomeModel model : models) {
            double[][] one = model.outcomes(x);
            for (int row = 0; row < x.length; row++) {
                for (int a = 0; a < mean[row].length; a++) {
                    mean[row][a] += one[row][a] / models.size();
                }
            }
        }
        return mean;
    }
}
