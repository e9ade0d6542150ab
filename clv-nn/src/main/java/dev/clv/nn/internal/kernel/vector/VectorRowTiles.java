package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of {@link VectorDense} for one row: two panels of weights at a time make four chains, since the
 * processor loads one vector a cycle and a multiply-add takes four cycles. No result is less than the {@code floor},
 * compared as integers: a positive float is positive as an integer too; a maximum by Java's rules for NaN and -0 would
 * cost several times as much.
 */
final class VectorRowTiles {

    private static final VectorSpecies<Integer> BITS = IntVector.SPECIES_PREFERRED;

    private VectorRowTiles() {}

    /** y (2 vectors) = start + the panel at at0 times the numbers from x0 on + that at at1 times those from x1 on. */
    static void stacked(
            float[] x,
            int x0,
            int x1,
            int depth,
            float[] w,
            int at0,
            int at1,
            float[] start,
            int startAt,
            int floor,
            float[] y) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        for (int k = 0; k < depth; k++) {
            int row0 = at0 + k * (2 * LANES);
            FloatVector s0 = FloatVector.broadcast(S, x[x0 + k]);
            c00 = s0.fma(FloatVector.fromArray(S, w, row0), c00);
            c01 = s0.fma(FloatVector.fromArray(S, w, row0 + LANES), c01);
            int row1 = at1 + k * (2 * LANES);
            FloatVector s1 = FloatVector.broadcast(S, x[x1 + k]);
            c10 = s1.fma(FloatVector.fromArray(S, w, row1), c10);
            c11 = s1.fma(FloatVector.fromArray(S, w, row1 + LANES), c11);
        }
        IntVector least = IntVector.broadcast(BITS, floor);
        FloatVector y0 = FloatVector.fromArray(S, start, startAt).add(c00).add(c10);
        FloatVector y1 =
                FloatVector.fromArray(S, start, startAt + LANES).add(c01).add(c11);
        y0.reinterpretAsInts().max(least).reinterpretAsFloats().intoArray(y, 0);
        y1.reinterpretAsInts().max(least).reinterpretAsFloats().intoArray(y, LANES);
    }

    /**
     * y (4 vectors, from {@code to} on) = start + the panel at {@code at} and the one behind it times the numbers from
     * x0 on.
     */
    static void abreast(
            float[] x, int x0, int depth, float[] w, int at, float[] start, int startAt, int to, int floor, float[] y) {
        FloatVector c0 = FloatVector.zero(S);
        FloatVector c1 = c0;
        FloatVector c2 = c0;
        FloatVector c3 = c0;
        int at1 = at + depth * (2 * LANES);
        for (int k = 0; k < depth; k++) {
            FloatVector s = FloatVector.broadcast(S, x[x0 + k]);
            int row0 = at + k * (2 * LANES);
            c0 = s.fma(FloatVector.fromArray(S, w, row0), c0);
            c1 = s.fma(FloatVector.fromArray(S, w, row0 + LANES), c1);
            int row1 = at1 + k * (2 * LANES);
            c2 = s.fma(FloatVector.fromArray(S, w, row1), c2);
            c3 = s.fma(FloatVector.fromArray(S, w, row1 + LANES), c3);
        }
        IntVector least = IntVector.broadcast(BITS, floor);
        FloatVector y0 = FloatVector.fromArray(S, start, startAt + to).add(c0);
        FloatVector y1 = FloatVector.fromArray(S, start, startAt + to + LANES).add(c1);
        FloatVector y2 =
                FloatVector.fromArray(S, start, startAt + to + 2 * LANES).add(c2);
        FloatVector y3 =
                FloatVector.fromArray(S, start, startAt + to + 3 * LANES).add(c3);
        y0.reinterpretAsInts().max(least).reinterpretAsFloats().intoArray(y, to);
        y1.reinterpretAsInts().max(least).reinterpretAsFloats().intoArray(y, to + LANES);
        y2.reinterpretAsInts().max(least).reinterpretAsFloats().intoArray(y, to + 2 * LANES);
        y3.reinterpretAsInts().max(least).reinterpretAsFloats().intoArray(y, to + 3 * LANES);
    }
}
