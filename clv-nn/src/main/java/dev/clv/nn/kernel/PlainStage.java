package dev.clv.nn.kernel;

import java.util.Arrays;

/**
 * A dense layer of {@link PlainForward}. Every output starts from its bias and adds up the inputs in order; of a few outputs, each adds up
 * {@value #CHAINS} chains, chain c of the inputs i with i mod {@value #CHAINS} = c, so that no addition waits for the one before. Immutable.
 */
final class PlainStage {

    static final int CHAINS = 4;

    /** Up to so many outputs are computed as dot products. */
    private static final int FEW = 4;

    private final FloatShape.Dense shape;
    private final boolean few;
    private final float[][] w; // (I, O); (O, I) for a few outputs
    private final float[] bias;

    PlainStage(FloatShape.Dense shape, double[] parameters) {
        this.shape = shape;
        int inputs = shape.inputs();
        int outputs = shape.outputs();
        few = outputs <= FEW;
        w = few ? new float[outputs][inputs] : new float[inputs][outputs];
        bias = new float[outputs];
        for (int o = 0; o < outputs; o++) {
            bias[o] = PlainForward.normal((float) parameters[shape.biasAt() + o]);
            for (int i = 0; i < inputs; i++) {
                float weight = PlainForward.normal((float) parameters[shape.weightsAt() + i * outputs + o]);
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
                y[o] = bias[o] + PlainSums.dot(x, w[o]);
            }
        } else {
            System.arraycopy(bias, 0, y, 0, outputs);
            int i = 0;
            for (; i <= x.length - 5; i += 5) {
                PlainSums.add5(
                        y, w[i], w[i + 1], w[i + 2], w[i + 3], w[i + 4], x[i], x[i + 1], x[i + 2], x[i + 3], x[i + 4],
                        outputs);
            }
            for (; i < x.length; i++) {
                PlainSums.add1(y, w[i], x[i], outputs);
            }
        }
        follow(y, outputs);
    }

    /** This layer of a block of rows: x (I, B), y (O, B). */
    void block(int rows, float[][] x, float[][] y, float[][] chains) {
        for (int o = 0; o < bias.length; o++) {
            Arrays.fill(y[o], 0, rows, bias[o]);
            if (few) {
                for (int c = 0; c < CHAINS; c++) {
                    Arrays.fill(chains[c], 0, rows, 0);
                    add(rows, x, c, CHAINS, o, chains[c]);
                }
                PlainSums.addChains(y[o], chains[0], chains[1], chains[2], chains[3], rows);
            } else {
                add(rows, x, 0, 1, o, y[o]);
            }
            follow(y[o], rows);
        }
    }

    private void add(int rows, float[][] x, int first, int step, int o, float[] sum) {
        int i = first;
        for (; i < x.length - 4 * step; i += 5 * step) {
            PlainSums.add5(
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
                    rows);
        }
        for (; i < x.length; i += step) {
            PlainSums.add1(sum, x[i], weight(i, o), rows);
        }
    }

    private float weight(int i, int o) {
        return few ? w[o][i] : w[i][o];
    }

    private void follow(float[] y, int n) {
        Curve curve = shape.curve();
        if (shape.rectifies()) {
            PlainSums.rectify(y, n);
        } else if (curve != null) {
            for (int j = 0; j < n; j++) {
                y[j] = PlainForward.normal((float) curve.value(y[j]));
            }
        }
    }
}
