package dev.clv.nn.kernel;

/** The inner loop knows the loop variable as its only index, which the just-in-time compiler needs to use vector instructions. */
final class PlainColumns implements ColumnProducts {

    static final PlainColumns INSTANCE = new PlainColumns();

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
        for (int o = first; o < outputs; o++) {
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
