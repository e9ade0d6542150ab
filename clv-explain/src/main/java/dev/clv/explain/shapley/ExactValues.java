package dev.clv.explain.shapley;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shapley values by their definition, and Owen values for grouped features (G. Owen, "Values of games with a priori
 * unions", 1977): within a group, features join in any order while every other group is there as a whole or not at all.
 *
 * <p>An Owen value only needs, for each group, the game of that group's features and the other groups as single
 * players.
 */
final class ExactValues {

    /** One group's part: its active features come first among the players, then the other active groups. */
    private static final class Part {

        final int[] features;
        final CoalitionValues game;
        final int otherGroups;

        Part(int[] features, CoalitionValues game, int otherGroups) {
            this.features = features;
            this.game = game;
            this.otherGroups = otherGroups;
        }
    }

    private final Players players;
    private final List<Part> parts = new ArrayList<>();

    ExactValues(Game game, Players players) {
        this.players = players;
        if (!players.isGrouped()) {
            parts.add(part(game, players.active(game), List.of()));
            return;
        }
        int[][] whole = new int[players.groupCount()][];
        int[][] active = new int[players.groupCount()][];
        for (int g = 0; g < whole.length; g++) {
            whole[g] = players.groups.members(g);
            active[g] = Arrays.stream(players.featuresOf[g])
                    .filter(p -> game.isActive(players.columns[p]))
                    .toArray();
        }
        for (int g = 0; g < whole.length; g++) {
            List<int[]> others = new ArrayList<>();
            for (int h = 0; h < whole.length; h++) {
                if (h != g && active[h].length > 0) {
                    others.add(whole[h]);
                }
            }
            if (active[g].length > 0) {
                parts.add(part(game, active[g], others));
            }
        }
    }

    /** The values of some features, each a player, if all others add nothing. */
    ExactValues(Game game, Players players, int[] features) {
        this.players = players;
        parts.add(part(game, features, List.of()));
    }

    private Part part(Game game, int[] features, List<int[]> others) {
        int[][] columns = new int[features.length + others.size()][];
        for (int k = 0; k < features.length; k++) {
            columns[k] = players.columns[features[k]];
        }
        for (int k = 0; k < others.size(); k++) {
            columns[features.length + k] = others.get(k);
        }
        return new Part(features, new CoalitionValues(game, columns), others.size());
    }

    /** Whether enumeration stays within its limit of players and within a number of predictions. */
    boolean isFeasible(long budget) {
        double cost = 0;
        for (Part part : parts) {
            if (part.features.length + part.otherGroups > CoalitionValues.MAX_PLAYERS) {
                return false;
            }
            cost += part.game.cost();
        }
        return cost <= (double) budget;
    }

    Estimate compute() {
        double[] values = new double[players.size()];
        for (Part part : parts) {
            double[] v = part.game.compute();
            double[] inner = weights(part.features.length);
            double[] outer = weights(part.otherGroups + 1);
            for (int k = 0; k < part.features.length; k++) {
                values[part.features[k]] = value(v, k, part.features.length, inner, outer);
            }
        }
        return new Estimate(values, new double[players.size()], new double[players.groupCount()]);
    }

    private static double value(double[] v, int player, int features, double[] inner, double[] outer) {
        int bit = 1 << player;
        double sum = 0;
        for (int s = 0; s < v.length; s++) {
            if ((s & bit) == 0) {
                int together = Integer.bitCount(s & ((1 << features) - 1));
                int groups = Integer.bitCount(s >>> features);
                sum += inner[together] * outer[groups] * (v[s | bit] - v[s]);
            }
        }
        return sum;
    }

    /** The probability that exactly a given coalition of s out of n - 1 others comes before a player: s!(n-1-s)!/n!. */
    private static double[] weights(int n) {
        double[] weights = new double[n];
        double binomial = 1;
        for (int s = 0; s < n; s++) {
            weights[s] = 1 / (n * binomial);
            binomial = binomial * (n - 1 - s) / (s + 1);
        }
        return weights;
    }
}
