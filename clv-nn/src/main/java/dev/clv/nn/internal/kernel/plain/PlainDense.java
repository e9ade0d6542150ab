package dev.clv.nn.internal.kernel.plain;

import static dev.clv.nn.internal.kernel.HardwareFma.multiplyAdd;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.layer.ActivationFunction;

/**
 * A dense layer of {@link PlainForward}. Every output starts from its bias and adds up the inputs in order; with few
 * outputs, each sum is split into {@value #CHAINS} interleaved partial sums, number c over the inputs i with i mod
 * {@value #CHAINS} = c, so that no addition waits for the one before. Immutable.
 */
final class PlainDense {

    static final int CHAINS = 4;

    /** Up to this many outputs are computed as dot products. */
    private static final int FEW = 4;

    /** Numbers that stay in the first-level cache while they are added to one sum after another. */
    private static final int CACHED = 7_000;

    private final DenseChain.Stage stage;
    private final boolean few;
    private final float[][] w; // (I, O); (O, I) for a few outputs
    private final float[] bias;

    PlainDense(DenseChain.Stage stage, double[] parameters) {
        this.stage = stage;
        int inputs = stage.inputs();
        int outputs = stage.outputs();
        few = outputs <= FEW;
        w = few ? new float[outputs][inputs] : new float[inputs][outputs];
        bias = new float[outputs];
        for (int o = 0; o < outputs; o++) {
            bias[o] = PlainForward.normal((float) parameters[stage.biasAt() + o]);
            for (int i = 0; i < inputs; i++) {
                float weight = PlainForward.normal((float) parameters[stage.weightsAt() + i * outputs + o]);
                w[few ? o : i][few ? i : o] = weight;
            }
        }
    }

    int outputs() {
        return bias.length;
    }

    /** This layer of one row: x (I), y (O). */
    void row(float[] x, float[] y) {
        int outputs = bias.length;
        if (few) {
            for (int o = 0; o < outputs; o++) {
                y[o] = bias[o] + dot(x, w[o]);
            }
        } else {
            System.arraycopy(bias, 0, y, 0, outputs);
            int i = 0;
            for (; i <= x.length - 5; i += 5) {
                addRows(y, w[i], w[i + 1], w[i + 2], w[i + 3], w[i + 4], x[i], x[i + 1], x[i + 2], x[i + 3], x[i + 4]);
            }
            for (; i < x.length; i++) {
                addRow(y, w[i], x[i]);
            }
        }
        follow(y, outputs);
    }

    /**
     * Like {@link PlainLoops#add5}, but for single rows only: the compiler unrolls a loop according to the lengths it
     * has seen, which differ between the outputs of a layer and the rows of a block.
     */
    private static void addRows(
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
            float a4) {
        for (int j = 0; j < sum.length; j++) {
            float first = multiplyAdd(a1, r1[j], multiplyAdd(a0, r0[j], sum[j]));
            sum[j] = multiplyAdd(a4, r4[j], multiplyAdd(a3, r3[j], multiplyAdd(a2, r2[j], first)));
        }
    }

    private static void addRow(float[] sum, float[] r0, float a0) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = multiplyAdd(a0, r0[j], sum[j]);
        }
    }

    /** This layer of a block of rows: x (I, B), y (O, B). */
    void block(int rows, float[][] x, float[][] y, float[][] chains) {
        for (int o = 0; o < bias.length; o++) {
            PlainLoops.fill(y[o], bias[o], 0, rows);
        }
        if (few) {
            for (int o = 0; o < bias.length; o++) {
                for (int c = 0; c < CHAINS; c++) {
                    PlainLoops.fill(chains[c], 0, 0, rows);
                    add(rows, x, c, x.length, CHAINS, o, chains[c]);
                }
                addChains(y[o], chains[0], chains[1], chains[2], chains[3], rows);
            }
        } else {
            int atOnce = Math.max(CACHED / rows / 5, 1) * 5;
            for (int first = 0; first < x.length; first += atOnce) {
                for (int o = 0; o < bias.length; o++) {
                    add(rows, x, first, Math.min(first + atOnce, x.length), 1, o, y[o]);
                }
            }
        }
        for (int o = 0; o < bias.length; o++) {
            follow(y[o], rows);
        }
    }

    private void add(int rows, float[][] x, int first, int end, int step, int o, float[] sum) {
        int i = first;
        for (; i < end - 4 * step; i += 5 * step) {
            PlainLoops.add5(
                    sum,
                    x[i],
                    x[i + step],
                    x[i + 2 * step],
                    x[i + 3 * step],
                    x[i + 4 * step],
                    weight(i, o),
                    weight(i + step, o),
                    weight(i + 2 * step, o),
                    weight(i + 3 * step, o),
                    weight(i + 4 * step, o),
                    0,
                    rows);
        }
        for (; i < end; i += step) {
            PlainLoops.add1(sum, x[i], weight(i, o), 0, rows);
        }
    }

    private float weight(int i, int o) {
        return few ? w[o][i] : w[i][o];
    }

    private void follow(float[] y, int n) {
        ActivationFunction function = stage.function();
        if (stage.rectifies()) {
            PlainLoops.rectify(y, 0, n);
        } else if (function != null) {
            for (int j = 0; j < n; j++) {
                y[j] = PlainForward.normal((float) function.value(y[j]));
            }
        }
    }

    private static void addChains(float[] sum, float[] c0, float[] c1, float[] c2, float[] c3, int n) {
        for (int j = 0; j < n; j++) {
            sum[j] = sum[j] + (c0[j] + c1[j] + (c2[j] + c3[j]));
        }
    }

    /** The dot product as the sum of the interleaved partial sums. */
    private static float dot(float[] x, float[] w) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i <= w.length - 4; i += 4) {
            s0 = multiplyAdd(w[i], x[i], s0);
            s1 = multiplyAdd(w[i + 1], x[i + 1], s1);
            s2 = multiplyAdd(w[i + 2], x[i + 2], s2);
            s3 = multiplyAdd(w[i + 3], x[i + 3], s3);
        }
        if (i < w.length) {
            s0 = multiplyAdd(w[i], x[i], s0);
        }
        if (i + 1 < w.length) {
            s1 = multiplyAdd(w[i + 1], x[i + 1], s1);
        }
        if (i + 2 < w.length) {
            s2 = multiplyAdd(w[i + 2], x[i + 2], s2);
        }
        return s0 + s1 + (s2 + s3);
    }
}
