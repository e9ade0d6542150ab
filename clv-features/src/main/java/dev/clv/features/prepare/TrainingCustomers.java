package dev.clv.features.prepare;

import dev.clv.features.FeatureMatrix;
import dev.clv.features.Privacy;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoublePredicate;

/**
 * Whose the training rows are.
 *
 * @param ofRow the customer of each row, numbered from 0 in order of appearance
 * @param count how many different customers there are
 */
record TrainingCustomers(int[] ofRow, int count) {

    static TrainingCustomers of(FeatureMatrix training) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] ofRow = new int[training.rows()];
        for (int row = 0; row < ofRow.length; row++) {
            ofRow[row] = numbers.computeIfAbsent(training.customer(row), customer -> numbers.size());
        }
        return new TrainingCustomers(ofRow, numbers.size());
    }

    /** Whether there are so few that a preparation cannot but tell of them; no model is made of so few. */
    boolean areFew() {
        return count < Privacy.MIN_CUSTOMERS;
    }

    /** Whether enough different customers have such a value for it to be learned; always true if all are few. */
    boolean areEnough(double[] column, DoublePredicate value) {
        if (areFew()) {
            return true;
        }
        BitSet having = new BitSet(count);
        for (int row = 0; row < column.length; row++) {
            if (value.test(column[row])) {
                having.set(ofRow[row]);
            }
        }
        return having.cardinality() >= Privacy.MIN_CUSTOMERS;
    }
}
