package dev.clv;

import dev.clv.features.FeatureMatrix;
import dev.clv.features.RowKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of a table in an order that does not depend on the order they came in. */
final class TableRows {

    private TableRows() {}

    /**
     * @param identified whether keys are ids of customers; else rows are told apart by their content alone
     * @throws IllegalArgumentException when a label is negative or not finite
     */
    static LabelledRows of(FeatureMatrix rows, double[] labels, boolean identified) {
        for (int row = 0; row < labels.length; row++) {
            if (!(labels[row] >= 0) || Double.isInfinite(labels[row])) {
                throw new IllegalArgumentException("the label of row " + (row + 1)
                        + " must be zero or more and finite, was " + labels[row] + "; floor values at 0");
            }
        }
        Comparator<Integer> byContent = Comparator.<Integer, double[]>comparing(rows::row, Arrays::compare)
                .thenComparingDouble(row -> labels[row]);
        Comparator<Integer> order = identified
                ? Comparator.<Integer, String>comparing(rows::customer).thenComparing(byContent)
                : byContent;
        int[] sorted = IntStream.range(0, labels.length)
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
        double[] sortedLabels =
                Arrays.stream(sorted).mapToDouble(row -> labels[row]).toArray();
        FeatureMatrix matrix = rows.select(sorted);
        return new LabelledRows(identified ? matrix : numbered(matrix), sortedLabels);
    }

    private static FeatureMatrix numbered(FeatureMatrix matrix) {
        List<RowKey> keys = new ArrayList<>(matrix.rows());
        for (int row = 0; row < matrix.rows(); row++) {
            keys.add(new RowKey(Integer.toString(row + 1), Instant.MAX));
        }
        return FeatureMatrix.of(matrix.schema(), keys, matrix.toArray());
    }
}
