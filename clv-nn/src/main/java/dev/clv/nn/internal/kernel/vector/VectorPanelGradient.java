package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.WIDTH;

/** The gradient of a matrix in {@link Panels}, block by block of {@link VectorGradientTiles}. */
final class VectorPanelGradient {

    private VectorPanelGradient() {}

    /**
     * g = xᵀ dy of some rows of a panel.
     *
     * @param dyColumn where the columns of the matrix begin in dy; no panel reaches across two of dy
     * @param from the first of the batch's rows, and how many there are
     * @param firstRow of the matrix, so that it and {@code endRow} lie in one panel of x
     * @param at where the matrix begins in g
     */
    static void of(
            VectorBatch x,
            VectorBatch dy,
            int dyColumn,
            int from,
            int rows,
            Panels panels,
            int panel,
            int firstRow,
            int endRow,
            Floats gradients,
            int at) {
        int vectors = panels.vectors(panel);
        int width = vectors * LANES;
        int gAt = gradients.at(at + panels.at(panel));
        for (int o = 0; o < vectors; o += 2) {
            int dyAt = dy.at(from, dyColumn + panels.column(panel) + o * LANES);
            int i = firstRow;
            while (i < endRow) {
                int to = gAt + i * width + o * LANES;
                i += block(x.numbers, x.at(from, i), vectors, endRow - i, dy, dyAt, rows, gradients.numbers(), to);
            }
        }
    }

    /** The same of a whole matrix. */
    static void of(
            VectorBatch x, VectorBatch dy, int dyColumn, int from, int rows, Panels panels, Floats gradients, int at) {
        for (int panel = 0; panel < panels.count; panel++) {
            for (int first = 0; first < panels.rows; first += WIDTH) {
                int end = Math.min(first + WIDTH, panels.rows);
                of(x, dy, dyColumn, from, rows, panels, panel, first, end, gradients, at);
            }
        }
    }

    /**
     * Computes a block of as many rows of weights as there are registers for, and returns their number. The compiler of
     * JDK 17 keeps track of all types for up to eight rows, not for twelve.
     */
    private static int block(
            float[] x, int xAt, int vectors, int left, VectorBatch batch, int dyAt, int rows, float[] g, int gAt) {
        float[] dy = batch.numbers;
        int gStride = vectors * LANES;
        if (vectors == 1) {
            VectorGradientTiles.gradient4x1(x, xAt, dy, dyAt, rows, g, gAt, gStride);
            return 4;
        }
        if (!VectorBatch.NARROW && left >= 12) {
            VectorGradientTiles.gradient12x2(x, xAt, dy, dyAt, rows, g, gAt, gStride);
            return 12;
        }
        if (LANES > 8 && (VectorBatch.NARROW ? left >= 8 : left == 8)) {
            VectorGradientTiles.gradient8x2(x, xAt, dy, dyAt, rows, g, gAt, gStride);
            return 8;
        }
        if (left >= 6 && left != 8) {
            VectorGradientTiles.gradient6x2(x, xAt, dy, dyAt, rows, g, gAt, gStride);
            return 6;
        }
        VectorGradientTiles.gradient4x2(x, xAt, dy, dyAt, rows, g, gAt, gStride);
        return 4;
    }

    /** g = the sums of some columns of dy, those of a bias. */
    static void sum(VectorBatch dy, int column, int width, int from, int rows, Floats g, int at) {
        for (int o = 0; o < width; o += 2 * LANES) {
            int dyAt = dy.at(from, column + o);
            if (o + LANES < width) {
                VectorGradientTiles.sum2(dy.numbers, dyAt, rows, g.numbers(), g.at(at + o));
            } else {
                VectorGradientTiles.sum1(dy.numbers, dyAt, rows, g.numbers(), g.at(at + o));
            }
        }
    }
}
