package dev.clv.nn.kernel;

import static dev.clv.nn.kernel.HardwareFma.multiplyAdd;

import java.util.Arrays;

/** The inner loop knows the loop variable as its only index, which the just-in-time compiler needs to use vector instructions. */
final class PlainColumns implements ColumnProducts {

    static final PlainColumns INSTANCE = new PlainColumns();

    /** Inputs at a time, which stay in the first cache for all the outputs. */
    private static final int BLOCK = 20;

    private PlainColumns() {}

    @Override
    public void forward(
            int rows, int inputs, int outputs, double[][] x, double[] parameters, int wAt, int biasAt, double[][] y) {
        forward(rows, inputs, outputs, x, parameters, wAt, biasAt, y, 0);
    }

    /** The outputs from {@code first} on. */
    void forward(
            int rows,
            int inputs,
            int outputs,
            double[][] x,
            double[] parameters,
            int wAt,
            int biasAt,
            double[][] y,
            int first) {
        for (int block = 0; block == 0 || block < inputs; block += BLOCK) {
            int end = Math.min(block + BLOCK, inputs);
            for (int o = first; o < outputs; o++) {
                if (block == 0) {
                    Arrays.fill(y[o], 0, rows, parameters[biasAt + o]);
                }
                add(rows, x, block, end, parameters, wAt + o, outputs, y[o]);
            }
        }
    }

    private static void add(
            int rows, double[][] x, int first, int end, double[] parameters, int wAt, int outputs, double[] sum) {
        int i = first;
        for (; i <= end - 5; i += 5) {
            int at = wAt + i * outputs;
            addFive(
                    rows,
                    sum,
                    parameters[at],
                    x[i],
                    parameters[at + outputs],
                    x[i + 1],
                    parameters[at + 2 * outputs],
                    x[i + 2],
                    parameters[at + 3 * outputs],
                    x[i + 3],
                    parameters[at + 4 * outputs],
                    x[i + 4]);
        }
        for (; i < end; i++) {
            addOne(rows, sum, parameters[wAt + i * outputs], x[i]);
        }
    }

    private static void addOne(int rows, double[] sum, double w, double[] x) {
        for (int b = 0; b < rows; b++) {
            sum[b] = multiplyAdd(w, x[b], sum[b]);
        }
    }

    private static void addFive(
            int rows,
            double[] sum,
            double w0,
            double[] x0,
            double w1,
            double[] x1,
            double w2,
            double[] x2,
            double w3,
            double[] x3,
            double w4,
            double[] x4) {
        for (int b = 0; b < rows; b++) {
            double two = multiplyAdd(w1, x1[b], multiplyAdd(w0, x0[b], sum[b]));
            sum[b] = multiplyAdd(w4, x4[b], multiplyAdd(w3, x3[b], multiplyAdd(w2, x2[b], two)));
        }
    }
}
