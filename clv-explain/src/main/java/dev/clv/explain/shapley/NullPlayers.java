package dev.clv.explain.shapley;

import dev.clv.explain.internal.Unseen;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Finds null players, which change no prediction, before Kernel SHAP draws its sample: a regression gives them 0 only
 * within its error, the definition exactly.
 *
 * <p>Every player joins the empty coalition and leaves the full one, against every background row; these predictions
 * are those of the coalitions of size one and their complements, which the regression needs anyway. Players that
 * changed none then change sides in random coalitions of a uniform size, a separate one for every background row.
 * Predictions are compared row by row, not on average: a player that changes one of them acts.
 *
 * <p>A player that matters in a share p of contexts, a context being a coalition and a background row, but neither
 * alone nor as the last one, is missed with probability (1 - p)^c after c contexts.
 */
final class NullPlayers {

    private static final int FEWEST_CONTEXTS = 16;
    private static final int MOST_CONTEXTS = 1_024;

    private final Game game;
    private final int[][] players;
    private final boolean[] acts;
    private final double[] targets;
    private double lowest;
    private double highest;
    private long contexts;

    /** Tries the players of a game, at least 2, each a set of columns, alone and as the last one. */
    NullPlayers(Game game, int[][] players) {
        this.game = game;
        this.players = players;
        acts = new boolean[players.length];
        targets = new double[players.length];
        lowest = game.rowPrediction();
        highest = game.rowPrediction();
        for (int b = 0; b < game.backgroundSize(); b++) {
            meet(game.backgroundPrediction(b));
        }
        firstAndLast();
    }

    private void meet(double prediction) {
        lowest = Math.min(lowest, prediction);
        highest = Math.max(highest, prediction);
    }

    /**
     * The standard error of the value 0 of a player that was not seen to act.
     *
     * <p>Where it acts, its effect is taken to be the whole range of the predictions that were made. The error is 0
     * only if all of these were the same.
     */
    double error() {
        return Unseen.standardError(game.range(lowest, highest), contexts);
    }

    /** Half the difference of the values of a player alone and of all the others. */
    double target(int player) {
        return targets[player];
    }

    private void firstAndLast() {
        int size = game.backgroundSize();
        BitSet[] single = new BitSet[players.length];
        Arrays.setAll(single, p -> new BitSet(players.length));
        IntStream.range(0, single.length).forEach(p -> single[p].set(p));
        double[] predictions = game.rows()
                .predict(
                        Math.multiplyExact(2 * size, players.length),
                        (i, row) ->
                                game.rows().unmask(i % size, players, single[i / (2 * size)], i / size % 2 == 0, row));
        Arrays.stream(predictions).forEach(this::meet);
        for (int p = 0; p < players.length; p++) {
            int at = 2 * p * size;
            double[] alone = Arrays.copyOfRange(predictions, at, at + size);
            double[] others = Arrays.copyOfRange(predictions, at + size, at + 2 * size);
            targets[p] = (game.value(0, alone) - game.value(0, others)) / 2;
            for (int b = 0; b < size; b++) {
                acts[p] |= alone[b] != game.backgroundPrediction(b) || others[b] != game.rowPrediction();
            }
        }
    }

    /**
     * The players that were seen to act, ascending. If none was, although the row's prediction is not that of every
     * background row, then some player must act, and all of them are returned.
     *
     * @param budget how many predictions random coalitions may take, in whole rounds of the background; but every
     *     player in doubt is tried in at least 16 contexts, and in at most 1,024 up to whole rounds
     */
    int[] acting(long budget, Random random) {
        int[] idle = idle();
        long affordable = budget / ((idle.length + 1L) * game.backgroundSize());
        long rounds = Math.max(rounds(FEWEST_CONTEXTS), Math.min(rounds(MOST_CONTEXTS), affordable));
        for (long round = 0; round < rounds && idle.length > 0; round++) {
            changeSides(idle, random);
            idle = idle();
        }
        if (idle.length == players.length
                && IntStream.range(0, game.backgroundSize())
                        .anyMatch(b -> game.backgroundPrediction(b) != game.rowPrediction())) {
            Arrays.fill(acts, true);
        }
        return IntStream.range(0, acts.length).filter(p -> acts[p]).toArray();
    }

    private int rounds(int contexts) {
        return (contexts + game.backgroundSize() - 1) / game.backgroundSize();
    }

    private int[] idle() {
        return IntStream.range(0, acts.length).filter(p -> !acts[p]).toArray();
    }

    /**
     * Compares the prediction of a random coalition, one for every background row, with the predictions after each of
     * some players has changed sides.
     */
    private void changeSides(int[] some, Random random) {
        int size = game.backgroundSize();
        BitSet[] coalitions = new BitSet[size];
        Arrays.setAll(coalitions, b -> CoalitionSample.random(players.length, random));
        int each = some.length + 1;
        double[] predictions = game.rows().predict(Math.multiplyExact(each, size), (i, row) -> {
            int b = i / each;
            BitSet coalition = coalitions[b];
            if (i % each == 0) {
                game.rows().unmask(b, players, coalition, true, row);
            } else {
                int player = some[i % each - 1];
                coalition.flip(player);
                game.rows().unmask(b, players, coalition, true, row);
                coalition.flip(player);
            }
        });
        contexts += size;
        for (int i = 0; i < predictions.length; i++) {
            meet(predictions[i]);
            if (i % each > 0) {
                acts[some[i % each - 1]] |= predictions[i] != predictions[i / each * each];
            }
        }
    }
}
