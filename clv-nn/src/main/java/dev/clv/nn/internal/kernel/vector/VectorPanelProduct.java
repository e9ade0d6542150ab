package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.WIDTH;

import dev.clv.nn.internal.kernel.FloatPass;
import org.jspecify.annotations.Nullable;

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
        of(a, 0, 0, depth, panels, w, start, startAt, from, to, c, 0);
    }

    /**
     * The same for some columns of a and of c.
     *
     * @param ahead how many rows those of a lie behind those of c
     * @param start null to add to what c holds
     * @param cColumn so that no panel of the matrix reaches across two of c
     */
    static void of(
            VectorBatch a,
            int ahead,
            int aColumn,
            int depth,
            Panels panels,
            Floats w,
            @Nullable Floats start,
            int startAt,
            int from,
            int to,
            VectorBatch c,
            int cColumn) {
        for (int p = 0; p < panels.count; p++) {
            int vectors = panels.vectors(p);
            int column = panels.column(p);
            int steps;
            for (int k = 0; k < depth; k += steps) {
                steps = Math.min(WIDTH - (aColumn + k) % WIDTH, depth - k);
                int wAt = w.at(panels.at(p) + k * vectors * LANES);
                int b = from;
                while (b < to) {
                    int aAt = a.at(b + ahead, aColumn + k);
                    int cAt = c.at(b, cColumn + column);
                    float[] s = c.numbers;
                    int sAt = cAt;
                    int sStride = WIDTH;
                    if (k == 0 && start != null) {
                        s = start.numbers();
                        sAt = start.at(startAt + column);
                        sStride = 0;
                    }
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
