package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.WIDTH;

import dev.clv.nn.internal.kernel.FloatPass;

/** The product of a batch and a matrix in {@link Panels}, block by block of {@link VectorProductTiles}. */
final class VectorPanelProduct {

    private VectorPanelProduct() {}

    /** c (B, columns) = start + a (B, depth) times the matrix in panels, a panel of a at a time. */
    static void of(
            VectorBatch a,
            int depth,
            Panels panels,
            Floats w,
            Floats start,
            int startAt,
            int from,
            int to,
            VectorBatch c) {
        for (int p = 0; p < panels.count; p++) {
            int vectors = panels.vectors(p);
            int column = panels.column(p);
            for (int k = 0; k < depth; k += WIDTH) {
                int steps = Math.min(WIDTH, depth - k);
                int wAt = w.at(panels.at(p) + k * vectors * LANES);
                int b = from;
                while (b < to) {
                    int aAt = a.at(b, k);
                    int cAt = c.at(b, column);
                    float[] s = k == 0 ? start.numbers() : c.numbers;
                    int sAt = k == 0 ? start.at(startAt + column) : cAt;
                    int sStride = k == 0 ? 0 : WIDTH;
                    if (vectors == 2 && !VectorBatch.NARROW && to - b >= 2 * FloatPass.ROWS) {
                        VectorProductTiles.product12x2(
                                a.numbers, aAt, steps, w.numbers(), wAt, s, sAt, sStride, c.numbers, cAt);
                        b += 2 * FloatPass.ROWS;
                    } else {
                        sixRows(vectors, a.numbers, aAt, steps, w.numbers(), wAt, s, sAt, sStride, c.numbers, cAt);
                        b += FloatPass.ROWS;
                    }
                }
            }
        }
    }

    private static void sixRows(
            int vectors,
            float[] a,
            int aAt,
            int depth,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            int startStride,
            float[] c,
            int cAt) {
        switch (vectors) {
            case 4 -> VectorProductTiles.product6x4(a, aAt, depth, w, wAt, start, startAt, startStride, c, cAt);
            case 2 -> VectorProductTiles.product6x2(a, aAt, depth, w, wAt, start, startAt, startStride, c, cAt);
            default -> VectorProductTiles.product6x1(a, aAt, depth, w, wAt, start, startAt, startStride, c, cAt);
        }
    }
}
