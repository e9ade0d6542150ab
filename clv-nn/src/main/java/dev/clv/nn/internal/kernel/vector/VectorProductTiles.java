package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.S;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * Blocks of a product: c (rows, vectors) = start + a (rows, depth) times one panel of weights (depth, vectors). The
 * block stays in registers while the sum runs; each number of a is broadcast and each row of the panel loaded once.
 * Rows of a and c are {@link VectorBatch#WIDTH} apart; a start stride of 0 starts every row from the same numbers.
 *
 * <p>The blocks are written out because the compiler keeps a vector in a register only if it is a local variable of the
 * method that holds the loop, and because it compiles methods of more than about eighty vector operations badly. Every
 * number is one chain of fused multiply-adds in the order of the index, so a row gives the same bits in any block.
 */
final class VectorProductTiles {

    private VectorProductTiles() {}

    /** 6 rows by 4 vectors. */
    static void product6x4(
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
        FloatVector c00 = FloatVector.fromArray(S, start, startAt);
        FloatVector c01 = FloatVector.fromArray(S, start, startAt + LANES);
        FloatVector c02 = FloatVector.fromArray(S, start, startAt + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(S, start, startAt + 3 * LANES);
        FloatVector c10 = FloatVector.fromArray(S, start, startAt + startStride);
        FloatVector c11 = FloatVector.fromArray(S, start, startAt + startStride + LANES);
        FloatVector c12 = FloatVector.fromArray(S, start, startAt + startStride + 2 * LANES);
        FloatVector c13 = FloatVector.fromArray(S, start, startAt + startStride + 3 * LANES);
        FloatVector c20 = FloatVector.fromArray(S, start, startAt + 2 * startStride);
        FloatVector c21 = FloatVector.fromArray(S, start, startAt + 2 * startStride + LANES);
        FloatVector c22 = FloatVector.fromArray(S, start, startAt + 2 * startStride + 2 * LANES);
        FloatVector c23 = FloatVector.fromArray(S, start, startAt + 2 * startStride + 3 * LANES);
        FloatVector c30 = FloatVector.fromArray(S, start, startAt + 3 * startStride);
        FloatVector c31 = FloatVector.fromArray(S, start, startAt + 3 * startStride + LANES);
        FloatVector c32 = FloatVector.fromArray(S, start, startAt + 3 * startStride + 2 * LANES);
        FloatVector c33 = FloatVector.fromArray(S, start, startAt + 3 * startStride + 3 * LANES);
        FloatVector c40 = FloatVector.fromArray(S, start, startAt + 4 * startStride);
        FloatVector c41 = FloatVector.fromArray(S, start, startAt + 4 * startStride + LANES);
        FloatVector c42 = FloatVector.fromArray(S, start, startAt + 4 * startStride + 2 * LANES);
        FloatVector c43 = FloatVector.fromArray(S, start, startAt + 4 * startStride + 3 * LANES);
        FloatVector c50 = FloatVector.fromArray(S, start, startAt + 5 * startStride);
        FloatVector c51 = FloatVector.fromArray(S, start, startAt + 5 * startStride + LANES);
        FloatVector c52 = FloatVector.fromArray(S, start, startAt + 5 * startStride + 2 * LANES);
        FloatVector c53 = FloatVector.fromArray(S, start, startAt + 5 * startStride + 3 * LANES);
        for (int k = 0; k < depth; k++) {
            int row = wAt + k * (4 * LANES);
            FloatVector w0 = FloatVector.fromArray(S, w, row);
            FloatVector w1 = FloatVector.fromArray(S, w, row + LANES);
            FloatVector w2 = FloatVector.fromArray(S, w, row + 2 * LANES);
            FloatVector w3 = FloatVector.fromArray(S, w, row + 3 * LANES);
            FloatVector s0 = FloatVector.broadcast(S, a[aAt + k]);
            c00 = s0.fma(w0, c00);
            c01 = s0.fma(w1, c01);
            c02 = s0.fma(w2, c02);
            c03 = s0.fma(w3, c03);
            FloatVector s1 = FloatVector.broadcast(S, a[aAt + k + WIDTH]);
            c10 = s1.fma(w0, c10);
            c11 = s1.fma(w1, c11);
            c12 = s1.fma(w2, c12);
            c13 = s1.fma(w3, c13);
            FloatVector s2 = FloatVector.broadcast(S, a[aAt + k + 2 * WIDTH]);
            c20 = s2.fma(w0, c20);
            c21 = s2.fma(w1, c21);
            c22 = s2.fma(w2, c22);
            c23 = s2.fma(w3, c23);
            FloatVector s3 = FloatVector.broadcast(S, a[aAt + k + 3 * WIDTH]);
            c30 = s3.fma(w0, c30);
            c31 = s3.fma(w1, c31);
            c32 = s3.fma(w2, c32);
            c33 = s3.fma(w3, c33);
            FloatVector s4 = FloatVector.broadcast(S, a[aAt + k + 4 * WIDTH]);
            c40 = s4.fma(w0, c40);
            c41 = s4.fma(w1, c41);
            c42 = s4.fma(w2, c42);
            c43 = s4.fma(w3, c43);
            FloatVector s5 = FloatVector.broadcast(S, a[aAt + k + 5 * WIDTH]);
            c50 = s5.fma(w0, c50);
            c51 = s5.fma(w1, c51);
            c52 = s5.fma(w2, c52);
            c53 = s5.fma(w3, c53);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c02.intoArray(c, cAt + 2 * LANES);
        c03.intoArray(c, cAt + 3 * LANES);
        c10.intoArray(c, cAt + WIDTH);
        c11.intoArray(c, cAt + WIDTH + LANES);
        c12.intoArray(c, cAt + WIDTH + 2 * LANES);
        c13.intoArray(c, cAt + WIDTH + 3 * LANES);
        c20.intoArray(c, cAt + 2 * WIDTH);
        c21.intoArray(c, cAt + 2 * WIDTH + LANES);
        c22.intoArray(c, cAt + 2 * WIDTH + 2 * LANES);
        c23.intoArray(c, cAt + 2 * WIDTH + 3 * LANES);
        c30.intoArray(c, cAt + 3 * WIDTH);
        c31.intoArray(c, cAt + 3 * WIDTH + LANES);
        c32.intoArray(c, cAt + 3 * WIDTH + 2 * LANES);
        c33.intoArray(c, cAt + 3 * WIDTH + 3 * LANES);
        c40.intoArray(c, cAt + 4 * WIDTH);
        c41.intoArray(c, cAt + 4 * WIDTH + LANES);
        c42.intoArray(c, cAt + 4 * WIDTH + 2 * LANES);
        c43.intoArray(c, cAt + 4 * WIDTH + 3 * LANES);
        c50.intoArray(c, cAt + 5 * WIDTH);
        c51.intoArray(c, cAt + 5 * WIDTH + LANES);
        c52.intoArray(c, cAt + 5 * WIDTH + 2 * LANES);
        c53.intoArray(c, cAt + 5 * WIDTH + 3 * LANES);
    }

    /** 12 rows by 2 vectors. */
    static void product12x2(
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
        FloatVector c00 = FloatVector.fromArray(S, start, startAt);
        FloatVector c01 = FloatVector.fromArray(S, start, startAt + LANES);
        FloatVector c10 = FloatVector.fromArray(S, start, startAt + startStride);
        FloatVector c11 = FloatVector.fromArray(S, start, startAt + startStride + LANES);
        FloatVector c20 = FloatVector.fromArray(S, start, startAt + 2 * startStride);
        FloatVector c21 = FloatVector.fromArray(S, start, startAt + 2 * startStride + LANES);
        FloatVector c30 = FloatVector.fromArray(S, start, startAt + 3 * startStride);
        FloatVector c31 = FloatVector.fromArray(S, start, startAt + 3 * startStride + LANES);
        FloatVector c40 = FloatVector.fromArray(S, start, startAt + 4 * startStride);
        FloatVector c41 = FloatVector.fromArray(S, start, startAt + 4 * startStride + LANES);
        FloatVector c50 = FloatVector.fromArray(S, start, startAt + 5 * startStride);
        FloatVector c51 = FloatVector.fromArray(S, start, startAt + 5 * startStride + LANES);
        FloatVector c60 = FloatVector.fromArray(S, start, startAt + 6 * startStride);
        FloatVector c61 = FloatVector.fromArray(S, start, startAt + 6 * startStride + LANES);
        FloatVector c70 = FloatVector.fromArray(S, start, startAt + 7 * startStride);
        FloatVector c71 = FloatVector.fromArray(S, start, startAt + 7 * startStride + LANES);
        FloatVector c80 = FloatVector.fromArray(S, start, startAt + 8 * startStride);
        FloatVector c81 = FloatVector.fromArray(S, start, startAt + 8 * startStride + LANES);
        FloatVector c90 = FloatVector.fromArray(S, start, startAt + 9 * startStride);
        FloatVector c91 = FloatVector.fromArray(S, start, startAt + 9 * startStride + LANES);
        FloatVector ca0 = FloatVector.fromArray(S, start, startAt + 10 * startStride);
        FloatVector ca1 = FloatVector.fromArray(S, start, startAt + 10 * startStride + LANES);
        FloatVector cb0 = FloatVector.fromArray(S, start, startAt + 11 * startStride);
        FloatVector cb1 = FloatVector.fromArray(S, start, startAt + 11 * startStride + LANES);
        for (int k = 0; k < depth; k++) {
            int row = wAt + k * (2 * LANES);
            FloatVector w0 = FloatVector.fromArray(S, w, row);
            FloatVector w1 = FloatVector.fromArray(S, w, row + LANES);
            FloatVector s0 = FloatVector.broadcast(S, a[aAt + k]);
            c00 = s0.fma(w0, c00);
            c01 = s0.fma(w1, c01);
            FloatVector s1 = FloatVector.broadcast(S, a[aAt + k + WIDTH]);
            c10 = s1.fma(w0, c10);
            c11 = s1.fma(w1, c11);
            FloatVector s2 = FloatVector.broadcast(S, a[aAt + k + 2 * WIDTH]);
            c20 = s2.fma(w0, c20);
            c21 = s2.fma(w1, c21);
            FloatVector s3 = FloatVector.broadcast(S, a[aAt + k + 3 * WIDTH]);
            c30 = s3.fma(w0, c30);
            c31 = s3.fma(w1, c31);
            FloatVector s4 = FloatVector.broadcast(S, a[aAt + k + 4 * WIDTH]);
            c40 = s4.fma(w0, c40);
            c41 = s4.fma(w1, c41);
            FloatVector s5 = FloatVector.broadcast(S, a[aAt + k + 5 * WIDTH]);
            c50 = s5.fma(w0, c50);
            c51 = s5.fma(w1, c51);
            FloatVector s6 = FloatVector.broadcast(S, a[aAt + k + 6 * WIDTH]);
            c60 = s6.fma(w0, c60);
            c61 = s6.fma(w1, c61);
            FloatVector s7 = FloatVector.broadcast(S, a[aAt + k + 7 * WIDTH]);
            c70 = s7.fma(w0, c70);
            c71 = s7.fma(w1, c71);
            FloatVector s8 = FloatVector.broadcast(S, a[aAt + k + 8 * WIDTH]);
            c80 = s8.fma(w0, c80);
            c81 = s8.fma(w1, c81);
            FloatVector s9 = FloatVector.broadcast(S, a[aAt + k + 9 * WIDTH]);
            c90 = s9.fma(w0, c90);
            c91 = s9.fma(w1, c91);
            FloatVector sa = FloatVector.broadcast(S, a[aAt + k + 10 * WIDTH]);
            ca0 = sa.fma(w0, ca0);
            ca1 = sa.fma(w1, ca1);
            FloatVector sb = FloatVector.broadcast(S, a[aAt + k + 11 * WIDTH]);
            cb0 = sb.fma(w0, cb0);
            cb1 = sb.fma(w1, cb1);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c10.intoArray(c, cAt + WIDTH);
        c11.intoArray(c, cAt + WIDTH + LANES);
        c20.intoArray(c, cAt + 2 * WIDTH);
        c21.intoArray(c, cAt + 2 * WIDTH + LANES);
        c30.intoArray(c, cAt + 3 * WIDTH);
        c31.intoArray(c, cAt + 3 * WIDTH + LANES);
        c40.intoArray(c, cAt + 4 * WIDTH);
        c41.intoArray(c, cAt + 4 * WIDTH + LANES);
        c50.intoArray(c, cAt + 5 * WIDTH);
        c51.intoArray(c, cAt + 5 * WIDTH + LANES);
        c60.intoArray(c, cAt + 6 * WIDTH);
        c61.intoArray(c, cAt + 6 * WIDTH + LANES);
        c70.intoArray(c, cAt + 7 * WIDTH);
        c71.intoArray(c, cAt + 7 * WIDTH + LANES);
        c80.intoArray(c, cAt + 8 * WIDTH);
        c81.intoArray(c, cAt + 8 * WIDTH + LANES);
        c90.intoArray(c, cAt + 9 * WIDTH);
        c91.intoArray(c, cAt + 9 * WIDTH + LANES);
        ca0.intoArray(c, cAt + 10 * WIDTH);
        ca1.intoArray(c, cAt + 10 * WIDTH + LANES);
        cb0.intoArray(c, cAt + 11 * WIDTH);
        cb1.intoArray(c, cAt + 11 * WIDTH + LANES);
    }

    /** 6 rows by 2 vectors. */
    static void product6x2(
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
        FloatVector c00 = FloatVector.fromArray(S, start, startAt);
        FloatVector c01 = FloatVector.fromArray(S, start, startAt + LANES);
        FloatVector c10 = FloatVector.fromArray(S, start, startAt + startStride);
        FloatVector c11 = FloatVector.fromArray(S, start, startAt + startStride + LANES);
        FloatVector c20 = FloatVector.fromArray(S, start, startAt + 2 * startStride);
        FloatVector c21 = FloatVector.fromArray(S, start, startAt + 2 * startStride + LANES);
        FloatVector c30 = FloatVector.fromArray(S, start, startAt + 3 * startStride);
        FloatVector c31 = FloatVector.fromArray(S, start, startAt + 3 * startStride + LANES);
        FloatVector c40 = FloatVector.fromArray(S, start, startAt + 4 * startStride);
        FloatVector c41 = FloatVector.fromArray(S, start, startAt + 4 * startStride + LANES);
        FloatVector c50 = FloatVector.fromArray(S, start, startAt + 5 * startStride);
        FloatVector c51 = FloatVector.fromArray(S, start, startAt + 5 * startStride + LANES);
        for (int k = 0; k < depth; k++) {
            int row = wAt + k * (2 * LANES);
            FloatVector w0 = FloatVector.fromArray(S, w, row);
            FloatVector w1 = FloatVector.fromArray(S, w, row + LANES);
            FloatVector s0 = FloatVector.broadcast(S, a[aAt + k]);
            c00 = s0.fma(w0, c00);
            c01 = s0.fma(w1, c01);
            FloatVector s1 = FloatVector.broadcast(S, a[aAt + k + WIDTH]);
            c10 = s1.fma(w0, c10);
            c11 = s1.fma(w1, c11);
            FloatVector s2 = FloatVector.broadcast(S, a[aAt + k + 2 * WIDTH]);
            c20 = s2.fma(w0, c20);
            c21 = s2.fma(w1, c21);
            FloatVector s3 = FloatVector.broadcast(S, a[aAt + k + 3 * WIDTH]);
            c30 = s3.fma(w0, c30);
            c31 = s3.fma(w1, c31);
            FloatVector s4 = FloatVector.broadcast(S, a[aAt + k + 4 * WIDTH]);
            c40 = s4.fma(w0, c40);
            c41 = s4.fma(w1, c41);
            FloatVector s5 = FloatVector.broadcast(S, a[aAt + k + 5 * WIDTH]);
            c50 = s5.fma(w0, c50);
            c51 = s5.fma(w1, c51);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c10.intoArray(c, cAt + WIDTH);
        c11.intoArray(c, cAt + WIDTH + LANES);
        c20.intoArray(c, cAt + 2 * WIDTH);
        c21.intoArray(c, cAt + 2 * WIDTH + LANES);
        c30.intoArray(c, cAt + 3 * WIDTH);
        c31.intoArray(c, cAt + 3 * WIDTH + LANES);
        c40.intoArray(c, cAt + 4 * WIDTH);
        c41.intoArray(c, cAt + 4 * WIDTH + LANES);
        c50.intoArray(c, cAt + 5 * WIDTH);
        c51.intoArray(c, cAt + 5 * WIDTH + LANES);
    }

    /** 6 rows by 1 vector. */
    static void product6x1(
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
        FloatVector c00 = FloatVector.fromArray(S, start, startAt);
        FloatVector c10 = FloatVector.fromArray(S, start, startAt + startStride);
        FloatVector c20 = FloatVector.fromArray(S, start, startAt + 2 * startStride);
        FloatVector c30 = FloatVector.fromArray(S, start, startAt + 3 * startStride);
        FloatVector c40 = FloatVector.fromArray(S, start, startAt + 4 * startStride);
        FloatVector c50 = FloatVector.fromArray(S, start, startAt + 5 * startStride);
        for (int k = 0; k < depth; k++) {
            int row = wAt + k * LANES;
            FloatVector w0 = FloatVector.fromArray(S, w, row);
            FloatVector s0 = FloatVector.broadcast(S, a[aAt + k]);
            c00 = s0.fma(w0, c00);
            FloatVector s1 = FloatVector.broadcast(S, a[aAt + k + WIDTH]);
            c10 = s1.fma(w0, c10);
            FloatVector s2 = FloatVector.broadcast(S, a[aAt + k + 2 * WIDTH]);
            c20 = s2.fma(w0, c20);
            FloatVector s3 = FloatVector.broadcast(S, a[aAt + k + 3 * WIDTH]);
            c30 = s3.fma(w0, c30);
            FloatVector s4 = FloatVector.broadcast(S, a[aAt + k + 4 * WIDTH]);
            c40 = s4.fma(w0, c40);
            FloatVector s5 = FloatVector.broadcast(S, a[aAt + k + 5 * WIDTH]);
            c50 = s5.fma(w0, c50);
        }
        c00.intoArray(c, cAt);
        c10.intoArray(c, cAt + WIDTH);
        c20.intoArray(c, cAt + 2 * WIDTH);
        c30.intoArray(c, cAt + 3 * WIDTH);
        c40.intoArray(c, cAt + 4 * WIDTH);
        c50.intoArray(c, cAt + 5 * WIDTH);
    }
}
