package dev.clv.explain.shapley;

import dev.clv.explain.internal.BatchPredictor;
import dev.clv.explain.internal.Unseen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shapley values by antithetic permutation walks (Mitchell, Cooper, Frank, Holmes, "Sampling permutations for Shapley
 * value estimation", JMLR 2022), with a separate order for every stratum of the background.
 *
 * <p>Under the identity link the game is the mean of one game per background row, so every background row is a stratum
 * and the cost of a walk does not depend on the size of the background. Other links need the mean prediction at every
 * step, so the whole background is one stratum. In a walk features join one by one, in an order and in its reverse, so
 * that it adds up to the prediction less that of the stratum. The first two rounds are one walk in every stratum. From
 * then on a stratum is walked the less often, down to every eighth round, the nearer its weighted prediction is to that
 * of the row: walks that have little to share out hardly differ (Neyman's optimal allocation, 1934, with the difference
 * of predictions in place of the unknown spread). What is known before the first walk decides, so that estimates stay
 * unbiased.
 *
 * <p>The standard errors follow from the spread of walks within a stratum over rounds; the spread between background
 * rows is not an error. Where walks show no spread at all, an effect may have been overlooked: see {@link Unseen}. Only
 * a stratum in which at most two features differ is known exactly, since an order and its reverse are all orders of
 * two.
 */
final class PermutationWalks implements Rounds {

    private static final double SMALLEST_RATE = 1.0 / 8;

    private static final class Walk {

        final int stratum;
        final int[] order;

        Walk(int stratum, int[] order) {
            this.stratum = stratum;
            this.order = order;
        }
    }

    private final Game game;
    private final Players players;
    private final Orders orders;
    private final int strata;
    private final int rowsPerStratum;
    /** Per stratum, how many walks a round has, at most 1. */
    private final double[] rates;

    private final long[] costs; // of a walk per stratum
    private final boolean[][] differs;
    private final int[] differing;
    /** Per stratum, whether walks are a sample of the orders of the features that differ, of three or more. */
    private final boolean[] sampled;

    /** Per stratum, of what features and then groups add, over rounds. */
    private final AntitheticMoments[] moments;

    /** The lowest and the highest prediction that was made. */
    private double lowest;

    private double highest;

    PermutationWalks(Game game, Players players, Orders orders) {
        this.game = game;
        this.players = players;
        this.orders = orders;
        int rows = game.backgroundSize();
        strata = game.strata();
        rowsPerStratum = rows / strata;
        differs = new boolean[rows][players.size()];
        differing = new int[rows];
        for (int b = 0; b < rows; b++) {
            for (int p = 0; p < players.size(); p++) {
                differs[b][p] = game.differs(b, players.columns[p]);
                differing[b] += differs[b][p] ? 1 : 0;
            }
        }
        int tracked = players.size() + players.groupCount();
        moments = new AntitheticMoments[strata];
        Arrays.setAll(moments, s -> new AntitheticMoments(tracked));
        sampled = new boolean[strata];
        for (int s = 0; s < strata; s++) {
            int stratum = s;
            sampled[s] = IntStream.range(0, players.size())
                            .filter(p -> takesPart(stratum, p))
                            .count()
                    > 2;
        }
        rates = rates();
        costs = new long[strata];
        Arrays.setAll(costs, this::costOfWalk);
        lowest = game.rowPrediction();
        highest = game.rowPrediction();
        meet(game.backgroundPredictions(0, rows));
    }

    private void meet(double[] predictions) {
        for (double prediction : predictions) {
            lowest = Math.min(lowest, prediction);
            highest = Math.max(highest, prediction);
        }
    }

    private double[] rates() {
        double[] rates = new double[strata];
        double largest = 0;
        for (int s = 0; s < strata && strata > 1; s++) {
            rates[s] = game.weight(s) * Math.abs(game.rowPrediction() - game.backgroundPrediction(s));
            largest = Math.max(largest, rates[s]);
        }
        for (int s = 0; s < strata; s++) {
            rates[s] = largest > 0 ? Math.max(SMALLEST_RATE, rates[s] / largest) : 1;
        }
        return rates;
    }

    private boolean isWalked(int stratum, int round) {
        return round < FEWEST
                || Math.floor((round + 1) * rates[stratum]) > Math.max(FEWEST, Math.floor(round * rates[stratum]));
    }

    @Override
    public long costOfRound(int round) {
        long cost = 0;
        for (int s = 0; s < strata; s++) {
            cost += isWalked(s, round) ? costs[s] : 0;
        }
        return cost;
    }

    /** A batch holds as many walks as fill it. */
    @Override
    public void walk(int from, int to) {
        int capacity = game.masker().capacity();
        List<Walk> batch = new ArrayList<>();
        long pending = 0;
        for (int round = from; round < to; round++) {
            for (int s = 0; s < strata; s++) {
                if (!isWalked(s, round)) {
                    continue;
                }
                batch.add(new Walk(s, orders.next()));
                pending += costs[s];
                // Walks against rows that hardly differ cost nothing, but do take memory.
                if (pending >= capacity || batch.size() >= capacity) {
                    run(batch, pending);
                    batch.clear();
                    pending = 0;
                }
            }
        }
        run(batch, pending);
    }

    private long costOfWalk(int stratum) {
        long cost = 0;
        for (int b = stratum * rowsPerStratum; b < (stratum + 1) * rowsPerStratum; b++) {
            cost += 2L * Math.max(0, differing[b] - 1);
        }
        return cost;
    }

    private void run(List<Walk> walks, long cost) {
        double[] predictions = game.masker().predict(Math.toIntExact(cost), new StepWriter(walks));
        meet(predictions);
        int offset = 0;
        for (Walk walk : walks) {
            double[][] added = new double[2][players.size() + players.groupCount()];
            for (int direction = 0; direction < 2; direction++) {
                offset = read(walk, direction, predictions, offset, added[direction]);
                addUpGroups(added[direction]);
            }
            moments[walk.stratum].add(added[0], added[1]);
        }
    }

    /** Adds what every feature adds along one direction of a walk; returns the offset behind its predictions. */
    private int read(Walk walk, int direction, double[] predictions, int offset, double[] added) {
        int from = walk.stratum * rowsPerStratum;
        double[] current = game.backgroundPredictions(from, rowsPerStratum);
        int[] next = new int[rowsPerStratum];
        int[] end = new int[rowsPerStratum];
        int behind = offset;
        for (int i = 0; i < rowsPerStratum; i++) {
            next[i] = behind;
            behind += Math.max(0, differing[from + i] - 1);
            end[i] = behind;
        }
        double value = game.value(from, current);
        for (int k = 0; k < walk.order.length; k++) {
            int player = walk.order[direction == 0 ? k : walk.order.length - 1 - k];
            boolean changed = false;
            for (int i = 0; i < rowsPerStratum; i++) {
                if (differs[from + i][player]) {
                    int step = next[i]++;
                    current[i] = step == end[i] ? game.rowPrediction() : predictions[step];
                    changed = true;
                }
            }
            if (changed) {
                double before = value;
                value = game.value(from, current);
                added[player] += value - before;
            }
        }
        return behind;
    }

    private void addUpGroups(double[] added) {
        for (int p = 0; p < players.size(); p++) {
            added[players.size() + players.groupOf[p]] += added[p];
        }
    }

    /** By the spread of walks alone: what none of them showed does not tell when there are enough. */
    @Override
    public double relativeError() {
        return estimate(false).relativeError();
    }

    /** The estimate after at least two rounds. */
    Estimate estimate() {
        return estimate(true);
    }

    private Estimate estimate(boolean withUnseen) {
        double[] values = new double[players.size() + players.groupCount()];
        double[] errors = new double[values.length];
        for (int s = 0; s < strata; s++) {
            double weight = strata == 1 ? 1 : game.weight(s);
            for (int i = 0; i < values.length; i++) {
                values[i] += weight * moments[s].mean(i);
                errors[i] += weight * weight * moments[s].variance(i);
            }
        }
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.sqrt(errors[i]);
            if (withUnseen && errors[i] == 0) {
                errors[i] = unseen(i);
            }
        }
        return new Estimate(
                Arrays.copyOf(values, players.size()),
                Arrays.copyOf(errors, players.size()),
                Arrays.copyOfRange(errors, players.size(), errors.length));
    }

    /** The standard error of a feature or a group whose walks showed no spread. */
    private double unseen(int index) {
        Unseen unseen = new Unseen();
        for (int s = 0; s < strata; s++) {
            if (sampled[s] && takesPart(s, index)) {
                unseen.add(strata == 1 ? 1 : game.weight(s));
            }
        }
        int fewest =
                Arrays.stream(moments).mapToInt(AntitheticMoments::rounds).min().orElseThrow();
        return unseen.ofParts(game.range(lowest, highest), 2.0 * fewest);
    }

    /** Whether a feature, or any feature of a group, differs from any background row of a stratum. */
    private boolean takesPart(int stratum, int index) {
        int[] some = index < players.size() ? new int[] {index} : players.featuresOf[index - players.size()];
        return IntStream.range(stratum * rowsPerStratum, (stratum + 1) * rowsPerStratum)
                .anyMatch(b -> Arrays.stream(some).anyMatch(p -> differs[b][p]));
    }

    /** Writes the masked rows of walks, walk by walk, direction by direction. */
    private final class StepWriter implements BatchPredictor.RowWriter {

        private final List<Walk> walks;
        private final double[] current = new double[game.masker().width()];
        private int walk;
        private int direction;
        private int backgroundRow = -1;
        private int stepsLeft;
        private int position;

        StepWriter(List<Walk> walks) {
            this.walks = walks;
        }

        @Override
        public void write(int index, double[] target) {
            while (stepsLeft == 0) {
                nextBackgroundRow();
            }
            int[] order = walks.get(walk).order;
            int player;
            do {
                player = order[direction == 0 ? position : order.length - 1 - position];
                position++;
            } while (!differs[backgroundRow][player]);
            game.masker().unmask(backgroundRow, players.columns[player], current);
            stepsLeft--;
            System.arraycopy(current, 0, target, 0, current.length);
        }

        private void nextBackgroundRow() {
            int from = walks.get(walk).stratum * rowsPerStratum;
            if (backgroundRow < 0) {
                backgroundRow = from;
            } else if (++backgroundRow == from + rowsPerStratum) {
                direction = 1 - direction;
                walk += direction == 0 ? 1 : 0;
                backgroundRow = walks.get(walk).stratum * rowsPerStratum;
            }
            game.masker().mask(backgroundRow, current);
            stepsLeft = Math.max(0, differing[backgroundRow] - 1);
            position = 0;
        }
    }
}
