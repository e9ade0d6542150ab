package dev.clv.explain.shapley;

import java.util.Arrays;
import java.util.Random;

/**
 * Kernel SHAP within a budget: by the definition if every coalition can be predicted, and otherwise by a regression on
 * a sample of coalitions of the players that are seen to act.
 */
final class KernelShap {

    private final Game game;
    private final Players players;
    private final Random random;

    /** For one row. */
    KernelShap(Game game, Players players, Random random) {
        this.game = game;
        this.players = players;
        this.random = random;
    }

    /**
     * The values.
     *
     * @param budget how many predictions to make
     * @param targetError the relative error at which to stop; 0 for the whole budget
     */
    Estimate compute(long budget, double targetError) {
        int[] active = players.active(game);
        if (isEnumerable(active, firstLook(active, affordable(budget, 1), targetError))) {
            // The definition gives the same without the rounding of a linear system.
            return new ExactValues(game, players, active).compute();
        }
        NullPlayers screen = new NullPlayers(game, columns(active));
        long least = leastSample(active.length) * 2L * game.backgroundSize();
        int[] acting = screen.acting(Math.min(budget / 8, budget - game.evaluations() - least), random);
        int[] left = Arrays.stream(acting).map(k -> active[k]).toArray();
        long pairs = affordable(budget, game.evaluations());
        if (left.length < active.length && isEnumerable(left, firstLook(left, pairs, targetError))) {
            double[] values = new ExactValues(game, players, left).compute().values();
            return estimate(values, new double[players.size()], active, left, screen.error());
        }
        double[] single = Arrays.stream(acting).mapToDouble(screen::target).toArray();
        KernelRegression regression = new KernelRegression(game, columns(left), single, random);
        // The pairs of size one are predicted already.
        Estimate sampled = regression(regression, left, pairs + left.length, targetError);
        return estimate(sampled.values(), sampled.errors(), active, left, screen.error());
    }

    /**
     * An estimate in which the features that were not seen to act have an error, and no other feature's is 0: the
     * values of the others are those of a game without them.
     */
    private static Estimate estimate(double[] values, double[] errors, int[] active, int[] left, double unseen) {
        int idle = active.length - left.length;
        double others = Math.sqrt(idle) * unseen;
        double[] all = errors.clone();
        for (int player : active) {
            all[player] = unseen;
        }
        for (int player : left) {
            all[player] = errors[player] > 0 ? errors[player] : others;
        }
        return new Estimate(values, all, all);
    }

    /** How many pairs the regression draws at least: two of every size except one. */
    private static long leastSample(int players) {
        return 2L * (players / 2 - 1);
    }

    private Estimate regression(KernelRegression regression, int[] left, long affordable, double targetError) {
        long pairs = firstLook(left, affordable, targetError);
        Estimate estimate = regression.extend(pairs);
        while (pairs < affordable && estimate.relativeError() > targetError) {
            // The error is looked at after every fourth of what is done, as for walks.
            pairs = Math.min(affordable, pairs + Math.max(1, pairs / 4));
            estimate = regression.extend(pairs);
        }
        double[] values = new double[players.size()];
        double[] errors = new double[players.size()];
        for (int k = 0; k < left.length; k++) {
            values[left[k]] = estimate.values()[k];
            errors[left[k]] = estimate.errors()[k];
        }
        return new Estimate(values, errors, errors);
    }

    /** How many pairs of coalitions what is left of the budget allows. */
    private long affordable(long budget, long spent) {
        return Math.max(0, budget - spent) / (2L * game.backgroundSize());
    }

    private static long firstLook(int[] left, long affordable, double targetError) {
        return targetError == 0 ? affordable : Math.min(affordable, 4L * left.length);
    }

    private boolean isEnumerable(int[] left, long pairs) {
        return left.length <= CoalitionValues.MAX_PLAYERS
                && new CoalitionSample(Math.max(2, left.length), random).isCompleteWith(pairs);
    }

    private int[][] columns(int[] left) {
        return Arrays.stream(left).mapToObj(p -> players.columns[p]).toArray(int[][]::new);
    }
}
