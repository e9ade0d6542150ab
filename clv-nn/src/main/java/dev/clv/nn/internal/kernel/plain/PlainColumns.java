package dev.clv.nn.internal.kernel.plain;

import static dev.clv.nn.internal.kernel.HardwareFma.multiplyAdd;

import java.util.Arrays;

/**
 * Products unit by unit in plain Java. In the inner loops, the loop variable is the only index, without which the
 * just-in-time compiler does not use vector instructions.
 */
final class PlainColumns {

    /** The number of inputs at a time; they stay in the first-level cache for all outputs. */
    private static final int BLOCK = 20;

    /**
     * The fewest rows to compute where there is room. The compiler vectorises loops that were long when it profiled
     * them: after some calls with one row, calls with 128 rows stayed three times slower.
     */
    private static final int LONG = 64;

    private PlainColumns() {}

    /**
     * y = x w + bias.
     *
     * @param rows B, the numbers of every array to compute; those behind may be overwritten in y
     * @param x (I, B) or longer. Not modified.
     * @param parameters weights (I, O) at {@code wAt} and bias (O) at {@code biasAt}. Not modified.
     * @param y (O, B) or longer. Overwritten.
     */
    static void forward(
            int rows, int inputs, int outputs, double[][] x, double[] parameters, int wAt, int biasAt, double[][] y) {
        int count = Math.max(rows, Math.min(LONG, Math.min(x[0].length, y[0].length)));
        for (int o = 0; o < outputs; o++) {
            Arrays.fill(y[o], 0, count, parameters[biasAt + o]);
        }
        for (int block = 0; block < inputs; block += BLOCK) {
            int end = Math.min(block + BLOCK, inputs);
            int o = 0;
            for (; o <= outputs - 4; o += 4) {
                addToFour(count, x, block, end, parameters, wAt, outputs, y, o);
            }
            for (; o < outputs; o++) {
                add(count, x, block, end, parameters, wAt + o, outputs, y[o]);
            }
        }
    }

    private static void addToFour(
            int rows,
            double[][] x,
            int first,
            int end,
            double[] parameters,
            int wAt,
            int outputs,
            double[][] y,
            int o) {
        int i = first;
        for (; i <= end - 2; i += 2) {
            int w = wAt + i * outputs + o;
            int v = w + outputs;
            addTwoToFour(
                    rows,
                    x[i],
                    x[i + 1],
                    y[o],
                    parameters[w],
                    parameters[v],
                    y[o + 1],
                    parameters[w + 1],
                    parameters[v + 1],
                    y[o + 2],
                    parameters[w + 2],
                    parameters[v + 2],
                    y[o + 3],
                    parameters[w + 3],
                    parameters[v + 3]);
        }
        if (i < end) {
            for (int k = o; k < o + 4; k++) {
                addOne(rows, y[k], parameters[wAt + i * outputs + k], x[i]);
            }
        }
    }

    /**
     * The largest loop that C2 always vectorises; two outputs by five inputs, or three by four, it vectorises only
     * sometimes.
     */
    private static void addTwoToFour(
            int rows,
            double[] x0,
            double[] x1,
            double[] sum0,
            double w0,
            double v0,
            double[] sum1,
            double w1,
            double v1,
            double[] sum2,
            double w2,
            double v2,
            double[] sum3,
            double w3,
            double v3) {
        for (int b = 0; b < rows; b++) {
            double a0 = x0[b];
            double a1 = x1[b];
            sum0[b] = multiplyAdd(v0, a1, multiplyAdd(w0, a0, sum0[b]));
            sum1[b] = multiplyAdd(v1, a1, multiplyAdd(w1, a0, sum1[b]));
            sum2[b] = multiplyAdd(v2, a1, multiplyAdd(w2, a0, sum2[b]));
            sum3[b] = multiplyAdd(v3, a1, multiplyAdd(w3, a0, sum3[b]));
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
