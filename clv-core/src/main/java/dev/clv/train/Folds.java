package dev.clv.train;

import dev.clv.features.FeatureMatrix;
import dev.clv.internal.CustomerFolds;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Shares out rows over folds by customer, so that all rows of a customer, at whatever cutoff, are in one fold.
 *
 * <p>Customers are dealt in the order of a seeded hash of their id: folds differ by one customer at most, and which
 * fold a customer is in does not depend on the order of the rows.
 */
final class Folds {

    private final int count;
    private final int[] foldOfRow;

    private Folds(int count, int[] foldOfRow) {
        this.count = count;
        this.foldOfRow = foldOfRow;
    }

    /** Needs at least as many customers as folds. */
    static Folds of(FeatureMatrix rows, int count, long seed) {
        Map<String, Integer> fold = CustomerFolds.deal(
                IntStream.range(0, rows.rows()).mapToObj(rows::customer).toList(), count, seed);
        int[] foldOfRow = new int[rows.rows()];
        Arrays.setAll(foldOfRow, row -> fold.getOrDefault(rows.customer(row), 0));
        return new Folds(count, foldOfRow);
    }

    int count() {
        return count;
    }

    /** The rows of the fold, ascending. */
    int[] inside(int fold) {
        return IntStream.range(0, foldOfRow.length)
                .filter(row -> foldOfRow[row] == fold)
                .toArray();
    }

    /** The rows of all other folds, ascending. */
    int[] outside(int fold) {
        return IntStream.range(0, foldOfRow.length)
                .filter(row -> foldOfRow[row] != fold)
                .toArray();
    }
}
