package dev.clv.explain.shapley;

import java.util.List;

/** The interactions of every pair of features for one row, exact or with standard errors. Immutable and thread-safe. */
public final class Interactions {

    private final InteractionIndex index;
    private final List<String> names;
    private final double[][] pairs;
    private final double[][] errors;
    private final double[] alone;
    private final double baseValue;
    private final double prediction;
    private final String method;
    private final long evaluations;

    /** Of a game, after all its predictions. The arrays become its own. */
    Interactions(
            InteractionIndex index,
            String how,
            Game game,
            Players players,
            double[][] pairs,
            double[][] errors,
            double[] alone) {
        this.index = index;
        this.names = players.features.names();
        this.pairs = pairs;
        this.errors = errors;
        this.alone = alone;
        baseValue = game.value(0, game.backgroundPredictions);
        prediction = game.prediction();
        method = how + (index == InteractionIndex.SHAPLEY ? " Shapley interactions" : " Shapley-Taylor interactions");
        evaluations = game.evaluations();
    }

    /** From the values of all coalitions of the active features; all others interact with nothing. */
    static Interactions exact(InteractionIndex index, Game game, Players players) {
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
        double[][] errors = new double[players.size()][players.size()];
        return new Interactions(index, "exact", game, players, pairs, errors, alone);
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

    /** The standard error of {@link #pair}; 0 when it is exact. */
    public double standardError(int first, int second) {
        return errors[first][second];
    }

    /**
     * How exact all pairs are together: the root of the sum of their squared standard errors, relative to that of their
     * interactions; 0 when they are exact, infinite when all interactions are 0 but not all errors.
     */
    public double relativeError() {
        return relativeError(pairs, errors);
    }

    static double relativeError(double[][] pairs, double[][] errors) {
        double error = 0;
        double size = 0;
        for (int i = 0; i < pairs.length; i++) {
            for (int j = 0; j < i; j++) {
                error += errors[i][j] * errors[i][j];
                size += pairs[i][j] * pairs[i][j];
            }
        }
        return error == 0 ? 0 : Math.sqrt(error) / Math.sqrt(size);
    }

    /** What a feature alone adds to the base value; always exact. */
    public double alone(int feature) {
        return alone[feature];
    }

    /** The background's mean prediction, on the scale of the link. */
    public double baseValue() {
        return baseValue;
    }

    /** The row's prediction, on the scale of the link. */
    public double prediction() {
        return prediction;
    }

    /** How they were computed, for example {@code "exact Shapley interactions"}. */
    public String method() {
        return method;
    }

    /** How many rows were predicted, not counting the background. */
    public long evaluations() {
        return evaluations;
    }
}
