package dev.clv.nn.internal.kernel.plain;

import dev.clv.nn.internal.kernel.ElementaryArrays;
import dev.clv.nn.math.Elementary;

/** Number by number. */
final class PlainElementary implements ElementaryArrays {

    @Override
    public void exp(int n, double[] x, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] = Elementary.exp(x[i]);
        }
    }

    @Override
    public void log(int n, double[] x, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] = Elementary.log(x[i]);
        }
    }

    @Override
    public void sigmoid(int n, double[] x, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] = Elementary.sigmoid(x[i]);
        }
    }

    @Override
    public void softplus(int n, double[] x, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] = Elementary.softplus(x[i]);
        }
    }
}
