package dev.clv.nn.check;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/** Matrices whose data are longer than their shape, so that a write beyond the shape is detected. */
final class Margins {

    private static final int MARGIN = 3;
    private static final double MARK = 1234.5;

    private Margins() {}

    /** A matrix full of one number, with a margin of another. */
    static DMatrixRMaj filled(int rows, int columns, double value) {
        DMatrixRMaj matrix = new DMatrixRMaj(1, rows * columns + MARGIN);
        Arrays.fill(matrix.data, MARK);
        matrix.reshape(rows, columns);
        matrix.fill(value);
        return matrix;
    }

    /** A copy of a matrix, with a margin. */
    static DMatrixRMaj copy(DMatrixRMaj original) {
        DMatrixRMaj matrix = filled(original.numRows, original.numCols, 0);
        System.arraycopy(original.data, 0, matrix.data, 0, original.getNumElements());
        return matrix;
    }

    /** Whether a matrix still has this shape and its margin. */
    static boolean areIntact(DMatrixRMaj matrix, int rows, int columns) {
        boolean intact =
                matrix.numRows == rows && matrix.numCols == columns && matrix.data.length == rows * columns + MARGIN;
        for (int i = rows * columns; intact && i < matrix.data.length; i++) {
            intact = matrix.data[i] == MARK;
        }
        return intact;
    }

    /** Whether two matrices have the same shape and the same bits. */
    static boolean areEqual(DMatrixRMaj a, DMatrixRMaj b) {
        int n = a.getNumElements();
        return a.numRows == b.numRows && a.numCols == b.numCols && Arrays.equals(a.data, 0, n, b.data, 0, n);
    }
}
