package dev.clv.explain.shapley;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The value of every coalition of a game's players, from predictions of every distinct row. Bit i of a coalition's
 * index says whether player i is in it.
 *
 * <p>A player whose columns equal those of a background row changes nothing there, so for this background row only the
 * coalitions of the other players are predicted.
 */
final class CoalitionValues {

    /** 2^20 coalitions: 8 MiB of values. */
    static final int MAX_PLAYERS = 20;

    private final Game game;
    private final int[][] players;
    /** For every background row, the players that differ from it. */
    private final int[][] differing;

    CoalitionValues(Game game, int[][] players) {
        this.game = game;
        this.players = players;
        differing = new int[game.backgroundSize()][];
        Arrays.setAll(
                differing,
                b -> IntStream.range(0, players.length)
                        .filter(p -> game.differs(b, players[p]))
                        .toArray());
    }

    /** How many rows {@link #compute()} would predict; the row itself and the background rows are known. */
    double cost() {
        double cost = 0;
        for (int[] own : differing) {
            cost += Math.max(0, Math.scalb(1.0, own.length) - 2);
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
        int from = 0;
        while (from < differing.length) {
            // As many background rows share a batch as fill it.
            int to = from;
            int count = 0;
            while (to < differing.length && count < game.masker().capacity()) {
                count += inner(to++);
            }
            double[] predictions = game.masker().predictCoalitions(from, to, this::differingColumns);
            int offset = 0;
            for (int b = from; b < to; b++) {
                add(b, predictions, offset, index, values);
                offset += inner(b);
            }
            from = to;
        }
        Arrays.setAll(values, s -> game.link(values[s]));
        return values;
    }

    private int inner(int backgroundRow) {
        return Masker.innerCoalitions(differing[backgroundRow].length);
    }

    private int[][] differingColumns(int backgroundRow) {
        return Arrays.stream(differing[backgroundRow]).mapToObj(p -> players[p]).toArray(int[][]::new);
    }

    /** Adds a background row's part to every coalition's mean; {@code index} is scratch space of the same length. */
    private void add(int backgroundRow, double[] predictions, int offset, int[] index, double[] values) {
        int[] own = differing[backgroundRow];
        int[] bitOf = new int[players.length];
        for (int k = 0; k < own.length; k++) {
            bitOf[own[k]] = 1 << k;
        }
        int all = (1 << own.length) - 1;
        double weight = game.weight(backgroundRow);
        double allMasked = weight * game.backgroundPrediction(backgroundRow);
        double noneMasked = weight * game.rowPrediction();
        for (int s = 0; s < values.length; s++) {
            int coalition = s == 0 ? 0 : index[s & (s - 1)] | bitOf[Integer.numberOfTrailingZeros(s)];
            index[s] = coalition;
            if (coalition == 0) {
                values[s] += allMasked;
            } else {
                values[s] += coalition == all ? noneMasked : weight * predictions[offset + coalition - 1];
            }
        }
    }
}
