package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.S;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * Blocks of a weight gradient: g (rows, vectors) = xᵀ dy, the sum over a batch of x (B, rows) times dy (B, vectors), in
 * registers while it runs. Rows of the batch are {@link VectorBatch#WIDTH} apart. Written out like
 * {@link VectorProductTiles}, and in the order of the batch.
 */
final class VectorGradientTiles {

    private VectorGradientTiles() {}

    /** 12 rows by 2 vectors. */
    static void gradient12x2(float[] x, int xAt, float[] dy, int dyAt, int rows, float[] g, int gAt, int gStride) {
        FloatVector g00 = FloatVector.zero(S);
        FloatVector g01 = g00;
        FloatVector g10 = g00;
        FloatVector g11 = g00;
        FloatVector g20 = g00;
        FloatVector g21 = g00;
        FloatVector g30 = g00;
        FloatVector g31 = g00;
        FloatVector g40 = g00;
        FloatVector g41 = g00;
        FloatVector g50 = g00;
        FloatVector g51 = g00;
        FloatVector g60 = g00;
        FloatVector g61 = g00;
        FloatVector g70 = g00;
        FloatVector g71 = g00;
        FloatVector g80 = g00;
        FloatVector g81 = g00;
        FloatVector g90 = g00;
        FloatVector g91 = g00;
        FloatVector ga0 = g00;
        FloatVector ga1 = g00;
        FloatVector gb0 = g00;
        FloatVector gb1 = g00;
        for (int b = 0; b < rows; b++) {
            int row = b * WIDTH;
            FloatVector d0 = FloatVector.fromArray(S, dy, dyAt + row);
            FloatVector d1 = FloatVector.fromArray(S, dy, dyAt + row + LANES);
            FloatVector s0 = FloatVector.broadcast(S, x[xAt + row]);
            g00 = s0.fma(d0, g00);
            g01 = s0.fma(d1, g01);
            FloatVector s1 = FloatVector.broadcast(S, x[xAt + row + 1]);
            g10 = s1.fma(d0, g10);
            g11 = s1.fma(d1, g11);
            FloatVector s2 = FloatVector.broadcast(S, x[xAt + row + 2]);
            g20 = s2.fma(d0, g20);
            g21 = s2.fma(d1, g21);
            FloatVector s3 = FloatVector.broadcast(S, x[xAt + row + 3]);
            g30 = s3.fma(d0, g30);
            g31 = s3.fma(d1, g31);
            FloatVector s4 = FloatVector.broadcast(S, x[xAt + row + 4]);
            g40 = s4.fma(d0, g40);
            g41 = s4.fma(d1, g41);
            FloatVector s5 = FloatVector.broadcast(S, x[xAt + row + 5]);
            g50 = s5.fma(d0, g50);
            g51 = s5.fma(d1, g51);
            FloatVector s6 = FloatVector.broadcast(S, x[xAt + row + 6]);
            g60 = s6.fma(d0, g60);
            g61 = s6.fma(d1, g61);
            FloatVector s7 = FloatVector.broadcast(S, x[xAt + row + 7]);
            g70 = s7.fma(d0, g70);
            g71 = s7.fma(d1, g71);
            FloatVector s8 = FloatVector.broadcast(S, x[xAt + row + 8]);
            g80 = s8.fma(d0, g80);
            g81 = s8.fma(d1, g81);
            FloatVector s9 = FloatVector.broadcast(S, x[xAt + row + 9]);
            g90 = s9.fma(d0, g90);
            g91 = s9.fma(d1, g91);
            FloatVector sa = FloatVector.broadcast(S, x[xAt + row + 10]);
            ga0 = sa.fma(d0, ga0);
            ga1 = sa.fma(d1, ga1);
            FloatVector sb = FloatVector.broadcast(S, x[xAt + row + 11]);
            gb0 = sb.fma(d0, gb0);
            gb1 = sb.fma(d1, gb1);
        }
        g00.intoArray(g, gAt);
        g01.intoArray(g, gAt + LANES);
        g10.intoArray(g, gAt + gStride);
        g11.intoArray(g, gAt + gStride + LANES);
        g20.intoArray(g, gAt + 2 * gStride);
        g21.intoArray(g, gAt + 2 * gStride + LANES);
        g30.intoArray(g, gAt + 3 * gStride);
        g31.intoArray(g, gAt + 3 * gStride + LANES);
        g40.intoArray(g, gAt + 4 * gStride);
        g41.intoArray(g, gAt + 4 * gStride + LANES);
        g50.intoArray(g, gAt + 5 * gStride);
        g51.intoArray(g, gAt + 5 * gStride + LANES);
        g60.intoArray(g, gAt + 6 * gStride);
        g61.intoArray(g, gAt + 6 * gStride + LANES);
        g70.intoArray(g, gAt + 7 * gStride);
        g71.intoArray(g, gAt + 7 * gStride + LANES);
        g80.intoArray(g, gAt + 8 * gStride);
        g81.intoArray(g, gAt + 8 * gStride + LANES);
        g90.intoArray(g, gAt + 9 * gStride);
        g91.intoArray(g, gAt + 9 * gStride + LANES);
        ga0.intoArray(g, gAt + 10 * gStride);
        ga1.intoArray(g, gAt + 10 * gStride + LANES);
        gb0.intoArray(g, gAt + 11 * gStride);
        gb1.intoArray(g, gAt + 11 * gStride + LANES);
    }

    /** 8 rows by 2 vectors. */
    static void gradient8x2(float[] x, int xAt, float[] dy, int dyAt, int rows, float[] g, int gAt, int gStride) {
        FloatVector g00 = FloatVector.zero(S);
        FloatVector g01 = g00;
        FloatVector g10 = g00;
        FloatVector g11 = g00;
        FloatVector g20 = g00;
        FloatVector g21 = g00;
        FloatVector g30 = g00;
        FloatVector g31 = g00;
        FloatVector g40 = g00;
        FloatVector g41 = g00;
        FloatVector g50 = g00;
        FloatVector g51 = g00;
        FloatVector g60 = g00;
        FloatVector g61 = g00;
        FloatVector g70 = g00;
        FloatVector g71 = g00;
        for (int b = 0; b < rows; b++) {
            int row = b * WIDTH;
            FloatVector d0 = FloatVector.fromArray(S, dy, dyAt + row);
            FloatVector d1 = FloatVector.fromArray(S, dy, dyAt + row + LANES);
            FloatVector s0 = FloatVector.broadcast(S, x[xAt + row]);
            g00 = s0.fma(d0, g00);
            g01 = s0.fma(d1, g01);
            FloatVector s1 = FloatVector.broadcast(S, x[xAt + row + 1]);
            g10 = s1.fma(d0, g10);
            g11 = s1.fma(d1, g11);
            FloatVector s2 = FloatVector.broadcast(S, x[xAt + row + 2]);
            g20 = s2.fma(d0, g20);
            g21 = s2.fma(d1, g21);
            FloatVector s3 = FloatVector.broadcast(S, x[xAt + row + 3]);
            g30 = s3.fma(d0, g30);
            g31 = s3.fma(d1, g31);
            FloatVector s4 = FloatVector.broadcast(S, x[xAt + row + 4]);
            g40 = s4.fma(d0, g40);
            g41 = s4.fma(d1, g41);
            FloatVector s5 = FloatVector.broadcast(S, x[xAt + row + 5]);
            g50 = s5.fma(d0, g50);
            g51 = s5.fma(d1, g51);
            FloatVector s6 = FloatVector.broadcast(S, x[xAt + row + 6]);
            g60 = s6.fma(d0, g60);
            g61 = s6.fma(d1, g61);
            FloatVector s7 = FloatVector.broadcast(S, x[xAt + row + 7]);
            g70 = s7.fma(d0, g70);
            g71 = s7.fma(d1, g71);
        }
        g00.intoArray(g, gAt);
        g01.intoArray(g, gAt + LANES);
        g10.intoArray(g, gAt + gStride);
        g11.intoArray(g, gAt + gStride + LANES);
        g20.intoArray(g, gAt + 2 * gStride);
        g21.intoArray(g, gAt + 2 * gStride + LANES);
        g30.intoArray(g, gAt + 3 * gStride);
        g31.intoArray(g, gAt + 3 * gStride + LANES);
        g40.intoArray(g, gAt + 4 * gStride);
        g41.intoArray(g, gAt + 4 * gStride + LANES);
        g50.intoArray(g, gAt + 5 * gStride);
        g51.intoArray(g, gAt + 5 * gStride + LANES);
        g60.intoArray(g, gAt + 6 * gStride);
        g61.intoArray(g, gAt + 6 * gStride + LANES);
        g70.intoArray(g, gAt + 7 * gStride);
        g71.intoArray(g, gAt + 7 * gStride + LANES);
    }

    /** 6 rows by 2 vectors. */
    static void gradient6x2(float[] x, int xAt, float[] dy, int dyAt, int rows, float[] g, int gAt, int gStride) {
        FloatVector g00 = FloatVector.zero(S);
        FloatVector g01 = g00;
        FloatVector g10 = g00;
        FloatVector g11 = g00;
        FloatVector g20 = g00;
        FloatVector g21 = g00;
        FloatVector g30 = g00;
        FloatVector g31 = g00;
        FloatVector g40 = g00;
        FloatVector g41 = g00;
        FloatVector g50 = g00;
        FloatVector g51 = g00;
        for (int b = 0; b < rows; b++) {
            int row = b * WIDTH;
            FloatVector d0 = FloatVector.fromArray(S, dy, dyAt + row);
            FloatVector d1 = FloatVector.fromArray(S, dy, dyAt + row + LANES);
            FloatVector s0 = FloatVector.broadcast(S, x[xAt + row]);
            g00 = s0.fma(d0, g00);
            g01 = s0.fma(d1, g01);
            FloatVector s1 = FloatVector.broadcast(S, x[xAt + row + 1]);
            g10 = s1.fma(d0, g10);
            g11 = s1.fma(d1, g11);
            FloatVector s2 = FloatVector.broadcast(S, x[xAt + row + 2]);
            g20 = s2.fma(d0, g20);
            g21 = s2.fma(d1, g21);
            FloatVector s3 = FloatVector.broadcast(S, x[xAt + row + 3]);
            g30 = s3.fma(d0, g30);
            g31 = s3.fma(d1, g31);
            FloatVector s4 = FloatVector.broadcast(S, x[xAt + row + 4]);
            g40 = s4.fma(d0, g40);
            g41 = s4.fma(d1, g41);
            FloatVector s5 = FloatVector.broadcast(S, x[xAt + row + 5]);
            g50 = s5.fma(d0, g50);
            g51 = s5.fma(d1, g51);
        }
        g00.intoArray(g, gAt);
        g01.intoArray(g, gAt + LANES);
        g10.intoArray(g, gAt + gStride);
        g11.intoArray(g, gAt + gStride + LANES);
        g20.intoArray(g, gAt + 2 * gStride);
        g21.intoArray(g, gAt + 2 * gStride + LANES);
        g30.intoArray(g, gAt + 3 * gStride);
        g31.intoArray(g, gAt + 3 * gStride + LANES);
        g40.intoArray(g, gAt + 4 * gStride);
        g41.intoArray(g, gAt + 4 * gStride + LANES);
        g50.intoArray(g, gAt + 5 * gStride);
        g51.intoArray(g, gAt + 5 * gStride + LANES);
    }

    /** 4 rows by 2 vectors. */
    static void gradient4x2(float[] x, int xAt, float[] dy, int dyAt, int rows, float[] g, int gAt, int gStride) {
        FloatVector g00 = FloatVector.zero(S);
        FloatVector g01 = g00;
        FloatVector g10 = g00;
        FloatVector g11 = g00;
        FloatVector g20 = g00;
        FloatVector g21 = g00;
        FloatVector g30 = g00;
        FloatVector g31 = g00;
        for (int b = 0; b < rows; b++) {
            int row = b * WIDTH;
            FloatVector d0 = FloatVector.fromArray(S, dy, dyAt + row);
            FloatVector d1 = FloatVector.fromArray(S, dy, dyAt + row + LANES);
            FloatVector s0 = FloatVector.broadcast(S, x[xAt + row]);
            g00 = s0.fma(d0, g00);
            g01 = s0.fma(d1, g01);
            FloatVector s1 = FloatVector.broadcast(S, x[xAt + row + 1]);
            g10 = s1.fma(d0, g10);
            g11 = s1.fma(d1, g11);
            FloatVector s2 = FloatVector.broadcast(S, x[xAt + row + 2]);
            g20 = s2.fma(d0, g20);
            g21 = s2.fma(d1, g21);
            FloatVector s3 = FloatVector.broadcast(S, x[xAt + row + 3]);
            g30 = s3.fma(d0, g30);
            g31 = s3.fma(d1, g31);
        }
        g00.intoArray(g, gAt);
        g01.intoArray(g, gAt + LANES);
        g10.intoArray(g, gAt + gStride);
        g11.intoArray(g, gAt + gStride + LANES);
        g20.intoArray(g, gAt + 2 * gStride);
        g21.intoArray(g, gAt + 2 * gStride + LANES);
        g30.intoArray(g, gAt + 3 * gStride);
        g31.intoArray(g, gAt + 3 * gStride + LANES);
    }

    /** 4 rows by 1 vector. */
    static void gradient4x1(float[] x, int xAt, float[] dy, int dyAt, int rows, float[] g, int gAt, int gStride) {
        FloatVector g00 = FloatVector.zero(S);
        FloatVector g10 = g00;
        FloatVector g20 = g00;
        FloatVector g30 = g00;
        for (int b = 0; b < rows; b++) {
            int row = b * WIDTH;
            FloatVector d0 = FloatVector.fromArray(S, dy, dyAt + row);
            FloatVector s0 = FloatVector.broadcast(S, x[xAt + row]);
            g00 = s0.fma(d0, g00);
            FloatVector s1 = FloatVector.broadcast(S, x[xAt + row + 1]);
            g10 = s1.fma(d0, g10);
            FloatVector s2 = FloatVector.broadcast(S, x[xAt + row + 2]);
            g20 = s2.fma(d0, g20);
            FloatVector s3 = FloatVector.broadcast(S, x[xAt + row + 3]);
            g30 = s3.fma(d0, g30);
        }
        g00.intoArray(g, gAt);
        g10.intoArray(g, gAt + gStride);
        g20.intoArray(g, gAt + 2 * gStride);
        g30.intoArray(g, gAt + 3 * gStride);
    }

    /**
     * One vector of the bias gradient: the sum of dy over the batch, as four sums of every fourth row and then the
     * rest.
     */
    static void sum1(float[] dy, int dyAt, int rows, float[] g, int gAt) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int whole = rows / 4 * 4;
        for (int b = 0; b < whole; b += 4) {
            int at = dyAt + b * WIDTH;
            s0 = s0.add(FloatVector.fromArray(S, dy, at));
            s1 = s1.add(FloatVector.fromArray(S, dy, at + WIDTH));
            s2 = s2.add(FloatVector.fromArray(S, dy, at + 2 * WIDTH));
            s3 = s3.add(FloatVector.fromArray(S, dy, at + 3 * WIDTH));
        }
        s0.add(s1).add(s2.add(s3)).intoArray(g, gAt);
        for (int b = whole; b < rows; b++) {
            FloatVector.fromArray(S, g, gAt)
                    .add(FloatVector.fromArray(S, dy, dyAt + b * WIDTH))
                    .intoArray(g, gAt);
        }
    }

    /** Two vectors of it, which share lines of the cache. */
    static void sum2(float[] dy, int dyAt, int rows, float[] g, int gAt) {
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = s00;
        FloatVector s10 = s00;
        FloatVector s11 = s00;
        FloatVector s20 = s00;
        FloatVector s21 = s00;
        FloatVector s30 = s00;
        FloatVector s31 = s00;
        int whole = rows / 4 * 4;
        for (int b = 0; b < whole; b += 4) {
            int at = dyAt + b * WIDTH;
            s00 = s00.add(FloatVector.fromArray(S, dy, at));
            s01 = s01.add(FloatVector.fromArray(S, dy, at + LANES));
            s10 = s10.add(FloatVector.fromArray(S, dy, at + WIDTH));
            s11 = s11.add(FloatVector.fromArray(S, dy, at + WIDTH + LANES));
            s20 = s20.add(FloatVector.fromArray(S, dy, at + 2 * WIDTH));
            s21 = s21.add(FloatVector.fromArray(S, dy, at + 2 * WIDTH + LANES));
            s30 = s30.add(FloatVector.fromArray(S, dy, at + 3 * WIDTH));
            s31 = s31.add(FloatVector.fromArray(S, dy, at + 3 * WIDTH + LANES));
        }
        s00.add(s10).add(s20.add(s30)).intoArray(g, gAt);
        s01.add(s11).add(s21.add(s31)).intoArray(g, gAt + LANES);
        for (int b = whole; b < rows; b++) {
            for (int o = 0; o < 2 * LANES; o += LANES) {
                FloatVector.fromArray(S, g, gAt + o)
                        .add(FloatVector.fromArray(S, dy, dyAt + b * WIDTH + o))
                        .intoArray(g, gAt + o);
            }
        }
    }

    /** One vector of the sum over the batch of x (B, vector) times dz[at + b step], in the same order. */
    static void weightedSum(float[] x, int xAt, float[] dz, int at, int step, int rows, float[] g, int gAt) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int whole = rows / 4 * 4;
        for (int b = 0; b < whole; b += 4) {
            int row = xAt + b * WIDTH;
            int d = at + b * step;
            s0 = FloatVector.broadcast(S, dz[d]).fma(FloatVector.fromArray(S, x, row), s0);
            s1 = FloatVector.broadcast(S, dz[d + step]).fma(FloatVector.fromArray(S, x, row + WIDTH), s1);
            s2 = FloatVector.broadcast(S, dz[d + 2 * step]).fma(FloatVector.fromArray(S, x, row + 2 * WIDTH), s2);
            s3 = FloatVector.broadcast(S, dz[d + 3 * step]).fma(FloatVector.fromArray(S, x, row + 3 * WIDTH), s3);
        }
        s0.add(s1).add(s2.add(s3)).intoArray(g, gAt);
        for (int b = whole; b < rows; b++) {
            FloatVector.broadcast(S, dz[at + b * step])
                    .fma(FloatVector.fromArray(S, x, xAt + b * WIDTH), FloatVector.fromArray(S, g, gAt))
                    .intoArray(g, gAt);
        }
    }
}
