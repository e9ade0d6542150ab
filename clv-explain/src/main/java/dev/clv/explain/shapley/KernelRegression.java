package dev.clv.explain.shapley;

import dev.clv.explain.internal.RunningMoments;
import dev.clv.explain.internal.SymmetricSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/**
 * Kernel SHAP (Lundberg, Lee 2017) on a sample of paired coalitions: the weighted least squares whose solution over all
 * coalitions is the Shapley value, under the constraint that values add up, without regularisation.
 *
 * <p>For a coalition S and its complement only the difference of their values depends on the solution (Covert, Lee,
 * "Improving KernelSHAP", 2021), so each pair is one equation: (z - 1/2) phi = (v(S) - v(complement)) / 2, where z is S
 * as zeros and ones. Standard errors are those of a stratified sample without replacement, linearised.
 */
final class KernelRegression {

    private final Game game;
    private final int[][] players;
    private final CoalitionSample sample;
    private final List<double[]> targets = new ArrayList<>();

    /**
     * A regression for one row.
     *
     * @param players each a set of columns, at least 2
     * @param single half the difference of the values of a player alone and of all the others
     */
    KernelRegression(Game game, int[][] players, double[] single, Random random) {
        this.game = game;
        this.players = players;
        sample = new CoalitionSample(players.length, random);
        // All pairs of size one are always in the sample.
        sample.grow(0);
        for (CoalitionSample.Level level : sample.levels) {
            targets.add(level.size() == 1 ? single(level, single) : new double[0]);
        }
    }

    private static double[] single(CoalitionSample.Level level, double[] single) {
        return level.drawn().stream()
                .mapToDouble(coalition -> single[coalition.nextSetBit(0)])
                .toArray();
    }

    /**
     * The values, and their standard errors, from more pairs.
     *
     * @param pairs how many to have in total, not fewer than before; more are drawn if the regression or its errors
     *     need them
     */
    Estimate extend(long pairs) {
        sample.grow(pairs);
        for (int l = 0; l < targets.size(); l++) {
            List<BitSet> drawn = sample.levels.get(l).drawn();
            double[] before = targets.get(l);
            double[] more = targets(drawn.subList(before.length, drawn.size()));
            double[] all = Arrays.copyOf(before, drawn.size());
            System.arraycopy(more, 0, all, before.length, more.length);
            targets.set(l, all);
        }
        return solve();
    }

    /** Half the difference of the values of every coalition and its complement; as many share a batch as fill it. */
    private double[] targets(List<BitSet> coalitions) {
        int size = game.backgroundSize();
        int chunk = Math.max(1, game.rows().capacity() / (2 * size));
        double[] targets = new double[coalitions.size()];
        for (int start = 0; start < targets.length; start += chunk) {
            int first = start;
            int count = Math.min(chunk, targets.length - start);
            double[] predictions = game.rows()
                    .predict(
                            2 * count * size,
                            (i, row) -> game.rows()
                                    .unmask(
                                            i % size,
                                            players,
                                            coalitions.get(first + i / (2 * size)),
                                            i / size % 2 == 0,
                                            row));
            for (int k = 0; k < count; k++) {
                int at = 2 * k * size;
                double coalition = game.value(0, predictions, at, size);
                double complement = game.value(0, predictions, at + size, size);
                targets[start + k] = (coalition - complement) / 2;
            }
        }
        return targets;
    }

    /** The kernel's weight of a pair, over the probability that it is in the sample. */
    private double weight(CoalitionSample.Level level) {
        int n = players.length;
        double share = 2 * level.size() == n ? 0.5 : 1;
        return share
                * (n - 1)
                / ((double) level.size() * (n - level.size()) * level.drawn().size());
    }

    private Estimate solve() {
        int n = players.length;
        // Any multiple of the all-ones matrix leaves the constrained solution as it is and makes the matrix definite.
        double[][] matrix = new double[n][n];
        for (double[] row : matrix) {
            Arrays.fill(row, 1);
        }
        double[] right = new double[n];
        int equations = 0;
        for (int l = 0; l < targets.size(); l++) {
            CoalitionSample.Level level = sample.levels.get(l);
            double weight = weight(level);
            for (int k = 0; k < level.drawn().size(); k++) {
                double[] z = centred(level.drawn().get(k));
                for (int i = 0; i < n; i++) {
                    right[i] += weight * z[i] * targets.get(l)[k];
                    for (int j = 0; j <= i; j++) {
                        matrix[i][j] += weight * z[i] * z[j];
                    }
                }
            }
            equations += level.drawn().size();
        }
        SymmetricSystem system = new SymmetricSystem(matrix);
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        double[] towardsOnes = system.solve(ones);
        double[] solution = constrained(system.solve(right), towardsOnes, game.prediction() - game.baseValue());
        double freedom = equations > n ? (double) equations / (equations - n + 1) : 1;
        double[] variance = new double[n];
        for (int l = 0; l < targets.size(); l++) {
            CoalitionSample.Level level = sample.levels.get(l);
            if (!level.isComplete()) {
                addVariance(level, targets.get(l), solution, system, towardsOnes, variance);
            }
        }
        double[] errors =
                Arrays.stream(variance).map(v -> Math.sqrt(freedom * v)).toArray();
        return new Estimate(solution, errors, errors);
    }

    private void addVariance(
            CoalitionSample.Level level,
            double[] targets,
            double[] solution,
            SymmetricSystem system,
            double[] towardsOnes,
            double[] variance) {
        int n = solution.length;
        RunningMoments moments = new RunningMoments(n);
        for (int k = 0; k < targets.length; k++) {
            double[] z = centred(level.drawn().get(k));
            double residual = targets[k];
            for (int i = 0; i < n; i++) {
                residual -= z[i] * solution[i];
            }
            double[] influence = constrained(system.solve(z), towardsOnes, 0);
            for (int i = 0; i < n; i++) {
                influence[i] *= residual;
            }
            moments.add(influence);
        }
        double weight = weight(level);
        double missing = 1 - targets.length / level.pairs();
        for (int i = 0; i < n; i++) {
            variance[i] += weight * weight * targets.length * missing * moments.squares(i) / (targets.length - 1);
        }
    }

    /** Moves a solution so that its sum is the given one. */
    private static double[] constrained(double[] free, double[] towardsOnes, double sum) {
        double missing = sum;
        double sumOfOnes = 0;
        for (int i = 0; i < free.length; i++) {
            missing -= free[i];
            sumOfOnes += towardsOnes[i];
        }
        double[] constrained = new double[free.length];
        for (int i = 0; i < free.length; i++) {
            constrained[i] = free[i] + missing / sumOfOnes * towardsOnes[i];
        }
        return constrained;
    }

    private double[] centred(BitSet coalition) {
        double[] z = new double[players.length];
        Arrays.setAll(z, i -> coalition.get(i) ? 0.5 : -0.5);
        return z;
    }
}
