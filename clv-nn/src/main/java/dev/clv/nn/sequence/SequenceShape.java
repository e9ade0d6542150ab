package dev.clv.nn.sequence;

import dev.clv.nn.describe.Description;
import org.ejml.data.DMatrixRMaj;

/**
 * How a sequence lies in a row of numbers: C plain columns, then the length L of the sequence, a whole number from 0 to
 * T, then T tokens of F numbers each, <em>newest first</em>. So the k-th last event is always in the same place,
 * cutting a long sequence keeps its newest T events, and the walk of a recurrent layer from the oldest token to the
 * newest ends in the same place for all rows.
 *
 * <pre>
 * | C plain columns | L | token 0, the newest: F numbers | token 1: F numbers | ... | token T - 1: F numbers |
 * </pre>
 *
 * <p>Tokens at or behind L are padding: they may hold any finite numbers, change no bit of any output, and have the
 * gradient 0. Immutable and thread-safe.
 *
 * @param columns C, at least 0
 * @param steps T, at least 1
 * @param features F, at least 1
 */
public record SequenceShape(int columns, int steps, int features) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if columns is negative, steps or features is not positive, or a row would have
     *     more numbers than an {@code int} counts
     */
    public SequenceShape {
        if (columns < 0) {
            throw new IllegalArgumentException("plain columns beside a sequence must be at least 0, was " + columns);
        }
        if (steps < 1) {
            throw new IllegalArgumentException("steps of a sequence must be at least 1, was " + steps);
        }
        if (features < 1) {
            throw new IllegalArgumentException("features of a token must be at least 1, was " + features);
        }
        if (columns + 1 + (long) steps * features > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a row of " + columns + " columns and " + steps + " tokens of "
                    + features + " features is too long; take fewer steps");
        }
    }

    /** The numbers of a row, C + 1 + T F. */
    public int width() {
        return columns + 1 + steps * features;
    }

    /** The numbers of a row that count when its sequence has this length: those before the padding. */
    public int width(int length) {
        return columns + 1 + length * features;
    }

    /** Where in a row the length of the sequence is: C. */
    public int lengthColumn() {
        return columns;
    }

    /**
     * Where in a row a feature of a token is.
     *
     * @param token from 0, the newest, to T - 1
     * @param feature from 0 to F - 1
     */
    public int column(int token, int feature) {
        return columns + 1 + token * features + feature;
    }

    /**
     * The length that a row tells.
     *
     * @param row (C + 1 + T F). Not modified.
     * @throws IllegalArgumentException if it is not a whole number from 0 to T
     */
    public int length(double[] row) {
        return length(row, 0);
    }

    /** The length that a row of a matrix tells. */
    int length(DMatrixRMaj x, int row) {
        return length(x.data, row * x.numCols);
    }

    private int length(double[] numbers, int at) {
        return length(numbers[at + columns]);
    }

    /**
     * The length that this number of the length column tells.
     *
     * @throws IllegalArgumentException if it is not a whole number from 0 to T
     */
    public int length(double length) {
        if (!(length >= 0 && length <= steps && length == (int) length)) {
            throw new IllegalArgumentException("column " + columns
                    + " must hold the length of a sequence, a whole number from 0 to " + steps + ", was " + length
                    + "; cut longer sequences to their newest " + steps + " tokens");
        }
        return (int) length;
    }

    /** The same sequence with other tokens. */
    SequenceShape withFeatures(int newFeatures) {
        return new SequenceShape(columns, steps, newFeatures);
    }

    /** Copies the plain columns of all rows. */
    void copyColumns(DMatrixRMaj from, DMatrixRMaj to) {
        for (int b = 0; b < from.numRows; b++) {
            System.arraycopy(from.data, b * from.numCols, to.data, b * to.numCols, columns);
        }
    }

    /** A description of a layer that reads sequences of this shape. */
    Description describe(String word) {
        return Description.of(word)
                .with("columns", columns)
                .with("steps", steps)
                .with("features", features);
    }

    /** The shape of {@link #describe}. */
    static SequenceShape of(Description description) {
        return new SequenceShape(
                description.whole("columns"), description.whole("steps"), description.whole("features"));
    }

    @Override
    public String toString() {
        return columns + " columns and " + steps + " tokens of " + features + " features";
    }
}
