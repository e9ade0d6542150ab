package dev.clv.explain.shapley;

import dev.clv.explain.BatchPredictor;

/**
 * Rows between a background row and the explained row, in whatever form they are predicted: some columns are known, which means
 * from the explained row, and the others come from the background row. Holds buffers, so it belongs to one explanation.
 */
interface Mixtures {

    /** How many numbers a mixture has. */
    int width();

    /** Predicts mixtures and counts them. */
    BatchPredictor predictor();

    /** Whether it can make a difference to know a column. */
    boolean differs(int backgroundRow, int column);

    /** Writes the mixture in which no column is known. */
    void begin(int backgroundRow, double[] mixture);

    /** Makes columns known that were not. */
    void reveal(int backgroundRow, int[] columns, double[] mixture);

    /** The mixtures of every coalition of these players, each a set of columns. */
    Coalitions coalitions(int backgroundRow, int[][] players);

    /** Mixtures by coalition. Not thread-safe. */
    @FunctionalInterface
    interface Coalitions {

        /** Writes the mixture in which the columns of the coalition's players are known; bit k stands for player k. */
        void write(int coalition, double[] mixture);
    }
}
