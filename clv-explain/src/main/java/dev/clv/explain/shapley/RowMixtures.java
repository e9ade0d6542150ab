package dev.clv.explain.shapley;

import dev.clv.explain.Background;
import dev.clv.explain.BatchPredictor;

/** Mixtures as plain rows, for any predictor. */
final class RowMixtures implements Mixtures {

    private final double[] row;
    private final Background background;
    private final BatchPredictor predictor;

    RowMixtures(double[] row, Background background, BatchPredictor predictor) {
        this.row = row;
        this.background = background;
        this.predictor = predictor;
    }

    @Override
    public int width() {
        return row.length;
    }

    @Override
    public BatchPredictor predictor() {
        return predictor;
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
    public Coalitions coalitions(int backgroundRow, int[][] players) {
        double[] current = new double[row.length];
        background.copyRow(backgroundRow, current);
        return new Coalitions() {
            private int before;

            @Override
            public void write(int coalition, double[] mixture) {
                // Coalitions come in the order of their index, so that two changes are enough on average.
                for (int changed = coalition ^ before; changed != 0; changed &= changed - 1) {
                    int k = Integer.numberOfTrailingZeros(changed);
                    boolean known = (coalition >> k & 1) == 1;
                    for (int column : players[k]) {
                        current[column] = known ? row[column] : background.value(backgroundRow, column);
                    }
                }
                before = coalition;
                System.arraycopy(current, 0, mixture, 0, current.length);
            }
        };
    }
}
