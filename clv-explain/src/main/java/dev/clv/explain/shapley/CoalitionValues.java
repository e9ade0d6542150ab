package dev.clv.explain.shapley;

import java.util.Arrays;

/**
 * The value of every coalition of a game's players, by prediction of every distinct row. Bit i of a coalition's index
 * says whether player i is in it.
 *
 * <p>A player whose columns equal those of a background row changes nothing there, so that for this background row only
 * the coalitions of the differing players are predicted.
 */
final class CoalitionValues {

    /** 2^20 coalitions: 8 MiB of values. */
    static final int MAX_PLAYERS = 20;

    private final Game game;
    private final int[][] players;

    CoalitionValues(Game game, int[][] players) {
        this.game = game;
        this.players = players;
    }

    /** How many rows {@link #compute()} would predict; the row itself and the background rows are known. */
    double cost() {
        double cost = 0;
        for (int b = 0; b < game.background.size(); b++) {
            cost += Math.max(0, Math.scalb(1.0, differing(b).length) - 2);
        }
        return cost;
    }

    /** The values, 2^players of them. */
    double[] compute() {
        if (players.length > MAX_PLAYERS) {
            throw new IllegalArgumentException("exact values need at most " + MAX_PLAYERS
                    + " players that differ from the background, but there are " + players.length
                    + "; use permutation walks or put columns into groups");
        }
        double[] values = new double[1 << players.length];
        int[] index = new int[values.length];
        for (int b = 0; b < game.background.size(); b++) {
            int[] differing = differing(b);
            double[] predictions = predictions(b, differing);
            int[] bitOf = new int[players.length];
            for (int k = 0; k < differing.length; k++) {
                bitOf[differing[k]] = 1 << k;
            }
            double weight = game.background.weight(b);
            values[0] += weight * predictions[0];
            for (int s = 1; s < values.length; s++) {
                index[s] = index[s & (s - 1)] | bitOf[Integer.numberOfTrailingZeros(s)];
                values[s] += weight * predictions[index[s]];
            }
        }
        Arrays.setAll(values, s -> game.link.apply(values[s]));
        return values;
    }

    private int[] differing(int backgroundRow) {
        int[] differing = new int[players.length];
        int count = 0;
        for (int p = 0; p < players.length; p++) {
            if (game.differs(backgroundRow, players[p])) {
                differing[count++] = p;
            }
        }
        return Arrays.copyOf(differing, count);
    }

    /** Predictions for every coalition of the differing players against one background row. */
    private double[] predictions(int backgroundRow, int[] differing) {
        int coalitions = 1 << differing.length;
        double[] predictions = new double[coalitions];
        predictions[coalitions - 1] = game.rowPrediction;
        predictions[0] = game.backgroundPredictions[backgroundRow];
        if (coalitions > 2) {
            double[] current = new double[game.row.length];
            game.background.copyRow(backgroundRow, current);
            double[] inner = game.predictor.predict(coalitions - 2, (i, target) -> {
                int coalition = i + 1;
                for (int changed = coalition ^ i; changed != 0; changed &= changed - 1) {
                    int k = Integer.numberOfTrailingZeros(changed);
                    boolean known = (coalition >> k & 1) == 1;
                    for (int column : players[differing[k]]) {
                        current[column] = known ? game.row[column] : game.background.value(backgroundRow, column);
                    }
                }
                System.arraycopy(current, 0, target, 0, current.length);
            });
            System.arraycopy(inner, 0, predictions, 1, inner.length);
        }
        return predictions;
    }
}
