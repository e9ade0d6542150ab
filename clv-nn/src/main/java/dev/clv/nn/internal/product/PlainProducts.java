package dev.clv.nn.internal.product;

/**
 * Every product as "scale rows of the right operand and add them up". The compiler vectorises the inner loop only when
 * all arrays are indexed by the loop variable alone and few of them are read, hence the rows repacked as arrays of
 * their own and the steps of four. The additions keep the order of {@link NaiveProducts}, so both give the same bits.
 */
final class PlainProducts implements Products {

    static final PlainProducts INSTANCE = new PlainProducts();

    /** Below this, repacking the weights costs more than it saves. */
    private static final int ROWS_WORTH_PACKING = 4;

    @Override
    public void forward(
            int rows,
            int inputs,
            int outputs,
            double[] x,
            double[] parameters,
            int wAt,
            int biasAt,
            double[] y,
            Scratch scratch) {
        if (rows < ROWS_WORTH_PACKING) {
            forwardUnpacked(rows, inputs, outputs, x, parameters, wAt, biasAt, y);
            return;
        }
        double[][] w = scratch.w();
        for (int i = 0; i < inputs; i++) {
            System.arraycopy(parameters, wAt + i * outputs, w[i], 0, outputs);
        }
        double[] sum = scratch.outputSum;
        for (int b = 0; b < rows; b++) {
            System.arraycopy(parameters, biasAt, sum, 0, outputs);
            addScaledRows(sum, outputs, x, b * inputs, 1, w, inputs);
            System.arraycopy(sum, 0, y, b * outputs, outputs);
        }
    }

    private static void forwardUnpacked(
            int rows, int inputs, int outputs, double[] x, double[] parameters, int wAt, int biasAt, double[] y) {
        for (int b = 0; b < rows; b++) {
            int at = b * outputs;
            System.arraycopy(parameters, biasAt, y, at, outputs);
            int i = 0;
            for (; i <= inputs - 4; i += 4) {
                int a = b * inputs + i;
                double x0 = x[a];
                double x1 = x[a + 1];
                double x2 = x[a + 2];
                double x3 = x[a + 3];
                int w0 = wAt + i * outputs;
                int w1 = w0 + outputs;
                int w2 = w1 + outputs;
                int w3 = w2 + outputs;
                for (int o = 0; o < outputs; o++) {
                    y[at + o] = y[at + o]
                            + x0 * parameters[w0 + o]
                            + x1 * parameters[w1 + o]
                            + x2 * parameters[w2 + o]
                            + x3 * parameters[w3 + o];
                }
            }
            for (; i < inputs; i++) {
                double scale = x[b * inputs + i];
                int from = wAt + i * outputs;
                for (int o = 0; o < outputs; o++) {
                    y[at + o] += scale * parameters[from + o];
                }
            }
        }
    }

    @Override
    public void weightGradient(
            int rows, int inputs, int outputs, double[] x, double[] dy, double[] gradients, int wAt, Scratch scratch) {
        double[][] packed = scratch.dy();
        for (int b = 0; b < rows; b++) {
            System.arraycopy(dy, b * outputs, packed[b], 0, outputs);
        }
        double[] sum = scratch.outputSum;
        for (int i = 0; i < inputs; i++) {
            System.arraycopy(gradients, wAt + i * outputs, sum, 0, outputs);
            addScaledRows(sum, outputs, x, i, inputs, packed, rows);
            System.arraycopy(sum, 0, gradients, wAt + i * outputs, outputs);
        }
    }

    @Override
    public void inputGradient(
            int rows,
            int inputs,
            int outputs,
            double[] dy,
            double[] parameters,
            int wAt,
            double[] dx,
            Scratch scratch) {
        double[][] transposed = scratch.transposed();
        for (int o = 0; o < outputs; o++) {
            double[] row = transposed[o];
            for (int i = 0, from = wAt + o; i < inputs; i++, from += outputs) {
                row[i] = parameters[from];
            }
        }
        double[] sum = scratch.inputSum;
        for (int b = 0; b < rows; b++) {
            for (int i = 0; i < inputs; i++) {
                sum[i] = 0;
            }
            addScaledRows(sum, inputs, dy, b * outputs, 1, transposed, outputs);
            System.arraycopy(sum, 0, dx, b * inputs, inputs);
        }
    }

    /** sum (n) += the sum over k of scales[at + k * stride] * rows[k] (n), for k = 0 .. count - 1 in this order. */
    private static void addScaledRows(
            double[] sum, int n, double[] scales, int at, int stride, double[][] rows, int count) {
        int k = 0;
        for (; k <= count - 4; k += 4) {
            double a0 = scales[at + k * stride];
            double a1 = scales[at + (k + 1) * stride];
            double a2 = scales[at + (k + 2) * stride];
            double a3 = scales[at + (k + 3) * stride];
            double[] r0 = rows[k];
            double[] r1 = rows[k + 1];
            double[] r2 = rows[k + 2];
            double[] r3 = rows[k + 3];
            for (int j = 0; j < n; j++) {
                sum[j] = sum[j] + a0 * r0[j] + a1 * r1[j] + a2 * r2[j] + a3 * r3[j];
            }
        }
        for (; k < count; k++) {
            double a = scales[at + k * stride];
            double[] r = rows[k];
            for (int j = 0; j < n; j++) {
                sum[j] += a * r[j];
            }
        }
    }
}
