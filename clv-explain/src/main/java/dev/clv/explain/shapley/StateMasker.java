package dev.clv.explain.shapley;

import dev.clv.explain.AdditivePredictor;
import dev.clv.explain.Background;
import dev.clv.explain.internal.BatchPredictor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Masked rows as states of an {@link AdditivePredictor}: unmasking a column is one addition, and no row is ever
 * written.
 */
final class StateMasker implements Masker {

    /** Long enough for loops over states, and few enough for a second-level cache to hold states of any usual size. */
    private static final int CAPACITY = 128;

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
    private final double[] zeros;
    // Sums over the sets of either half of the players, for one background row.
    private final List<double[]> first = new ArrayList<>();
    private final List<double[]> second = new ArrayList<>();

    StateMasker(double[] row, Encoded background) {
        function = background.function;
        this.row = function.encode(row);
        this.background = background;
        batch = new StateBatch(function, CAPACITY);
        zeros = new double[function.stateSize()];
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
    public void mask(int backgroundRow, double[] masked) {
        double[] state = background.states[backgroundRow];
        System.arraycopy(state, 0, masked, 0, state.length);
    }

    @Override
    public void unmask(int backgroundRow, int[] columns, double[] masked) {
        for (int column : columns) {
            function.replace(column, background.rows[backgroundRow], row, masked);
        }
    }

    @Override
    public double[] predict(int count, BatchPredictor.RowWriter writer) {
        batch.begin(count);
        for (int i = 0; i < count; i++) {
            writer.write(i, batch.next());
        }
        return batch.finish();
    }

    /** By halves: given the sums over all subsets of either half of the players, every coalition is one addition. */
    @Override
    public double[] predictCoalitions(int from, int to, IntFunction<int[][]> players) {
        batch.begin(Masker.innerCoalitions(from, to, players));
        for (int b = from; b < to; b++) {
            int[][] own = players.apply(b);
            int half = own.length / 2;
            int lows = 1 << half;
            int highs = 1 << (own.length - half);
            sums(b, own, 0, half, background.states[b], first);
            sums(b, own, half, own.length, zeros, second);
            for (int s = 1; s < lows * highs - 1; s++) {
                add(first.get(s & (lows - 1)), second.get(s >> half), batch.next());
            }
        }
        return batch.finish();
    }

    private static void add(double[] a, double[] b, double[] sum) {
        for (int h = 0; h < sum.length; h++) {
            sum[h] = a[h] + b[h];
        }
    }

    /** The sums over all sets of some players; {@code sums} grows as needed. */
    private void sums(int backgroundRow, int[][] players, int from, int to, double[] start, List<double[]> sums) {
        for (int s = 0; s < 1 << (to - from); s++) {
            if (s == sums.size()) {
                sums.add(new double[start.length]);
            }
            double[] smaller = s == 0 ? start : sums.get(s & (s - 1));
            System.arraycopy(smaller, 0, sums.get(s), 0, start.length);
            if (s > 0) {
                unmask(backgroundRow, players[from + Integer.numberOfTrailingZeros(s)], sums.get(s));
            }
        }
    }
}
