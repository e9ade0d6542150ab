package dev.clv.nn.kernel;

/**
 * The inner loops of {@link PlainStage}, in shapes that the compiler of JDK 17 turns into vector instructions: every array indexed by the
 * loop variable alone, one of them written, and few read; hence the steps of five.
 */
final class PlainSums {

    private PlainSums() {}

    static void add1(float[] sum, float[] r0, float a0, int n) {
        for (int j = 0; j < n; j++) {
            sum[j] = sum[j] + a0 * r0[j];
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
            int n) {
        for (int j = 0; j < n; j++) {
            sum[j] = sum[j] + a0 * r0[j] + a1 * r1[j] + a2 * r2[j] + a3 * r3[j] + a4 * r4[j];
        }
    }

    static void addChains(float[] sum, float[] c0, float[] c1, float[] c2, float[] c3, int n) {
        for (int j = 0; j < n; j++) {
            sum[j] = sum[j] + (c0[j] + c1[j] + (c2[j] + c3[j]));
        }
    }

    static void rectify(float[] y, int n) {
        for (int j = 0; j < n; j++) {
            y[j] = Math.max(y[j], 0f);
        }
    }

    /** The sum of four chains of products. */
    static float dot(float[] x, float[] w) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i <= w.length - 4; i += 4) {
            s0 += x[i] * w[i];
            s1 += x[i + 1] * w[i + 1];
            s2 += x[i + 2] * w[i + 2];
            s3 += x[i + 3] * w[i + 3];
        }
        if (i < w.length) {
            s0 += x[i] * w[i];
        }
        if (i + 1 < w.length) {
            s1 += x[i + 1] * w[i + 1];
        }
        if (i + 2 < w.length) {
            s2 += x[i + 2] * w[i + 2];
        }
        return s0 + s1 + (s2 + s3);
    }
}
