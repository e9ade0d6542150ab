package dev.clv.nn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of {@link VectorNet}: a block of the result stays in registers while the sum runs, each number of the left operand is
 * broadcast and each row of the right one loaded once per block. Written out because the compiler keeps a vector in a register only as
 * a local variable of the loop's own method. Every number is one chain of fused multiply-adds in the order of the index, whatever the
 * block, so a row gives the same bits in any block.
 */
final class VectorTiles {

    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    static final int LANES = S.length();

    private VectorTiles() {}

    /** 6 rows by 4 vectors of c, from a (rows, depth) and a panel (depth, 4 vectors). */
    static void product6x4(
            float[] a,
            int aAt,
            int aStride,
            int depth,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            int startStride,
            float[] c,
            int cAt,
            int cStride) {
        int a0 = aAt;
        int a1 = aAt + 1 * aStride;
        int a2 = aAt + 2 * aStride;
        int a3 = aAt + 3 * aStride;
        int a4 = aAt + 4 * aStride;
        int a5 = aAt + 5 * aStride;
        FloatVector c00 = FloatVector.fromArray(S, start, startAt);
        FloatVector c01 = FloatVector.fromArray(S, start, startAt + 1 * LANES);
        FloatVector c02 = FloatVector.fromArray(S, start, startAt + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(S, start, startAt + 3 * LANES);
        FloatVector c10 = FloatVector.fromArray(S, start, startAt + 1 * startStride);
        FloatVector c11 = FloatVector.fromArray(S, start, startAt + 1 * startStride + 1 * LANES);
        FloatVector c12 = FloatVector.fromArray(S, start, startAt + 1 * startStride + 2 * LANES);
        FloatVector c13 = FloatVector.fromArray(S, start, startAt + 1 * startStride + 3 * LANES);
        FloatVector c20 = FloatVector.fromArray(S, start, startAt + 2 * startStride);
        FloatVector c21 = FloatVector.fromArray(S, start, startAt + 2 * startStride + 1 * LANES);
        FloatVector c22 = FloatVector.fromArray(S, start, startAt + 2 * startStride + 2 * LANES);
        FloatVector c23 = FloatVector.fromArray(S, start, startAt + 2 * startStride + 3 * LANES);
        FloatVector c30 = FloatVector.fromArray(S, start, startAt + 3 * startStride);
        FloatVector c31 = FloatVector.fromArray(S, start, startAt + 3 * startStride + 1 * LANES);
        FloatVector c32 = FloatVector.fromArray(S, start, startAt + 3 * startStride + 2 * LANES);
        FloatVector c33 = FloatVector.fromArray(S, start, startAt + 3 * startStride + 3 * LANES);
        FloatVector c40 = FloatVector.fromArray(S, start, startAt + 4 * startStride);
        FloatVector c41 = FloatVector.fromArray(S, start, startAt + 4 * startStride + 1 * LANES);
        FloatVector c42 = FloatVector.fromArray(S, start, startAt + 4 * startStride + 2 * LANES);
        FloatVector c43 = FloatVector.fromArray(S, start, startAt + 4 * startStride + 3 * LANES);
        FloatVector c50 = FloatVector.fromArray(S, start, startAt + 5 * startStride);
        FloatVector c51 = FloatVector.fromArray(S, start, startAt + 5 * startStride + 1 * LANES);
        FloatVector c52 = FloatVector.fromArray(S, start, startAt + 5 * startStride + 2 * LANES);
        FloatVector c53 = FloatVector.fromArray(S, start, startAt + 5 * startStride + 3 * LANES);
        for (int k = 0; k < depth; k++) {
            int at = wAt + k * (4 * LANES);
            FloatVector w0 = FloatVector.fromArray(S, w, at + 0 * LANES);
            FloatVector w1 = FloatVector.fromArray(S, w, at + 1 * LANES);
            FloatVector w2 = FloatVector.fromArray(S, w, at + 2 * LANES);
            FloatVector w3 = FloatVector.fromArray(S, w, at + 3 * LANES);
            FloatVector s0 = FloatVector.broadcast(S, a[a0 + k]);
            c00 = s0.fma(w0, c00);
            c01 = s0.fma(w1, c01);
            c02 = s0.fma(w2, c02);
            c03 = s0.fma(w3, c03);
            FloatVector s1 = FloatVector.broadcast(S, a[a1 + k]);
            c10 = s1.fma(w0, c10);
            c11 = s1.fma(w1, c11);
            c12 = s1.fma(w2, c12);
            c13 = s1.fma(w3, c13);
            FloatVector s2 = FloatVector.broadcast(S, a[a2 + k]);
            c20 = s2.fma(w0, c20);
            c21 = s2.fma(w1, c21);
            c22 = s2.fma(w2, c22);
            c23 = s2.fma(w3, c23);
            FloatVector s3 = FloatVector.broadcast(S, a[a3 + k]);
            c30 = s3.fma(w0, c30);
            c31 = s3.fma(w1, c31);
            c32 = s3.fma(w2, c32);
            c33 = s3.fma(w3, c33);
            FloatVector s4 = FloatVector.broadcast(S, a[a4 + k]);
            c40 = s4.fma(w0, c40);
            c41 = s4.fma(w1, c41);
            c42 = s4.fma(w2, c42);
            c43 = s4.fma(w3, c43);
            FloatVector s5 = FloatVector.broadcast(S, a[a5 + k]);
            c50 = s5.fma(w0, c50);
            c51 = s5.fma(w1, c51);
            c52 = s5.fma(w2, c52);
            c53 = s5.fma(w3, c53);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + 1 * LANES);
        c02.intoArray(c, cAt + 2 * LANES);
        c03.intoArray(c, cAt + 3 * LANES);
        c10.intoArray(c, cAt + 1 * cStride);
        c11.intoArray(c, cAt + 1 * cStride + 1 * LANES);
        c12.intoArray(c, cAt + 1 * cStride + 2 * LANES);
        c13.intoArray(c, cAt + 1 * cStride + 3 * LANES);
        c20.intoArray(c, cAt + 2 * cStride);
        c21.intoArray(c, cAt + 2 * cStride + 1 * LANES);
        c22.intoArray(c, cAt + 2 * cStride + 2 * LANES);
        c23.intoArray(c, cAt + 2 * cStride + 3 * LANES);
        c30.intoArray(c, cAt + 3 * cStride);
        c31.intoArray(c, cAt + 3 * cStride + 1 * LANES);
        c32.intoArray(c, cAt + 3 * cStride + 2 * LANES);
        c33.intoArray(c, cAt + 3 * cStride + 3 * LANES);
        c40.intoArray(c, cAt + 4 * cStride);
        c41.intoArray(c, cAt + 4 * cStride + 1 * LANES);
        c42.intoArray(c, cAt + 4 * cStride + 2 * LANES);
        c43.intoArray(c, cAt + 4 * cStride + 3 * LANES);
        c50.intoArray(c, cAt + 5 * cStride);
        c51.intoArray(c, cAt + 5 * cStride + 1 * LANES);
        c52.intoArray(c, cAt + 5 * cStride + 2 * LANES);
        c53.intoArray(c, cAt + 5 * cStride + 3 * LANES);
    }

    /** 6 rows by 2 vectors of c, from a (rows, depth) and a panel (depth, 2 vectors). */
    static void product6x2(
            float[] a,
            int aAt,
            int aStride,
            int depth,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            int startStride,
            float[] c,
            int cAt,
            int cStride) {
        int a0 = aAt;
        int a1 = aAt + 1 * aStride;
        int a2 = aAt + 2 * aStride;
        int a3 = aAt + 3 * aStride;
        int a4 = aAt + 4 * aStride;
        int a5 = aAt + 5 * aStride;
        FloatVector c00 = FloatVector.fromArray(S, start, startAt);
        FloatVector c01 = FloatVector.fromArray(S, start, startAt + 1 * LANES);
        FloatVector c10 = FloatVector.fromArray(S, start, startAt + 1 * startStride);
        FloatVector c11 = FloatVector.fromArray(S, start, startAt + 1 * startStride + 1 * LANES);
        FloatVector c20 = FloatVector.fromArray(S, start, startAt + 2 * startStride);
        FloatVector c21 = FloatVector.fromArray(S, start, startAt + 2 * startStride + 1 * LANES);
        FloatVector c30 = FloatVector.fromArray(S, start, startAt + 3 * startStride);
        FloatVector c31 = FloatVector.fromArray(S, start, startAt + 3 * startStride + 1 * LANES);
        FloatVector c40 = FloatVector.fromArray(S, start, startAt + 4 * startStride);
        FloatVector c41 = FloatVector.fromArray(S, start, startAt + 4 * startStride + 1 * LANES);
        FloatVector c50 = FloatVector.fromArray(S, start, startAt + 5 * startStride);
        FloatVector c51 = FloatVector.fromArray(S, start, startAt + 5 * startStride + 1 * LANES);
        for (int k = 0; k < depth; k++) {
            int at = wAt + k * (2 * LANES);
            FloatVector w0 = FloatVector.fromArray(S, w, at + 0 * LANES);
            FloatVector w1 = FloatVector.fromArray(S, w, at + 1 * LANES);
            FloatVector s0 = FloatVector.broadcast(S, a[a0 + k]);
            c00 = s0.fma(w0, c00);
            c01 = s0.fma(w1, c01);
            FloatVector s1 = FloatVector.broadcast(S, a[a1 + k]);
            c10 = s1.fma(w0, c10);
            c11 = s1.fma(w1, c11);
            FloatVector s2 = FloatVector.broadcast(S, a[a2 + k]);
            c20 = s2.fma(w0, c20);
            c21 = s2.fma(w1, c21);
            FloatVector s3 = FloatVector.broadcast(S, a[a3 + k]);
            c30 = s3.fma(w0, c30);
            c31 = s3.fma(w1, c31);
            FloatVector s4 = FloatVector.broadcast(S, a[a4 + k]);
            c40 = s4.fma(w0, c40);
            c41 = s4.fma(w1, c41);
            FloatVector s5 = FloatVector.broadcast(S, a[a5 + k]);
            c50 = s5.fma(w0, c50);
            c51 = s5.fma(w1, c51);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + 1 * LANES);
        c10.intoArray(c, cAt + 1 * cStride);
        c11.intoArray(c, cAt + 1 * cStride + 1 * LANES);
        c20.intoArray(c, cAt + 2 * cStride);
        c21.intoArray(c, cAt + 2 * cStride + 1 * LANES);
        c30.intoArray(c, cAt + 3 * cStride);
        c31.intoArray(c, cAt + 3 * cStride + 1 * LANES);
        c40.intoArray(c, cAt + 4 * cStride);
        c41.intoArray(c, cAt + 4 * cStride + 1 * LANES);
        c50.intoArray(c, cAt + 5 * cStride);
        c51.intoArray(c, cAt + 5 * cStride + 1 * LANES);
    }

    /** 6 rows by 1 vector of c, from a (rows, depth) and a panel (depth, 1 vectors). */
    static void product6x1(
            float[] a,
            int aAt,
            int aStride,
            int depth,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            int startStride,
            float[] c,
            int cAt,
            int cStride) {
        int a0 = aAt;
        int a1 = aAt + 1 * aStride;
        int a2 = aAt + 2 * aStride;
        int a3 = aAt + 3 * aStride;
        int a4 = aAt + 4 * aStride;
        int a5 = aAt + 5 * aStride;
        FloatVector c00 = FloatVector.fromArray(S, start, startAt);
        FloatVector c10 = FloatVector.fromArray(S, start, startAt + 1 * startStride);
        FloatVector c20 = FloatVector.fromArray(S, start, startAt + 2 * startStride);
        FloatVector c30 = FloatVector.fromArray(S, start, startAt + 3 * startStride);
        FloatVector c40 = FloatVector.fromArray(S, start, startAt + 4 * startStride);
        FloatVector c50 = FloatVector.fromArray(S, start, startAt + 5 * startStride);
        for (int k = 0; k < depth; k++) {
            int at = wAt + k * (1 * LANES);
            FloatVector w0 = FloatVector.fromArray(S, w, at + 0 * LANES);
            FloatVector s0 = FloatVector.broadcast(S, a[a0 + k]);
            c00 = s0.fma(w0, c00);
            FloatVector s1 = FloatVector.broadcast(S, a[a1 + k]);
            c10 = s1.fma(w0, c10);
            FloatVector s2 = FloatVector.broadcast(S, a[a2 + k]);
            c20 = s2.fma(w0, c20);
            FloatVector s3 = FloatVector.broadcast(S, a[a3 + k]);
            c30 = s3.fma(w0, c30);
            FloatVector s4 = FloatVector.broadcast(S, a[a4 + k]);
            c40 = s4.fma(w0, c40);
            FloatVector s5 = FloatVector.broadcast(S, a[a5 + k]);
            c50 = s5.fma(w0, c50);
        }
        c00.intoArray(c, cAt);
        c10.intoArray(c, cAt + 1 * cStride);
        c20.intoArray(c, cAt + 2 * cStride);
        c30.intoArray(c, cAt + 3 * cStride);
        c40.intoArray(c, cAt + 4 * cStride);
        c50.intoArray(c, cAt + 5 * cStride);
    }

    /** 1 rows by 4 vectors of c, from a (rows, depth) and a panel (depth, 4 vectors). */
    static void product1x4(
            float[] a,
            int aAt,
            int aStride,
            int depth,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            int startStride,
            float[] c,
            int cAt,
            int cStride) {
        int a0 = aAt;
        FloatVector c00 = FloatVector.fromArray(S, start, startAt);
        FloatVector c01 = FloatVector.fromArray(S, start, startAt + 1 * LANES);
        FloatVector c02 = FloatVector.fromArray(S, start, startAt + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(S, start, startAt + 3 * LANES);
        for (int k = 0; k < depth; k++) {
            int at = wAt + k * (4 * LANES);
            FloatVector w0 = FloatVector.fromArray(S, w, at + 0 * LANES);
            FloatVector w1 = FloatVector.fromArray(S, w, at + 1 * LANES);
            FloatVector w2 = FloatVector.fromArray(S, w, at + 2 * LANES);
            FloatVector w3 = FloatVector.fromArray(S, w, at + 3 * LANES);
            FloatVector s0 = FloatVector.broadcast(S, a[a0 + k]);
            c00 = s0.fma(w0, c00);
            c01 = s0.fma(w1, c01);
            c02 = s0.fma(w2, c02);
            c03 = s0.fma(w3, c03);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + 1 * LANES);
        c02.intoArray(c, cAt + 2 * LANES);
        c03.intoArray(c, cAt + 3 * LANES);
    }

    /** 1 rows by 2 vectors of c, from a (rows, depth) and a panel (depth, 2 vectors). */
    static void product1x2(
            float[] a,
            int aAt,
            int aStride,
            int depth,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            int startStride,
            float[] c,
            int cAt,
            int cStride) {
        int a0 = aAt;
        FloatVector c00 = FloatVector.fromArray(S, start, startAt);
        FloatVector c01 = FloatVector.fromArray(S, start, startAt + 1 * LANES);
        for (int k = 0; k < depth; k++) {
            int at = wAt + k * (2 * LANES);
            FloatVector w0 = FloatVector.fromArray(S, w, at + 0 * LANES);
            FloatVector w1 = FloatVector.fromArray(S, w, at + 1 * LANES);
            FloatVector s0 = FloatVector.broadcast(S, a[a0 + k]);
            c00 = s0.fma(w0, c00);
            c01 = s0.fma(w1, c01);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + 1 * LANES);
    }

    /** 1 rows by 1 vector of c, from a (rows, depth) and a panel (depth, 1 vectors). */
    static void product1x1(
            float[] a,
            int aAt,
            int aStride,
            int depth,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            int startStride,
            float[] c,
            int cAt,
            int cStride) {
        int a0 = aAt;
        FloatVector c00 = FloatVector.fromArray(S, start, startAt);
        for (int k = 0; k < depth; k++) {
            int at = wAt + k * (1 * LANES);
            FloatVector w0 = FloatVector.fromArray(S, w, at + 0 * LANES);
            FloatVector s0 = FloatVector.broadcast(S, a[a0 + k]);
            c00 = s0.fma(w0, c00);
        }
        c00.intoArray(c, cAt);
    }

    /** 8 rows by 2 vectors of the weight gradient: the sum over the batch of x (B, 8) times dy (B, 2 vectors). */
    static void gradient8x2(
            float[] x,
            int xAt,
            int xStride,
            float[] dy,
            int dyAt,
            int dyStride,
            int from,
            int to,
            float[] g,
            int gAt,
            int gStride,
            boolean add) {
        FloatVector g00 = FloatVector.zero(S);
        FloatVector g01 = FloatVector.zero(S);
        FloatVector g10 = FloatVector.zero(S);
        FloatVector g11 = FloatVector.zero(S);
        FloatVector g20 = FloatVector.zero(S);
        FloatVector g21 = FloatVector.zero(S);
        FloatVector g30 = FloatVector.zero(S);
        FloatVector g31 = FloatVector.zero(S);
        FloatVector g40 = FloatVector.zero(S);
        FloatVector g41 = FloatVector.zero(S);
        FloatVector g50 = FloatVector.zero(S);
        FloatVector g51 = FloatVector.zero(S);
        FloatVector g60 = FloatVector.zero(S);
        FloatVector g61 = FloatVector.zero(S);
        FloatVector g70 = FloatVector.zero(S);
        FloatVector g71 = FloatVector.zero(S);
        for (int b = from; b < to; b++) {
            int dyRow = dyAt + b * dyStride;
            int xRow = xAt + b * xStride;
            FloatVector d0 = FloatVector.fromArray(S, dy, dyRow + 0 * LANES);
            FloatVector d1 = FloatVector.fromArray(S, dy, dyRow + 1 * LANES);
            FloatVector s0 = FloatVector.broadcast(S, x[xRow + 0]);
            g00 = s0.fma(d0, g00);
            g01 = s0.fma(d1, g01);
            FloatVector s1 = FloatVector.broadcast(S, x[xRow + 1]);
            g10 = s1.fma(d0, g10);
            g11 = s1.fma(d1, g11);
            FloatVector s2 = FloatVector.broadcast(S, x[xRow + 2]);
            g20 = s2.fma(d0, g20);
            g21 = s2.fma(d1, g21);
            FloatVector s3 = FloatVector.broadcast(S, x[xRow + 3]);
            g30 = s3.fma(d0, g30);
            g31 = s3.fma(d1, g31);
            FloatVector s4 = FloatVector.broadcast(S, x[xRow + 4]);
            g40 = s4.fma(d0, g40);
            g41 = s4.fma(d1, g41);
            FloatVector s5 = FloatVector.broadcast(S, x[xRow + 5]);
            g50 = s5.fma(d0, g50);
            g51 = s5.fma(d1, g51);
            FloatVector s6 = FloatVector.broadcast(S, x[xRow + 6]);
            g60 = s6.fma(d0, g60);
            g61 = s6.fma(d1, g61);
            FloatVector s7 = FloatVector.broadcast(S, x[xRow + 7]);
            g70 = s7.fma(d0, g70);
            g71 = s7.fma(d1, g71);
        }
        if (add) {
            g00 = g00.add(FloatVector.fromArray(S, g, gAt));
            g01 = g01.add(FloatVector.fromArray(S, g, gAt + 1 * LANES));
            g10 = g10.add(FloatVector.fromArray(S, g, gAt + 1 * gStride));
            g11 = g11.add(FloatVector.fromArray(S, g, gAt + 1 * gStride + 1 * LANES));
            g20 = g20.add(FloatVector.fromArray(S, g, gAt + 2 * gStride));
            g21 = g21.add(FloatVector.fromArray(S, g, gAt + 2 * gStride + 1 * LANES));
            g30 = g30.add(FloatVector.fromArray(S, g, gAt + 3 * gStride));
            g31 = g31.add(FloatVector.fromArray(S, g, gAt + 3 * gStride + 1 * LANES));
            g40 = g40.add(FloatVector.fromArray(S, g, gAt + 4 * gStride));
            g41 = g41.add(FloatVector.fromArray(S, g, gAt + 4 * gStride + 1 * LANES));
            g50 = g50.add(FloatVector.fromArray(S, g, gAt + 5 * gStride));
            g51 = g51.add(FloatVector.fromArray(S, g, gAt + 5 * gStride + 1 * LANES));
            g60 = g60.add(FloatVector.fromArray(S, g, gAt + 6 * gStride));
            g61 = g61.add(FloatVector.fromArray(S, g, gAt + 6 * gStride + 1 * LANES));
            g70 = g70.add(FloatVector.fromArray(S, g, gAt + 7 * gStride));
            g71 = g71.add(FloatVector.fromArray(S, g, gAt + 7 * gStride + 1 * LANES));
        }
        g00.intoArray(g, gAt);
        g01.intoArray(g, gAt + 1 * LANES);
        g10.intoArray(g, gAt + 1 * gStride);
        g11.intoArray(g, gAt + 1 * gStride + 1 * LANES);
        g20.intoArray(g, gAt + 2 * gStride);
        g21.intoArray(g, gAt + 2 * gStride + 1 * LANES);
        g30.intoArray(g, gAt + 3 * gStride);
        g31.intoArray(g, gAt + 3 * gStride + 1 * LANES);
        g40.intoArray(g, gAt + 4 * gStride);
        g41.intoArray(g, gAt + 4 * gStride + 1 * LANES);
        g50.intoArray(g, gAt + 5 * gStride);
        g51.intoArray(g, gAt + 5 * gStride + 1 * LANES);
        g60.intoArray(g, gAt + 6 * gStride);
        g61.intoArray(g, gAt + 6 * gStride + 1 * LANES);
        g70.intoArray(g, gAt + 7 * gStride);
        g71.intoArray(g, gAt + 7 * gStride + 1 * LANES);
    }

    /** 4 rows by 2 vectors of the weight gradient: the sum over the batch of x (B, 4) times dy (B, 2 vectors). */
    static void gradient4x2(
            float[] x,
            int xAt,
            int xStride,
            float[] dy,
            int dyAt,
            int dyStride,
            int from,
            int to,
            float[] g,
            int gAt,
            int gStride,
            boolean add) {
        FloatVector g00 = FloatVector.zero(S);
        FloatVector g01 = FloatVector.zero(S);
        FloatVector g10 = FloatVector.zero(S);
        FloatVector g11 = FloatVector.zero(S);
        FloatVector g20 = FloatVector.zero(S);
        FloatVector g21 = FloatVector.zero(S);
        FloatVector g30 = FloatVector.zero(S);
        FloatVector g31 = FloatVector.zero(S);
        for (int b = from; b < to; b++) {
            int dyRow = dyAt + b * dyStride;
            int xRow = xAt + b * xStride;
            FloatVector d0 = FloatVector.fromArray(S, dy, dyRow + 0 * LANES);
            FloatVector d1 = FloatVector.fromArray(S, dy, dyRow + 1 * LANES);
            FloatVector s0 = FloatVector.broadcast(S, x[xRow + 0]);
            g00 = s0.fma(d0, g00);
            g01 = s0.fma(d1, g01);
            FloatVector s1 = FloatVector.broadcast(S, x[xRow + 1]);
            g10 = s1.fma(d0, g10);
            g11 = s1.fma(d1, g11);
            FloatVector s2 = FloatVector.broadcast(S, x[xRow + 2]);
            g20 = s2.fma(d0, g20);
            g21 = s2.fma(d1, g21);
            FloatVector s3 = FloatVector.broadcast(S, x[xRow + 3]);
            g30 = s3.fma(d0, g30);
            g31 = s3.fma(d1, g31);
        }
        if (add) {
            g00 = g00.add(FloatVector.fromArray(S, g, gAt));
            g01 = g01.add(FloatVector.fromArray(S, g, gAt + 1 * LANES));
            g10 = g10.add(FloatVector.fromArray(S, g, gAt + 1 * gStride));
            g11 = g11.add(FloatVector.fromArray(S, g, gAt + 1 * gStride + 1 * LANES));
            g20 = g20.add(FloatVector.fromArray(S, g, gAt + 2 * gStride));
            g21 = g21.add(FloatVector.fromArray(S, g, gAt + 2 * gStride + 1 * LANES));
            g30 = g30.add(FloatVector.fromArray(S, g, gAt + 3 * gStride));
            g31 = g31.add(FloatVector.fromArray(S, g, gAt + 3 * gStride + 1 * LANES));
        }
        g00.intoArray(g, gAt);
        g01.intoArray(g, gAt + 1 * LANES);
        g10.intoArray(g, gAt + 1 * gStride);
        g11.intoArray(g, gAt + 1 * gStride + 1 * LANES);
        g20.intoArray(g, gAt + 2 * gStride);
        g21.intoArray(g, gAt + 2 * gStride + 1 * LANES);
        g30.intoArray(g, gAt + 3 * gStride);
        g31.intoArray(g, gAt + 3 * gStride + 1 * LANES);
    }

    /** 4 rows by 1 vector of the weight gradient: the sum over the batch of x (B, 4) times dy (B, 1 vectors). */
    static void gradient4x1(
            float[] x,
            int xAt,
            int xStride,
            float[] dy,
            int dyAt,
            int dyStride,
            int from,
            int to,
            float[] g,
            int gAt,
            int gStride,
            boolean add) {
        FloatVector g00 = FloatVector.zero(S);
        FloatVector g10 = FloatVector.zero(S);
        FloatVector g20 = FloatVector.zero(S);
        FloatVector g30 = FloatVector.zero(S);
        for (int b = from; b < to; b++) {
            int dyRow = dyAt + b * dyStride;
            int xRow = xAt + b * xStride;
            FloatVector d0 = FloatVector.fromArray(S, dy, dyRow + 0 * LANES);
            FloatVector s0 = FloatVector.broadcast(S, x[xRow + 0]);
            g00 = s0.fma(d0, g00);
            FloatVector s1 = FloatVector.broadcast(S, x[xRow + 1]);
            g10 = s1.fma(d0, g10);
            FloatVector s2 = FloatVector.broadcast(S, x[xRow + 2]);
            g20 = s2.fma(d0, g20);
            FloatVector s3 = FloatVector.broadcast(S, x[xRow + 3]);
            g30 = s3.fma(d0, g30);
        }
        if (add) {
            g00 = g00.add(FloatVector.fromArray(S, g, gAt));
            g10 = g10.add(FloatVector.fromArray(S, g, gAt + 1 * gStride));
            g20 = g20.add(FloatVector.fromArray(S, g, gAt + 2 * gStride));
            g30 = g30.add(FloatVector.fromArray(S, g, gAt + 3 * gStride));
        }
        g00.intoArray(g, gAt);
        g10.intoArray(g, gAt + 1 * gStride);
        g20.intoArray(g, gAt + 2 * gStride);
        g30.intoArray(g, gAt + 3 * gStride);
    }
}
