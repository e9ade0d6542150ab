package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.S;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * The inner loop of {@link VectorDense} for several rows at once, which share each load of a weight: sums (rows, 2
 * vectors) = a (rows, depth) times a panel of weights (depth, 2 vectors). Rows of a are {@link VectorBatch#WIDTH}
 * apart. Every sum is one chain in the order of the index, from 0, as in {@link VectorRowTiles}.
 *
 * <p>The loops are written out because the compiler keeps a vector in a register only if it is a local variable of the
 * method that holds the loop. Eight rows are the most for which the compiler of JDK 17 keeps track of all types, within
 * the 8,000 bytecodes that it inlines.
 */
final class VectorRowsTiles {

    private VectorRowsTiles() {}

    /** Eight rows by 2 vectors. */
    static void eight(float[] a, int x, int depth, float[] w, int at, float[] sums, int to) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        FloatVector c20 = c00;
        FloatVector c21 = c00;
        FloatVector c30 = c00;
        FloatVector c31 = c00;
        FloatVector c40 = c00;
        FloatVector c41 = c00;
        FloatVector c50 = c00;
        FloatVector c51 = c00;
        FloatVector c60 = c00;
        FloatVector c61 = c00;
        FloatVector c70 = c00;
        FloatVector c71 = c00;
        for (int k = 0; k < depth; k++) {
            int row = at + k * (2 * LANES);
            FloatVector w0 = FloatVector.fromArray(S, w, row);
            FloatVector w1 = FloatVector.fromArray(S, w, row + LANES);
            FloatVector s0 = FloatVector.broadcast(S, a[x + k]);
            c00 = s0.fma(w0, c00);
            c01 = s0.fma(w1, c01);
            FloatVector s1 = FloatVector.broadcast(S, a[x + k + WIDTH]);
            c10 = s1.fma(w0, c10);
            c11 = s1.fma(w1, c11);
            FloatVector s2 = FloatVector.broadcast(S, a[x + k + 2 * WIDTH]);
            c20 = s2.fma(w0, c20);
            c21 = s2.fma(w1, c21);
            FloatVector s3 = FloatVector.broadcast(S, a[x + k + 3 * WIDTH]);
            c30 = s3.fma(w0, c30);
            c31 = s3.fma(w1, c31);
            FloatVector s4 = FloatVector.broadcast(S, a[x + k + 4 * WIDTH]);
            c40 = s4.fma(w0, c40);
            c41 = s4.fma(w1, c41);
            FloatVector s5 = FloatVector.broadcast(S, a[x + k + 5 * WIDTH]);
            c50 = s5.fma(w0, c50);
            c51 = s5.fma(w1, c51);
            FloatVector s6 = FloatVector.broadcast(S, a[x + k + 6 * WIDTH]);
            c60 = s6.fma(w0, c60);
            c61 = s6.fma(w1, c61);
            FloatVector s7 = FloatVector.broadcast(S, a[x + k + 7 * WIDTH]);
            c70 = s7.fma(w0, c70);
            c71 = s7.fma(w1, c71);
        }
        c00.intoArray(sums, to);
        c01.intoArray(sums, to + LANES);
        c10.intoArray(sums, to + 2 * LANES);
        c11.intoArray(sums, to + 3 * LANES);
        c20.intoArray(sums, to + 4 * LANES);
        c21.intoArray(sums, to + 5 * LANES);
        c30.intoArray(sums, to + 6 * LANES);
        c31.intoArray(sums, to + 7 * LANES);
        c40.intoArray(sums, to + 8 * LANES);
        c41.intoArray(sums, to + 9 * LANES);
        c50.intoArray(sums, to + 10 * LANES);
        c51.intoArray(sums, to + 11 * LANES);
        c60.intoArray(sums, to + 12 * LANES);
        c61.intoArray(sums, to + 13 * LANES);
        c70.intoArray(sums, to + 14 * LANES);
        c71.intoArray(sums, to + 15 * LANES);
    }

    /** Six rows by 2 vectors. */
    static void six(float[] a, int x, int depth, float[] w, int at, float[] sums, int to) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        FloatVector c20 = c00;
        FloatVector c21 = c00;
        FloatVector c30 = c00;
        FloatVector c31 = c00;
        FloatVector c40 = c00;
        FloatVector c41 = c00;
        FloatVector c50 = c00;
        FloatVector c51 = c00;
        for (int k = 0; k < depth; k++) {
            int row = at + k * (2 * LANES);
            FloatVector w0 = FloatVector.fromArray(S, w, row);
            FloatVector w1 = FloatVector.fromArray(S, w, row + LANES);
            FloatVector s0 = FloatVector.broadcast(S, a[x + k]);
            c00 = s0.fma(w0, c00);
            c01 = s0.fma(w1, c01);
            FloatVector s1 = FloatVector.broadcast(S, a[x + k + WIDTH]);
            c10 = s1.fma(w0, c10);
            c11 = s1.fma(w1, c11);
            FloatVector s2 = FloatVector.broadcast(S, a[x + k + 2 * WIDTH]);
            c20 = s2.fma(w0, c20);
            c21 = s2.fma(w1, c21);
            FloatVector s3 = FloatVector.broadcast(S, a[x + k + 3 * WIDTH]);
            c30 = s3.fma(w0, c30);
            c31 = s3.fma(w1, c31);
            FloatVector s4 = FloatVector.broadcast(S, a[x + k + 4 * WIDTH]);
            c40 = s4.fma(w0, c40);
            c41 = s4.fma(w1, c41);
            FloatVector s5 = FloatVector.broadcast(S, a[x + k + 5 * WIDTH]);
            c50 = s5.fma(w0, c50);
            c51 = s5.fma(w1, c51);
        }
        c00.intoArray(sums, to);
        c01.intoArray(sums, to + LANES);
        c10.intoArray(sums, to + 2 * LANES);
        c11.intoArray(sums, to + 3 * LANES);
        c20.intoArray(sums, to + 4 * LANES);
        c21.intoArray(sums, to + 5 * LANES);
        c30.intoArray(sums, to + 6 * LANES);
        c31.intoArray(sums, to + 7 * LANES);
        c40.intoArray(sums, to + 8 * LANES);
        c41.intoArray(sums, to + 9 * LANES);
        c50.intoArray(sums, to + 10 * LANES);
        c51.intoArray(sums, to + 11 * LANES);
    }
}
