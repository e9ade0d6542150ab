package dev.clv.nn;

import org.ejml.data.DMatrixRMaj;
import org.ejml.data.ReshapeMatrix;
import org.jspecify.annotations.Nullable;

/**
 * The rules for inputs and offsets handed in: the right shape and finite numbers. Nothing is allocated for rows that
 * keep them.
 */
final class Rows {

    private static final String IMPUTE = "; impute or drop it first";
    private static final String SAME_ROWS = "; hand in the offsets of the same rows";

    private Rows() {}

    static DMatrixRMaj matrix(NetworkSpec spec, double[][] rows) {
        DMatrixRMaj matrix = new DMatrixRMaj(rows.length, spec.inputs());
        for (int i = 0; i < rows.length; i++) {
            checkRow(spec, rows[i], i);
            System.arraycopy(rows[i], 0, matrix.data, i * spec.inputs(), spec.inputs());
        }
        return matrix;
    }

    static void checkRow(NetworkSpec spec, double[] row, int index) {
        checkLength(spec, row.length, index);
        for (int j = 0; j < row.length; j++) {
            if (!Double.isFinite(row[j])) {
                throw nonFinite(spec, index, j, row[j]);
            }
        }
    }

    static void checkLength(NetworkSpec spec, int length, int index) {
        if (length != spec.inputs()) {
            throw wrongShape(spec, "row " + index + " has " + length);
        }
    }

    static void checkColumns(NetworkSpec spec, ReshapeMatrix matrix) {
        if (matrix.getNumCols() != spec.inputs()) {
            throw wrongShape(spec, "was " + matrix.getNumRows() + " x " + matrix.getNumCols());
        }
    }

    static void check(NetworkSpec spec, DMatrixRMaj matrix) {
        checkColumns(spec, matrix);
        int columns = spec.inputs();
        for (int i = 0; i < matrix.numRows * columns; i++) {
            if (!Double.isFinite(matrix.data[i])) {
                throw nonFinite(spec, i / columns, i % columns, matrix.data[i]);
            }
        }
    }

    static @Nullable DMatrixRMaj offsets(NetworkSpec spec, double @Nullable [][] offsets, int rows) {
        if (offsets == null) {
            return null;
        }
        checkOffsetRows(offsets.length, rows);
        int columns = spec.offsetOutputs().size();
        DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < rows; i++) {
            checkOffsetColumns(spec, offsets[i].length);
            System.arraycopy(offsets[i], 0, matrix.data, i * columns, columns);
        }
        return matrix;
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
        checkOffsetRows(offsets.numRows, rows);
        checkOffsetColumns(spec, offsets.numCols);
        for (int i = 0; i < rows * needed; i++) {
            if (!Double.isFinite(offsets.data[i])) {
                throw new IllegalArgumentException("offsets must be finite, row " + i / needed + " to raw output "
                        + spec.offsetOutputs().get(i % needed) + " is " + offsets.data[i] + IMPUTE);
            }
        }
    }

    private static void checkOffsetRows(int given, int rows) {
        if (given != rows) {
            throw new IllegalArgumentException(
                    "offsets must have one row per input row, " + rows + ", has " + given + SAME_ROWS);
        }
    }

    private static void checkOffsetColumns(NetworkSpec spec, int given) {
        if (given != spec.offsetOutputs().size()) {
            throw new IllegalArgumentException("offsets must be one per row for each of raw outputs "
                    + spec.offsetOutputs() + ", a row has " + given + "; hand them in in that order");
        }
    }

    /** For a number that is not finite, or too large for float. */
    static IllegalArgumentException beyond(NetworkSpec spec, int row, int column, double value, float limit) {
        if (!Double.isFinite(value)) {
            return nonFinite(spec, row, column, value);
        }
        return new IllegalArgumentException(inputs(spec) + " must be of magnitude at most " + limit + " in float, row "
                + row + " " + spec.inputLabel(column) + " is " + value + "; scale the column, or predict in double");
    }

    private static IllegalArgumentException nonFinite(NetworkSpec spec, int row, int column, double value) {
        return new IllegalArgumentException(
                inputs(spec) + " must be finite, row " + row + " " + spec.inputLabel(column) + " is " + value + IMPUTE);
    }

    private static IllegalArgumentException wrongShape(NetworkSpec spec, String found) {
        return new IllegalArgumentException(inputs(spec) + " must have " + spec.inputs() + " columns, " + found
                + "; hand in the columns that the network was trained on, in their order" + columns(spec));
    }

    /** A sequence has too many columns to name them all. */
    private static String columns(NetworkSpec spec) {
        return spec.sequence()
                .map(shape -> ": " + shape + ", and the length")
                .orElse(spec.inputNames().isEmpty() ? "" : ": " + spec.inputNames());
    }

    private static String inputs(NetworkSpec spec) {
        return "inputs of layer '" + spec.layerNames().get(0) + "'";
    }
}
