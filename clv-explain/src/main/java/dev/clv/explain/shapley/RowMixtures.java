package dev.clv.explain.shapley;

import dev.clv.explain.Background;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.internal.BatchPredictor;
import java.util.function.IntFunction;

/** Mixtures as plain rows, for any predictor. */
final class RowMixtures implements Mixtures {

    private final double[] row;
    private final Background background;
    private final BatchPredictor predictor;

    RowMixtures(double[] row, Background background, PredictFunction function) {
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
    public void begin(int backgroundRow, double[] mixture) {
        background.copyRow(backgroundRow, mixture);
    }

    @Override
    public void reveal(int backgroundRow, int[] columns, double[] mixture) {
        for (int column : columns) {
            mixture[column] = row[column];
        }
    }

    @Override
    public double[] predict(int count, BatchPredictor.RowWriter writer) {
        return predictor.predict(count, writer);
    }

    @Override
    public double[] predictCoalitions(int from, int to, IntFunction<int[][]> players) {
        return predict(Mixtures.innerCoalitions(from, to, players), new CoalitionWriter(from, players));
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
            begin(from, current);
        }

        @Override
        public void write(int index, double[] target) {
            while (coalition == Mixtures.innerCoalitions(players.length)) {
                begin(++backgroundRow, current);
                players = playersOf.apply(backgroundRow);
                coalition = 0;
            }
            int before = coalition++;
            for (int changed = coalition ^ before; changed != 0; changed &= changed - 1) {
                int k = Integer.numberOfTrailingZeros(changed);
                boolean known = (coalition >> k & 1) == 1;
                for (int column : players[k]) {
                    current[column] = known ? row[column] : background.value(backgroundRow, column);
                }
            }
            System.arraycopy(current, 0, target, 0, current.length);
        }
    }
}
