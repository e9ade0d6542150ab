package dev.clv.explain.shapley;

import dev.clv.explain.Background;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.internal.BatchPredictor;
import java.util.BitSet;
import java.util.function.IntFunction;

/** Masked rows as plain rows, for any predictor. */
final class RowMasker implements Masker {

    private final double[] row;
    private final Background background;
    private final BatchPredictor predictor;

    RowMasker(double[] row, Background background, PredictFunction function) {
        this.row = row;
        this.background = background;
        predictor = new BatchPredictor(function::predict, row.length);
    }

    @Override
    public int width() {
        return row.length;
    }

    @Override
    public int capacity() {
        return predictor.capacity();
    }

    @Override
    public long evaluations() {
        return predictor.evaluations();
    }

    @Override
    public boolean differs(int backgroundRow, int column) {
        return !background.hasValue(backgroundRow, column, row[column]);
    }

    @Override
    public void mask(int backgroundRow, double[] masked) {
        background.copyRow(backgroundRow, masked);
    }

    @Override
    public void unmask(int backgroundRow, int[] columns, double[] masked) {
        for (int column : columns) {
            masked[column] = row[column];
        }
    }

    /**
     * Writes a background row in which some players are unmasked.
     *
     * @param players each a set of columns
     * @param members whether those in the coalition are unmasked, or all others
     */
    void unmask(int backgroundRow, int[][] players, BitSet coalition, boolean members, double[] masked) {
        mask(backgroundRow, masked);
        for (int p = 0; p < players.length; p++) {
            if (coalition.get(p) == members) {
                unmask(backgroundRow, players[p], masked);
            }
        }
    }

    /** Predicts the explained row itself. */
    double predictRow() {
        return predictor.predict(row);
    }

    @Override
    public double[] predict(int count, BatchPredictor.RowWriter writer) {
        return predictor.predict(count, writer);
    }

    @Override
    public double[] predictCoalitions(int from, int to, IntFunction<int[][]> players) {
        return predict(Masker.innerCoalitions(from, to, players), new CoalitionWriter(from, players));
    }

    private final class CoalitionWriter implements BatchPredictor.RowWriter {

        private final IntFunction<int[][]> playersOf;
        private final double[] current = new double[row.length];
        private int backgroundRow;
        private int[][] players;
        private int coalition;

        CoalitionWriter(int from, IntFunction<int[][]> playersOf) {
            this.playersOf = playersOf;
            backgroundRow = from;
            players = playersOf.apply(from);
            mask(from, current);
        }

        @Override
        public void write(int index, double[] target) {
            while (coalition == Masker.innerCoalitions(players.length)) {
                mask(++backgroundRow, current);
                players = playersOf.apply(backgroundRow);
                coalition = 0;
            }
            int before = coalition++;
            for (int changed = coalition ^ before; changed != 0; changed &= changed - 1) {
                int k = Integer.numberOfTrailingZeros(changed);
                boolean unmasked = (coalition >> k & 1) == 1;
                for (int column : players[k]) {
                    current[column] = unmasked ? row[column] : background.value(backgroundRow, column);
                }
            }
            System.arraycopy(current, 0, target, 0, current.length);
        }
    }
}
