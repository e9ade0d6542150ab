package dev.clv.nn.kernel;

/**
 * The product of a dense layer for many rows whose numbers lie unit by unit: x is (I, B) and y (O, B), one array per unit. The inner
 * loop runs over rows, is as long as the batch and knows the loop variable as its only index, which is what the just-in-time
 * compiler needs to use whole vector registers even for narrow layers. Sums run in the order of {@link Products}, so both give the
 * same bits.
 */
public final class ColumnProducts {

    private ColumnProducts() {}

    /**
     * y = x w + bias.
     *
     * @param rows B, how many numbers of every array to take
     * @param x (I, B) or longer. Not modified.
     * @param parameters weights (I, O) at {@code wAt} and bias (O) at {@code biasAt}. Not modified.
     * @param y (O, B) or longer. Overwritten.
     */
    public static void forward(
            int rows, int inputs, int outputs, double[][] x, double[] parameters, int wAt, int biasAt, double[][] y) {
        for (int o = 0; o < outputs; o++) {
            double[] sum = y[o];
            double bias = parameters[biasAt + o];
            for (int b = 0; b < rows; b++) {
                sum[b] = bias;
            }
            int i = 0;
            for (; i <= inputs - 4; i += 4) {
                int at = wAt + i * outputs + o;
                addFour(
                        rows,
                        sum,
                        parameters[at],
                        x[i],
                        parameters[at + outputs],
                        x[i + 1],
                        parameters[at + 2 * outputs],
                        x[i + 2],
                        parameters[at + 3 * outputs],
                        x[i + 3]);
            }
            for (; i < inputs; i++) {
                double w = parameters[wAt + i * outputs + o];
                double[] one = x[i];
                for (int b = 0; b < rows; b++) {
                    sum[b] += w * one[b];
                }
            }
        }
    }

    private static void addFour(
            int rows,
            double[] sum,
            double w0,
            double[] x0,
            double w1,
            double[] x1,
            double w2,
            double[] x2,
            double w3,
            double[] x3) {
        for (int b = 0; b < rows; b++) {
            sum[b] = sum[b] + w0 * x0[b] + w1 * x1[b] + w2 * x2[b] + w3 * x3[b];
        }
    }
}
