package dev.clv.benchmarks.peers;

import java.util.Random;

/**
 * What every implementation trains: a net of two hidden ReLU layers and one output by the mean squared error with Adam, on the same rows.
 *
 * @param net S, M, L or XL
 * @param widths inputs, first and second hidden layer
 * @param batch rows per step
 * @param threads that an implementation may use
 * @param x (batch, inputs)
 * @param y (batch)
 */
record Task(String net, int[] widths, int batch, int threads, float[] x, float[] y) {

    static final float RATE = 1e-3f;

    static Task of(String net, int batch, int threads) {
        int[] widths =
                switch (net) {
                    case "S" -> new int[] {20, 64, 32};
                    case "M" -> new int[] {64, 128, 64};
                    case "L" -> new int[] {256, 512, 256};
                    case "XL" -> new int[] {512, 1024, 512};
                    default -> throw new IllegalArgumentException("nets are S, M, L and XL, was " + net);
                };
        Random random = new Random(1);
        float[] x = new float[batch * widths[0]];
        float[] y = new float[batch];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        for (int b = 0; b < batch; b++) {
            y[b] = x[b * widths[0]] * x[b * widths[0] + 1];
        }
        return new Task(net, widths, batch, threads, x, y);
    }

    /** He's uniform start of the weights from one layer to the next. */
    static float[] weights(int inputs, int outputs, long seed) {
        Random random = new Random(seed);
        float[] w = new float[inputs * outputs];
        for (int i = 0; i < w.length; i++) {
            w[i] = (float) (Math.sqrt(6.0 / inputs) * (2 * random.nextDouble() - 1));
        }
        return w;
    }
}
