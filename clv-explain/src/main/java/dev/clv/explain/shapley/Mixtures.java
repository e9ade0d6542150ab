package dev.clv.explain.shapley;

import dev.clv.explain.internal.BatchPredictor;
import java.util.function.IntFunction;

/**
 * Rows between a background row and the explained row, in whatever form they are predicted: some columns are known,
 * which means from the explained row, and the others come from the background row. Holds buffers, so it belongs to one
 * explanation.
 */
interface Mixtures {

    /** How many numbers a mixture has. */
    int width();

    /** How many mixtures are predicted at once. */
    int capacity();

    /** How many mixtures were predicted so far. */
    long evaluations();

    /** Whether it can make a difference to know a column. */
    boolean differs(int backgroundRow, int column);

    /** Writes the mixture in which no column is known. */
    void begin(int backgroundRow, double[] mixture);

    /** Makes columns known that were not. */
    void reveal(int backgroundRow, int[] columns, double[] mixture);

    /** Predicts mixtures as they are written. */
    double[] predict(int count, BatchPredictor.RowWriter writer);

    /**
     * Predicts the mixtures of all coalitions but none and all, for some background rows one after the other, in the
     * order of the coalitions' indices: bit k says that the columns of player k are known.
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
