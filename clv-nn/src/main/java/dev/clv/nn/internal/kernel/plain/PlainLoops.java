package dev.clv.nn.internal.kernel.plain;

import static dev.clv.nn.internal.kernel.HardwareFma.multiplyAdd;

/**
 * The inner loops of {@link PlainNet}. The compiler of JDK 17 turns a loop into vector instructions only when every
 * array is indexed by the loop variable alone, one array is written and few are read; hence the shapes, and the steps
 * of five.
 */
final class PlainLoops {

    private PlainLoops() {}

    static void fill(float[] sum, float value, int from, int to) {
        for (int j = from; j < to; j++) {
            sum[j] = value;
        }
    }

    static void add1(float[] sum, float[] r0, float a0, int from, int to) {
        for (int j = from; j < to; j++) {
            sum[j] = multiplyAdd(a0, r0[j], sum[j]);
        }
    }

    /** sum += factor times the sign of w, 0 for 0. */
    static void addSigns(float[] sum, float[] w, float factor, int from, int to) {
        for (int j = from; j < to; j++) {
            sum[j] = sum[j] + factor * Math.signum(w[j]);
        }
    }

    static void add2(float[] sum, float[] r0, float[] r1, float a0, float a1, int from, int to) {
        for (int j = from; j < to; j++) {
            sum[j] = multiplyAdd(a1, r1[j], multiplyAdd(a0, r0[j], sum[j]));
        }
    }

    static void add5(
            float[] sum,
            float[] r0,
            float[] r1,
            float[] r2,
            float[] r3,
            float[] r4,
            float a0,
            float a1,
            float a2,
            float a3,
            float a4,
            int from,
            int to) {
        for (int j = from; j < to; j++) {
            float first = multiplyAdd(a1, r1[j], multiplyAdd(a0, r0[j], sum[j]));
            sum[j] = multiplyAdd(a4, r4[j], multiplyAdd(a3, r3[j], multiplyAdd(a2, r2[j], first)));
        }
    }

    /** max(y, 0). The Java maximum distinguishes zeros and NaN, at several times the cost. */
    static void rectify(float[] y, int from, int to) {
        for (int j = from; j < to; j++) {
            y[j] = 0.5f * (y[j] + Math.abs(y[j]));
        }
    }

    /**
     * Keeps dy where y is above zero: y times a huge number is at least 1 for every positive float, and the compiler
     * vectorises min.
     */
    static void gate(float[] dy, float[] y, int from, int to) {
        for (int j = from; j < to; j++) {
            dy[j] = dy[j] * Math.min(y[j] * 1e30f * 1e30f, 1f);
        }
    }

    static void multiply(float[] dy, float[] factors, int from, int to) {
        for (int j = from; j < to; j++) {
            dy[j] = dy[j] * factors[j];
        }
    }
}
