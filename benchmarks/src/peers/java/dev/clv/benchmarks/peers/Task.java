package dev.clv.benchmarks.peers;

import java.util.Random;

/**
 * What every implementation does: it trains a net of two hidden ReLU layers and one output by the mean squared error with Adam, or predicts by
 * it, always on the same rows.
 *
 * @param net S, M, L or XL
 * @param widths inputs, first and second hidden layer, 1
 * @param batch rows per step or prediction
 * @param threads that an implementation may use
 * @param x (batch, inputs)
 * @param y (batch)
 */
record Task(Kind kind, String net, int[] widths, int batch, int threads, float[] x, float[] y) {

    static final float RATE = 1e-3f;

    static final int LAYERS = 3;

    static Task of(Kind kind, String net, int batch, int threads) {
        int[] widths =
                switch (net) {
                    case "S" -> new int[] {20, 64, 32, 1};
                    case "M" -> new int[] {64, 128, 64, 1};
                    case "L" -> new int[] {256, 512, 256, 1};
                    case "XL" -> new int[] {512, 1024, 512, 1};
                    default -> throw new IllegalArgumentException("nets are S, M, L and XL, was " + net);
                };
        if (batch < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "batch and threads must be positive, were " + batch + " and " + threads);
        }
        Random random = new Random(1);
        float[] x = new float[batch * widths[0]];
        float[] y = new float[batch];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        for (int b = 0; b < batch; b++) {
            y[b] = x[b * widths[0]] * x[b * widths[0] + 1];
        }
        return new Task(kind, net, widths, batch, threads, x, y);
    }

    int inputs() {
        return widths[0];
    }

    /** He's uniform start of the weights of layer l from 0, (widths[l], widths[l + 1]); every bias starts at zero. */
    float[] weights(int l) {
        Random random = new Random(l);
        float[] w = new float[widths[l] * widths[l + 1]];
        for (int i = 0; i < w.length; i++) {
            w[i] = (float) (Math.sqrt(6.0 / widths[l]) * (2 * random.nextDouble() - 1));
        }
        return w;
    }

    /** The same, (widths[l + 1], widths[l]). */
    float[] transposedWeights(int l) {
        float[] w = weights(l);
        float[] transposed = new float[w.length];
        for (int i = 0; i < widths[l]; i++) {
            for (int o = 0; o < widths[l + 1]; o++) {
                transposed[o * widths[l] + i] = w[i * widths[l + 1] + o];
            }
        }
        return transposed;
    }

    /** The prediction for the last row under the starting weights, in double. */
    double lastPrediction() {
        double[] a = new double[inputs()];
        for (int i = 0; i < a.length; i++) {
            a[i] = x[(batch - 1) * inputs() + i];
        }
        for (int l = 0; l < LAYERS; l++) {
            float[] w = weights(l);
            double[] z = new double[widths[l + 1]];
            for (int o = 0; o < z.length; o++) {
                for (int i = 0; i < a.length; i++) {
                    z[o] += a[i] * w[i * z.length + o];
                }
                z[o] = l < LAYERS - 1 ? Math.max(z[o], 0) : z[o];
            }
            a = z;
        }
        return a[0];
    }
}
