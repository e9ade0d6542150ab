package dev.clv.nn;

import org.ejml.data.DMatrixRMaj;
import org.ejml.data.ReshapeMatrix;
import org.jspecify.annotations.Nullable;

/** The rules for matrices handed in: the right shape and finite numbers. */
final class Rows {

    private static final String TRAINED_ON = "; hand in the columns that the network was trained on, in their order";
    private static final String SAME_ROWS = "; hand in the offsets of the same rows";

    private Rows() {}

    static DMatrixRMaj matrix(String name, double[][] rows, int columns) {
        DMatrixRMaj matrix = new DMatrixRMaj(rows.length, columns);
        for (int i = 0; i < rows.length; i++) {
            checkRow(name, rows[i], columns, i);
            System.arraycopy(rows[i], 0, matrix.data, i * columns, columns);
        }
        return matrix;
    }

    static void checkRow(String name, double[] row, int columns, int index) {
        checkLength(name, row.length, columns, index);
        for (int j = 0; j < columns; j++) {
            if (!Double.isFinite(row[j])) {
                throw nonFinite(name, index, j, row[j]);
            }
        }
    }

    static void checkLength(String name, int length, int columns, int index) {
        if (length != columns) {
            throw new IllegalArgumentException(
                    name + " must have " + columns + " columns, row " + index + " has " + length + TRAINED_ON);
        }
    }

    static void checkColumns(String name, ReshapeMatrix matrix, int columns) {
        if (matrix.getNumCols() != columns) {
            throw new IllegalArgumentException(name + " must have " + columns + " columns, was " + matrix.getNumRows()
                    + " x " + matrix.getNumCols() + TRAINED_ON);
        }
    }

    static void check(String name, DMatrixRMaj matrix, int columns) {
        checkColumns(name, matrix, columns);
        for (int i = 0; i < matrix.numRows * columns; i++) {
            if (!Double.isFinite(matrix.data[i])) {
                throw nonFinite(name, i / columns, i % columns, matrix.data[i]);
            }
        }
    }

    static @Nullable DMatrixRMaj offsets(NetworkSpec spec, double @Nullable [][] offsets, int rows) {
        if (offsets == null) {
            return null;
        }
        if (offsets.length != rows) {
            throw new IllegalArgumentException(
                    "offsets must have one row per input row, " + rows + ", has " + offsets.length + SAME_ROWS);
        }
        return matrix("offsets", offsets, spec.offsetOutputs().size());
    }

    static void checkOffsets(NetworkSpec spec, @Nullable DMatrixRMaj offsets, int rows) {
        int needed = spec.offsetOutputs().size();
        if (offsets == null) {
            if (needed > 0) {
                throw new IllegalArgumentException(
                        "the network takes " + needed + " offset(s) per row, none were given; hand in offsets");
            }
            return;
        }
        if (offsets.numRows != rows) {
            throw new IllegalArgumentException(
                    "offsets must have one row per input row, " + rows + ", has " + offsets.numRows + SAME_ROWS);
        }
        check("offsets", offsets, needed);
    }

    /** For a number that is not finite, or too large for float. */
    static IllegalArgumentException beyond(int row, int column, double value, float limit) {
        if (!Double.isFinite(value)) {
            return nonFinite("inputs", row, column, value);
        }
        return new IllegalArgumentException("inputs must be of magnitude at most " + limit + " in float, row " + row
                + " column " + column + " is " + value + "; scale the column, or predict in double");
    }

    private static IllegalArgumentException nonFinite(String name, int row, int column, double value) {
        return new IllegalArgumentException(name + " must be finite, row " + row + " column " + column + " is " + value
                + "; impute or drop it first");
    }
}
