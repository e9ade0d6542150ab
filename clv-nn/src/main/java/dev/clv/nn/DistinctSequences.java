package dev.clv.nn;

import dev.clv.nn.sequence.SequenceShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/**
 * Which rows hold the same sequence, bit for bit, so that it is read once: explanations ask for thousands of rows that
 * differ in their plain columns alone.
 */
final class DistinctSequences {

    private final int[] ofRow;
    private final List<Integer> firstRows = new ArrayList<>();

    private DistinctSequences(int rows) {
        ofRow = new int[rows];
    }

    /** @param rows (n, C + 1 + T F). Not modified. */
    static DistinctSequences of(SequenceShape shape, DMatrixRMaj rows) {
        DistinctSequences distinct = new DistinctSequences(rows.numRows);
        Map<Slice, Integer> numbers = new HashMap<>();
        for (int row = 0; row < rows.numRows; row++) {
            int begin = row * rows.numCols;
            // What is no length is refused by the layer that reads it.
            double length = rows.data[begin + shape.lengthColumn()];
            int width = length >= 0 && length <= shape.steps() ? shape.width((int) length) : shape.width();
            Slice slice = new Slice(rows.data, begin + shape.lengthColumn(), begin + width);
            Integer next = numbers.size();
            Integer known = numbers.putIfAbsent(slice, next);
            if (known == null) {
                distinct.firstRows.add(row);
            }
            distinct.ofRow[row] = known == null ? next : known;
        }
        return distinct;
    }

    /** The length of a sequence and its tokens. */
    private record Slice(double[] numbers, int from, int to) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Slice slice
                    && Arrays.equals(numbers, from, to, slice.numbers, slice.from, slice.to);
        }

        @Override
        public int hashCode() {
            int hash = 1;
            for (int i = from; i < to; i++) {
                hash = 31 * hash + Double.hashCode(numbers[i]);
            }
            return hash;
        }
    }

    /** How many different sequences there are. */
    int count() {
        return firstRows.size();
    }

    /** The first row that holds a sequence. */
    int firstRow(int sequence) {
        return firstRows.get(sequence);
    }

    /** The sequence that a row holds. */
    int of(int row) {
        return ofRow[row];
    }
}
