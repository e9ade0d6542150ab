package dev.clv.nn.internal.kernel.plain;

import dev.clv.nn.internal.kernel.FloatPass;
import java.util.Arrays;

/** A {@link FloatPass} through a {@link PlainNet}. */
final class PlainPass implements FloatPass {

    private final PlainNet net;
    private final float[][] x; // (I)(B)
    private final PlainLayerRows[] layers;
    private int first;

    PlainPass(PlainNet net, int inputs, PlainLayer[] weights, int rows) {
        this.net = net;
        x = new float[inputs][rows];
        layers = new PlainLayerRows[weights.length];
        float[] ones = new float[rows];
        Arrays.fill(ones, 1);
        float[][] values = x;
        for (int l = 0; l < layers.length; l++) {
            float[][] into = Arrays.copyOf(values, values.length + 1);
            into[values.length] = ones;
            layers[l] = new PlainLayerRows(weights[l], into, rows);
            values = layers[l].y;
        }
    }

    @Override
    public void begin(int newFirst) {
        first = newFirst;
    }

    @Override
    public void input(int b, float[] values, int at) {
        for (int i = 0; i < x.length; i++) {
            x[i][b - first] = values[at + i];
        }
    }

    @Override
    public void forward(int from, int to, boolean training, long noise) {
        for (PlainLayerRows layer : layers) {
            layer.forward(from - first, to - first, first, training, noise);
        }
    }

    @Override
    public void outputs(int from, int to, double[] z) {
        float[][] y = layers[layers.length - 1].y;
        for (int k = 0; k < y.length; k++) {
            for (int b = from; b < to; b++) {
                z[b * y.length + k] = y[k][b - first];
            }
        }
    }

    @Override
    public void slopes(int from, int to, double[] dz) {
        float[][] dy = layers[layers.length - 1].dy;
        for (int k = 0; k < dy.length; k++) {
            for (int b = from; b < to; b++) {
                dy[k][b - first] = (float) dz[b * dy.length + k];
            }
        }
    }

    @Override
    public void backward(int from, int to) {
        for (int l = layers.length - 1; l >= 0; l--) {
            layers[l].keepRows(from - first, to - first);
            if (l > 0) {
                layers[l].backward(layers[l - 1], from - first, to - first);
            }
        }
    }

    @Override
    public void gradient(int part, int to, int sum) {
        layers[net.layerOf(part)].gradient(net.withinLayer(part), to - first, sum);
    }

    @Override
    public int firstNonFinite(int from, int to) {
        for (int l = 0; l < layers.length; l++) {
            if (!layers[l].isFinite(from - first, to - first)) {
                return l;
            }
        }
        return -1;
    }
}
