package dev.clv.nn.math;

import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The products of a dense layer on EJML's matrices, in the words of EJML's {@code CommonOps_DDRM}, and several times as
 * fast: "scale rows of the right operand and add them up", in loops that the compiler turns into vector instructions.
 *
 * <p>Every sum runs in the order of its index, whatever the number of rows, so a row gives the same bits alone and in a
 * batch; no switch of {@code EjmlParameters} changes them, as it changes those of EJML's own products.
 *
 * <p>Holds room for repacked operands, which is made when it is first needed and grows with the matrices: products of
 * the same shapes allocate nothing from the second time on. Results must not be operands. Not thread-safe;
 * {@link dev.clv.nn.layer.LayerMemory#products} has one for each pass.
 */
public final class Products {

    /** Below this, repacking the right operand costs more than it saves. */
    private static final int ROWS_WORTH_PACKING = 4;

    // The compiler vectorises the inner loop only when all arrays are indexed by the loop variable alone and few of
    // them are read, hence rows as arrays of their own, and steps of four.
    private double[][] rows = {}; // of the right operand
    private double[][] columns = {};
    private double[] sum = {};

    private boolean constantWeights;
    private @Nullable DMatrixRMaj packed; // what rows hold, if it is known to be the same still

    /** Products without room yet. */
    public Products() {}

    /**
     * From now on, the weights of {@link #multAddWeights} do not change, as those of a trained network, so that they
     * are packed once. Products of a single row are about twice as fast then.
     */
    public void assumeConstantWeights() {
        constantWeights = true;
    }

    /**
     * c = a b.
     *
     * @param a (R, K). Not modified.
     * @param b (K, C). Not modified.
     * @param c (R, C). Overwritten.
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public void mult(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
        c.zero();
        multAdd(a, b, c);
    }

    /**
     * c += a b.
     *
     * @param a (R, K). Not modified.
     * @param b (K, C). Not modified.
     * @param c (R, C). Added to.
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public void multAdd(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
        require(a.numCols == b.numRows && a.numRows == c.numRows && b.numCols == c.numCols, "c += a b", a, b, c);
        if (a.numRows < ROWS_WORTH_PACKING) {
            multAddUnpacked(a, b, c);
            return;
        }
        packRows(b);
        multAddPacked(a, c);
    }

    /**
     * The same for a right operand that is a parameter of the layer.
     *
     * @param a (R, K). Not modified.
     * @param weights (K, C). Not modified.
     * @param c (R, C). Added to.
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public void multAddWeights(DMatrixRMaj a, DMatrixRMaj weights, DMatrixRMaj c) {
        if (!constantWeights) {
            multAdd(a, weights, c);
            return;
        }
        require(
                a.numCols == weights.numRows && a.numRows == c.numRows && weights.numCols == c.numCols,
                "c += a b",
                a,
                weights,
                c);
        if (packed != weights) {
            packRows(weights);
            packed = weights;
        }
        multAddPacked(a, c);
    }

    /** c += a b for the b that was packed last. */
    private void multAddPacked(DMatrixRMaj a, DMatrixRMaj c) {
        int n = c.numCols;
        for (int r = 0; r < a.numRows; r++) {
            System.arraycopy(c.data, r * n, sum, 0, n);
            addScaledRows(sum, n, a.data, r * a.numCols, 1, rows, a.numCols);
            System.arraycopy(sum, 0, c.data, r * n, n);
        }
    }

    private static void multAddUnpacked(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
        int n = c.numCols;
        double[] from = b.data;
        double[] to = c.data;
        for (int r = 0; r < a.numRows; r++) {
            int at = r * n;
            int scale = r * a.numCols;
            int k = 0;
            for (; k <= a.numCols - 4; k += 4) {
                double a0 = a.data[scale + k];
                double a1 = a.data[scale + k + 1];
                double a2 = a.data[scale + k + 2];
                double a3 = a.data[scale + k + 3];
                int b0 = k * n;
                int b1 = b0 + n;
                int b2 = b1 + n;
                int b3 = b2 + n;
                for (int j = 0; j < n; j++) {
                    to[at + j] =
                            to[at + j] + a0 * from[b0 + j] + a1 * from[b1 + j] + a2 * from[b2 + j] + a3 * from[b3 + j];
                }
            }
            for (; k < a.numCols; k++) {
                double a0 = a.data[scale + k];
                for (int j = 0; j < n; j++) {
                    to[at + j] += a0 * from[k * n + j];
                }
            }
        }
    }

    /**
     * c += aᵀ b.
     *
     * @param a (K, R). Not modified.
     * @param b (K, C). Not modified.
     * @param c (R, C). Added to.
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public void multAddTransA(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
        require(a.numRows == b.numRows && a.numCols == c.numRows && b.numCols == c.numCols, "c += aᵀ b", a, b, c);
        packRows(b);
        int n = c.numCols;
        for (int r = 0; r < c.numRows; r++) {
            System.arraycopy(c.data, r * n, sum, 0, n);
            addScaledRows(sum, n, a.data, r, a.numCols, rows, a.numRows);
            System.arraycopy(sum, 0, c.data, r * n, n);
        }
    }

    /**
     * c = a bᵀ.
     *
     * @param a (R, K). Not modified.
     * @param b (C, K). Not modified.
     * @param c (R, C). Overwritten.
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public void multTransB(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
        require(a.numCols == b.numCols && a.numRows == c.numRows && b.numRows == c.numCols, "c = a bᵀ", a, b, c);
        packColumns(b);
        int n = c.numCols;
        for (int r = 0; r < a.numRows; r++) {
            for (int j = 0; j < n; j++) {
                sum[j] = 0;
            }
            addScaledRows(sum, n, a.data, r * a.numCols, 1, columns, a.numCols);
            System.arraycopy(sum, 0, c.data, r * n, n);
        }
    }

    /**
     * c = row, in every row.
     *
     * @param row (1, C). Not modified.
     * @param c (R, C). Overwritten.
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public static void broadcast(DMatrixRMaj row, DMatrixRMaj c) {
        requireRow(row, c);
        for (int r = 0; r < c.numRows; r++) {
            System.arraycopy(row.data, 0, c.data, r * c.numCols, c.numCols);
        }
    }

    /**
     * row += the sum of the rows of a.
     *
     * @param a (R, C). Not modified.
     * @param row (1, C). Added to.
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public static void addRows(DMatrixRMaj a, DMatrixRMaj row) {
        requireRow(row, a);
        for (int r = 0, at = 0; r < a.numRows; r++) {
            for (int j = 0; j < a.numCols; j++, at++) {
                row.data[j] += a.data[at];
            }
        }
    }

    private void packRows(DMatrixRMaj b) {
        packed = null;
        if (rows.length < b.numRows || width(rows) < b.numCols) {
            rows = new double[Math.max(rows.length, b.numRows)][Math.max(width(rows), b.numCols)];
        }
        makeSum(b.numCols);
        for (int k = 0; k < b.numRows; k++) {
            System.arraycopy(b.data, k * b.numCols, rows[k], 0, b.numCols);
        }
    }

    private void packColumns(DMatrixRMaj b) {
        if (columns.length < b.numCols || width(columns) < b.numRows) {
            columns = new double[Math.max(columns.length, b.numCols)][Math.max(width(columns), b.numRows)];
        }
        makeSum(b.numRows);
        for (int k = 0; k < b.numCols; k++) {
            double[] column = columns[k];
            for (int j = 0, from = k; j < b.numRows; j++, from += b.numCols) {
                column[j] = b.data[from];
            }
        }
    }

    private static int width(double[][] packed) {
        return packed.length == 0 ? 0 : packed[0].length;
    }

    private void makeSum(int n) {
        if (sum.length < n) {
            sum = new double[n];
        }
    }

    /** sum (n) += the sum over k of scales[at + k * stride] * rows[k] (n), for k = 0 .. count - 1 in this order. */
    private static void addScaledRows(
            double[] sum, int n, double[] scales, int at, int stride, double[][] rows, int count) {
        int k = 0;
        for (; k <= count - 4; k += 4) {
            double a0 = scales[at + k * stride];
            double a1 = scales[at + (k + 1) * stride];
            double a2 = scales[at + (k + 2) * stride];
            double a3 = scales[at + (k + 3) * stride];
            double[] r0 = rows[k];
            double[] r1 = rows[k + 1];
            double[] r2 = rows[k + 2];
            double[] r3 = rows[k + 3];
            for (int j = 0; j < n; j++) {
                sum[j] = sum[j] + a0 * r0[j] + a1 * r1[j] + a2 * r2[j] + a3 * r3[j];
            }
        }
        for (; k < count; k++) {
            double a = scales[at + k * stride];
            double[] r = rows[k];
            for (int j = 0; j < n; j++) {
                sum[j] += a * r[j];
            }
        }
    }

    private static void require(boolean fit, String product, DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
        if (!fit) {
            throw new IllegalArgumentException("the shapes of " + product + " do not fit: a is " + shape(a) + ", b "
                    + shape(b) + ", c " + shape(c));
        }
    }

    private static void requireRow(DMatrixRMaj row, DMatrixRMaj matrix) {
        if (row.numRows != 1 || row.numCols != matrix.numCols) {
            throw new IllegalArgumentException("a row for a matrix of " + shape(matrix) + " must be 1 x "
                    + matrix.numCols + ", was " + shape(row));
        }
    }

    private static String shape(DMatrixRMaj matrix) {
        return matrix.numRows + " x " + matrix.numCols;
    }
}
