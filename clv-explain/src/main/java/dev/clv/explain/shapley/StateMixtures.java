package dev.clv.explain.shapley;

import dev.clv.explain.AdditivePredictor;
import dev.clv.explain.Background;
import dev.clv.explain.BatchPredictor;
import java.util.function.IntFunction;

/** Mixtures as states of an {@link AdditivePredictor}: to know a column is one addition, and no row is ever written. */
final class StateMixtures implements Mixtures {

    /** Few enough for a first-level cache to hold the states of usual widths, and whole vector registers. */
    private static final int CAPACITY = 64;

    /** 2^6 coalitions fill a batch in one sweep; with few players that is worth a first half larger than the second. */
    private static final int SWEEP = 6;

    /** The background as the predictor encodes it, once for all explanations. Immutable. */
    static final class Encoded {

        private final AdditivePredictor function;
        private final double[][] rows;
        private final double[][] states;

        Encoded(AdditivePredictor function, Background background) {
            this.function = function;
            rows = new double[background.size()][];
            states = new double[background.size()][function.stateSize()];
            double[] row = new double[background.columns()];
            for (int b = 0; b < rows.length; b++) {
                background.copyRow(b, row);
                rows[b] = function.encode(row);
                function.state(rows[b], states[b]);
            }
        }
    }

    private final AdditivePredictor function;
    private final double[] row;
    private final Encoded background;
    private final StateBatch batch;

    StateMixtures(double[] row, Encoded background) {
        function = background.function;
        this.row = function.encode(row);
        this.background = background;
        batch = new StateBatch(function, CAPACITY);
    }

    @Override
    public int width() {
        return function.stateSize();
    }

    @Override
    public int capacity() {
        return CAPACITY;
    }

    @Override
    public long evaluations() {
        return batch.evaluations();
    }

    @Override
    public boolean differs(int backgroundRow, int column) {
        return function.differs(column, background.rows[backgroundRow], row);
    }

    @Override
    public void begin(int backgroundRow, double[] mixture) {
        double[] state = background.states[backgroundRow];
        System.arraycopy(state, 0, mixture, 0, state.length);
    }

    @Override
    public void reveal(int backgroundRow, int[] columns, double[] mixture) {
        for (int column : columns) {
            function.replace(column, background.rows[backgroundRow], row, mixture);
        }
    }

    @Override
    public double[] predict(int count, BatchPredictor.RowWriter writer) {
        double[] state = new double[width()];
        batch.begin(count);
        for (int i = 0; i < count; i++) {
            writer.write(i, state);
            batch.add(state);
        }
        return batch.finish();
    }

    /**
     * By split halves: with all sums over either half of the players at hand, every coalition is one addition of two. The sums over
     * the first half lie unit by unit, so that its coalitions are added to one of the second half in one sweep.
     */
    @Override
    public double[] predictCoalitions(int from, int to, IntFunction<int[][]> players) {
        batch.begin(Mixtures.innerCoalitions(from, to, players));
        for (int b = from; b < to; b++) {
            int[][] own = players.apply(b);
            int low = Math.max(own.length / 2, Math.min(own.length, SWEEP));
            double[][] first = transposed(sums(b, own, 0, low, background.states[b]));
            double[][] second = sums(b, own, low, own.length, new double[width()]);
            for (int high = 0; high < second.length; high++) {
                int start = high == 0 ? 1 : 0;
                int end = (1 << low) - (high == second.length - 1 ? 1 : 0);
                batch.add(first, start, end, second[high]);
            }
        }
        return batch.finish();
    }

    private double[][] sums(int backgroundRow, int[][] players, int from, int to, double[] start) {
        double[][] sums = new double[1 << (to - from)][];
        sums[0] = start;
        for (int s = 1; s < sums.length; s++) {
            sums[s] = sums[s & (s - 1)].clone();
            reveal(backgroundRow, players[from + Integer.numberOfTrailingZeros(s)], sums[s]);
        }
        return sums;
    }

    private static double[][] transposed(double[][] sums) {
        double[][] units = new double[sums[0].length][sums.length];
        for (int h = 0; h < units.length; h++) {
            for (int s = 0; s < sums.length; s++) {
                units[h][s] = sums[s][h];
            }
        }
        return units;
    }
}
