package dev.clv.explain.shapley;

import dev.clv.explain.internal.BatchPredictor;
import java.util.function.IntFunction;

/**
 * Makes and predicts masked rows: background rows in which some columns are unmasked, which means that their values
 * come from the explained row. A masked row has whatever form the predictor takes. Holds buffers, so it belongs to one
 * explanation.
 */
interface Masker {

    /** How many numbers a masked row has. */
    int width();

    /** How many masked rows are predicted at once. */
    int capacity();

    /** How many masked rows were predicted so far. */
    long evaluations();

    /** Whether unmasking a column can make a difference. */
    boolean differs(int backgroundRow, int column);

    /** Writes a background row, in which every column is masked. */
    void mask(int backgroundRow, double[] masked);

    /** Unmasks columns that were masked. */
    void unmask(int backgroundRow, int[] columns, double[] masked);

    /** Predicts masked rows as they are written. */
    double[] predict(int count, BatchPredictor.RowWriter writer);

    /**
     * Predicts the masked rows of all coalitions but none and all, for some background rows one after the other, in the
     * order of the coalitions' indices: bit k says that the columns of player k are unmasked.
     *
     * @param from the first background row
     * @param to behind the last one
     * @param players each a set of columns, by background row
     */
    double[] predictCoalitions(int from, int to, IntFunction<int[][]> players);

    /** How many coalitions are neither none nor all of some players. */
    static int innerCoalitions(int players) {
        return Math.max(0, (1 << players) - 2);
    }

    /** The same for several background rows together. */
    static int innerCoalitions(int from, int to, IntFunction<int[][]> players) {
        int count = 0;
        for (int b = from; b < to; b++) {
            count += innerCoalitions(players.apply(b).length);
        }
        return count;
    }
}
