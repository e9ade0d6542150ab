package dev.clv.explain.shapley;

import dev.clv.explain.internal.BatchPredictor;
import dev.clv.explain.internal.RandomOrder;
import dev.clv.explain.internal.Unseen;
import java.util.Arrays;
import java.util.Random;

/**
 * Pairwise interactions by permutation walks. For a pair i, j and a coalition S without them, let d(S) = v(S + i + j) -
 * v(S + i) - v(S + j) + v(S). If S is the set of features before the first of the pair in a random order, the mean of
 * d(S) over orders is the Shapley-Taylor index (Sundararajan, Dhamdhere, Agarwal, "The Shapley Taylor interaction
 * index", 2020). One order serves all pairs, since for each of them S is a beginning of the order: it needs n (n + 1) /
 * 2 - 1 predictions for n (n - 1) / 2 pairs.
 *
 * <p>A beginning of s features precedes a pair with probability 2 (n - 1 - s) / (n (n - 1)). The same walk from the
 * other side, in which features of the row are masked instead of unmasked, gives d(S) for the S of all features except
 * the pair and those before it. This S has s features with probability 2 (s + 1) / (n (n - 1)). In the mean of both
 * walks every size is equally likely, which is the Shapley interaction index (Grabisch, Roubens, "An axiomatic approach
 * to the concept of interaction among players in cooperative games", 1999).
 *
 * <p>A round is therefore two walks per stratum: for Shapley-Taylor an order and its reverse, for Shapley an order from
 * both sides. Strata and standard errors are those of {@link PermutationWalks}, where a difference of four values is at
 * most twice the range of predictions. A feature that equals the background row is left out: neither index depends on
 * features that add nothing.
 */
final class InteractionWalks implements Rounds {

    /** The background rows from {@code from} on, and the features that differ from any of them. */
    private static final class Stratum {

        final int from;
        final int[] features;
        /** The contributions of every pair, over rounds. */
        final AntitheticMoments moments;
        /** The contribution of every feature alone, with which every walk begins. */
        final double[] alone;

        Stratum(int from, int[] features) {
            this.from = from;
            this.features = features;
            moments = new AntitheticMoments(pairs());
            alone = new double[features.length];
        }

        /** How many coalitions a walk needs beyond none and all. */
        int coalitions() {
            int n = features.length;
            return n == 0 ? 0 : n * (n + 1) / 2 - 1;
        }

        int pairs() {
            return features.length * (features.length - 1) / 2;
        }

        static int pair(int a, int b) {
            int high = Math.max(a, b);
            return high * (high - 1) / 2 + Math.min(a, b);
        }
    }

    private final InteractionIndex index;
    private final Game game;
    private final Players players;
    private final Random random;
    private final int rows;
    private final Stratum[] strata;

    /** The lowest and the highest prediction that was made. */
    private double lowest;

    private double highest;

    InteractionWalks(InteractionIndex index, Game game, Players players, Random random) {
        this.index = index;
        this.game = game;
        this.players = players;
        this.random = random;
        strata = new Stratum[game.strata()];
        rows = game.backgroundSize() / strata.length;
        Arrays.setAll(strata, s -> new Stratum(s * rows, differing(s * rows)));
        lowest = game.rowPrediction();
        highest = game.rowPrediction();
        meet(game.backgroundPredictions(0, game.backgroundSize()));
    }

    private void meet(double[] predictions) {
        for (double prediction : predictions) {
            lowest = Math.min(lowest, prediction);
            highest = Math.max(highest, prediction);
        }
    }

    private int[] differing(int from) {
        int[] features = new int[players.size()];
        int count = 0;
        for (int p = 0; p < features.length; p++) {
            boolean differs = false;
            for (int b = from; b < from + rows; b++) {
                differs |= game.differs(b, players.columns[p]);
            }
            if (differs) {
                features[count++] = p;
            }
        }
        return Arrays.copyOf(features, count);
    }

    @Override
    public long costOfRound(int round) {
        long cost = 0;
        for (Stratum stratum : strata) {
            cost += 2L * rows * stratum.coalitions();
        }
        return cost;
    }

    @Override
    public void walk(int from, int to) {
        for (int r = from; r < to; r++) {
            for (Stratum stratum : strata) {
                round(stratum);
            }
        }
    }

    private void round(Stratum stratum) {
        int n = stratum.features.length;
        int[] order = RandomOrder.of(n, random);
        int[] second = order;
        if (index == InteractionIndex.SHAPLEY_TAYLOR) {
            second = new int[n];
            for (int k = 0; k < n; k++) {
                second[k] = order[n - 1 - k];
            }
        }
        double[] first = walk(stratum, order, false);
        stratum.moments.add(first, walk(stratum, second, index == InteractionIndex.SHAPLEY));
    }

    /**
     * What every pair adds in one order.
     *
     * @param masking whether the row's features are masked one by one, instead of unmasked
     */
    private double[] walk(Stratum stratum, int[] order, boolean masking) {
        double[] added = new double[stratum.pairs()];
        int n = order.length;
        double none = game.value(stratum.from, game.backgroundPredictions(stratum.from, rows));
        double start = masking ? game.prediction() : none;
        double end = masking ? none : game.prediction();
        double[] predictions =
                game.rows().predict(rows * stratum.coalitions(), new CoalitionWriter(stratum, order, masking));
        meet(predictions);
        // The values after the first k features of the order were moved and feature l as well; before, the same for
        // k - 1.
        double[] both = new double[n];
        double[] bothBefore = new double[n];
        double moved = start;
        double movedBefore = start;
        int offset = 0;
        for (int k = 0; k < n; k++) {
            for (int l = k; l < n; l++) {
                both[l] = k == n - 1 ? end : game.value(stratum.from, predictions, offset, rows);
                offset += rows;
            }
            for (int l = 0; l < n && k == 0 && !masking; l++) {
                stratum.alone[order[l]] = both[l] - start;
            }
            for (int l = k; l < n && k > 0; l++) {
                double beyond = (both[l] - moved) - (bothBefore[l] - movedBefore);
                added[Stratum.pair(order[k - 1], order[l])] += beyond;
            }
            System.arraycopy(both, k, bothBefore, k, n - k);
            movedBefore = moved;
            moved = both[k];
        }
        return added;
    }

    private double weight(Stratum stratum) {
        return strata.length == 1 ? 1 : game.weight(stratum.from);
    }

    /** By the spread of walks alone, as for values. */
    @Override
    public double relativeError() {
        return interactions(errors()).relativeError();
    }

    Interactions interactions() {
        double[][] errors = errors();
        for (int i = 0; i < errors.length; i++) {
            for (int j = 0; j < i; j++) {
                if (errors[i][j] == 0) {
                    errors[i][j] = unseen(i, j);
                    errors[j][i] = errors[i][j];
                }
            }
        }
        return interactions(errors);
    }

    private Interactions interactions(double[][] errors) {
        return Interactions.of(index, "permutation walks,", game, players, means(), errors, alone());
    }

    /** The standard error of a pair whose walks showed no spread. */
    private double unseen(int i, int j) {
        int exact = index == InteractionIndex.SHAPLEY ? 3 : 2;
        Unseen unseen = new Unseen();
        for (Stratum stratum : strata) {
            boolean both = Arrays.stream(stratum.features)
                            .filter(p -> p == i || p == j)
                            .count()
                    == 2;
            if (both && stratum.features.length > exact) {
                unseen.add(weight(stratum));
            }
        }
        return unseen.ofParts(2 * game.range(lowest, highest), 2.0 * strata[0].moments.rounds());
    }

    private double[] alone() {
        double[] alone = new double[players.size()];
        for (Stratum stratum : strata) {
            for (int a = 0; a < stratum.features.length; a++) {
                alone[stratum.features[a]] += weight(stratum) * stratum.alone[a];
            }
        }
        return alone;
    }

    private double[][] means() {
        return pairs((stratum, pair) -> weight(stratum) * stratum.moments.mean(pair));
    }

    private double[][] errors() {
        double[][] errors = pairs((stratum, pair) -> {
            double weight = weight(stratum);
            return weight * weight * stratum.moments.variance(pair);
        });
        for (double[] row : errors) {
            Arrays.setAll(row, j -> Math.sqrt(row[j]));
        }
        return errors;
    }

    private interface OfPair {
        double of(Stratum stratum, int pair);
    }

    /** Sums over strata, by the features' own numbers. */
    private double[][] pairs(OfPair part) {
        double[][] pairs = new double[players.size()][players.size()];
        for (Stratum stratum : strata) {
            for (int a = 0; a < stratum.features.length; a++) {
                for (int c = 0; c < a; c++) {
                    int first = stratum.features[a];
                    int second = stratum.features[c];
                    pairs[first][second] += part.of(stratum, Stratum.pair(a, c));
                    pairs[second][first] = pairs[first][second];
                }
            }
        }
        return pairs;
    }

    /**
     * Writes the rows of one walk: beginnings of the order, each with every later feature, against each background row.
     */
    private final class CoalitionWriter implements BatchPredictor.RowWriter {

        private final Stratum stratum;
        private final int[] order;
        private final boolean masking;
        private int beginning;
        private int besides;
        private int row;

        CoalitionWriter(Stratum stratum, int[] order, boolean masking) {
            this.stratum = stratum;
            this.order = order;
            this.masking = masking;
        }

        @Override
        public void write(int number, double[] target) {
            game.rows().mask(stratum.from + row, target);
            for (int k = 0; k < order.length; k++) {
                boolean moved = k < beginning || k == besides;
                if (moved != masking) {
                    game.rows().unmask(stratum.from + row, players.columns[stratum.features[order[k]]], target);
                }
            }
            row = (row + 1) % rows;
            if (row == 0 && ++besides == order.length) {
                besides = ++beginning;
            }
        }
    }
}
