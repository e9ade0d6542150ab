package dev.clv.explain.shapley;

/** The interactions of every pair of features by their definition, from the values of all coalitions. */
final class ExactInteractions {

    private ExactInteractions() {}

    /** The interactions of the active features; the others interact with none. */
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
        double[][] errors = new double[players.size()][players.size()];
        return Interactions.of(index, "exact", game, players, pairs, errors, alone);
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
}
