package dev.clv.explain.shapley;

import dev.clv.explain.AdditivePredictor;
import dev.clv.explain.Background;
import dev.clv.explain.BatchPredictor;

/** Mixtures as states of an {@link AdditivePredictor}: to know a column is one addition, and no row is ever written. */
final class StateMixtures implements Mixtures {

    /** 2^15 values, 256 KiB: a batch stays in the second-level cache. */
    private static final int MOST_VALUES = 1 << 15;

    private static final int FEWEST_ROWS = 64;

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
    private final BatchPredictor predictor;

    StateMixtures(double[] row, Encoded background) {
        function = background.function;
        this.row = function.encode(row);
        this.background = background;
        int size = function.stateSize();
        predictor = new BatchPredictor(function.newStateFunction(), size, Math.max(FEWEST_ROWS, MOST_VALUES / size));
    }

    @Override
    public int width() {
        return function.stateSize();
    }

    @Override
    public BatchPredictor predictor() {
        return predictor;
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

    /** Split halves: with all sums over either half of the players at hand, every coalition is one addition of two. */
    @Override
    public Coalitions coalitions(int backgroundRow, int[][] players) {
        int low = players.length / 2;
        double[][] first = sums(backgroundRow, players, 0, low, background.states[backgroundRow]);
        double[][] second = sums(backgroundRow, players, low, players.length, new double[width()]);
        int mask = (1 << low) - 1;
        return (coalition, mixture) -> {
            double[] a = first[coalition & mask];
            double[] b = second[coalition >>> low];
            for (int i = 0; i < a.length; i++) {
                mixture[i] = a[i] + b[i];
            }
        };
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
}
