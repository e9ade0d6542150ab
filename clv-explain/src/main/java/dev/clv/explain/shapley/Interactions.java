package dev.clv.explain.shapley;

import java.util.List;

/** Exact interactions of every pair of features for one row. Immutable and thread-safe. */
public final class Interactions {

    private final InteractionIndex index;
    private final List<String> names;
    private final double[][] pairs;
    private final double[] alone;
    private final long evaluations;

    private Interactions(
            InteractionIndex index, List<String> names, double[][] pairs, double[] alone, long evaluations) {
        this.index = index;
        this.names = names;
        this.pairs = pairs;
        this.alone = alone;
        this.evaluations = evaluations;
    }

    /** From the values of all coalitions of the active features; all others interact with nothing. */
    static Interactions of(InteractionIndex index, Game game, Players players) {
        int[] active = players.active(game);
        int[][] columns = new int[active.length][];
        for (int k = 0; k < active.length; k++) {
            columns[k] = players.columns[active[k]];
        }
        double[] v = new CoalitionValues(game, columns).compute();
        double[] weights = weights(index, active.length);
        double[][] pairs = new double[players.size()][players.size()];
        double[] alone = new double[players.size()];
        for (int i = 0; i < active.length; i++) {
            alone[active[i]] = v[1 << i] - v[0];
            for (int j = 0; j < i; j++) {
                double sum = sum(v, 1 << i, 1 << j, weights);
                pairs[active[i]][active[j]] = sum;
                pairs[active[j]][active[i]] = sum;
            }
        }
        return new Interactions(index, players.features.names(), pairs, alone, game.evaluations());
    }

    private static double sum(double[] v, int i, int j, double[] weights) {
        double sum = 0;
        for (int s = 0; s < v.length; s++) {
            if ((s & (i | j)) == 0) {
                sum += weights[Integer.bitCount(s)] * (v[s | i | j] - v[s | i] - v[s | j] + v[s]);
            }
        }
        return sum;
    }

    private static double[] weights(InteractionIndex index, int n) {
        double[] weights = new double[Math.max(0, n - 1)];
        double binomial = 1;
        for (int s = 0; s < weights.length; s++) {
            // binomial(n - 2, s) for SHAPLEY, binomial(n - 1, s) for SHAPLEY_TAYLOR
            weights[s] = index == InteractionIndex.SHAPLEY ? 1 / ((n - 1) * binomial) : 2 / (n * binomial);
            int top = index == InteractionIndex.SHAPLEY ? n - 2 : n - 1;
            binomial = binomial * (top - s) / (s + 1);
        }
        return weights;
    }

    /** Which index it is. */
    public InteractionIndex index() {
        return index;
    }

    /** The features, in order. */
    public List<String> names() {
        return names;
    }

    /** The interaction of two different features, in the units of the prediction; symmetric, 0 for a feature itself. */
    public double pair(int first, int second) {
        return pairs[first][second];
    }

    /** What a feature alone adds to the base value. */
    public double alone(int feature) {
        return alone[feature];
    }

    /** How many rows were predicted, not counting the background. */
    public long evaluations() {
        return evaluations;
    }
}
