package dev.clv.nn.kernel;

import java.util.Arrays;

/** A {@link FloatNet} in plain Java. */
final class PlainNet implements FloatNet {

    private final int inputs;
    private final float[][][] into; // what comes into each layer: features of (B), and one that is always 1
    private final PlainLayer[] layers;
    private final int[] firstPart; // of each layer, and the number of parts

    PlainNet(FloatShape shape, int capacity) {
        inputs = shape.inputs();
        layers = new PlainLayer[shape.layers().size()];
        into = new float[layers.length][][];
        firstPart = new int[layers.length + 1];
        float[] ones = new float[capacity];
        Arrays.fill(ones, 1);
        float[][] values = new float[inputs][capacity];
        for (int l = 0; l < layers.length; l++) {
            into[l] = Arrays.copyOf(values, values.length + 1);
            into[l][values.length] = ones;
            layers[l] = new PlainLayer(shape.layers().get(l), capacity);
            values = layers[l].y;
            firstPart[l + 1] = firstPart[l] + layers[l].parts;
        }
    }

    @Override
    public int rowsAtOnce() {
        return 258;
    }

    @Override
    public void load(Numbers kind, double[] values) {
        for (PlainLayer layer : layers) {
            layer.load(kind, values);
        }
    }

    @Override
    public void store(Numbers kind, double[] values) {
        for (PlainLayer layer : layers) {
            layer.store(kind, values);
        }
    }

    @Override
    public void input(int b, float[] from, int at) {
        float[][] x = into[0];
        for (int i = 0; i < inputs; i++) {
            x[i][b] = from[at + i];
        }
    }

    @Override
    public void forward(int from, int to, boolean training, long noise) {
        for (int l = 0; l < layers.length; l++) {
            layers[l].forward(into[l], from, to, training, noise);
        }
    }

    private PlainLayer last() {
        return layers[layers.length - 1];
    }

    @Override
    public void outputs(int from, int to, double[] z) {
        int outputs = last().shape.outputs();
        for (int k = 0; k < outputs; k++) {
            for (int b = from; b < to; b++) {
                z[b * outputs + k] = last().y[k][b];
            }
        }
    }

    @Override
    public void slopes(int from, int to, double[] dz) {
        int outputs = last().shape.outputs();
        for (int k = 0; k < outputs; k++) {
            for (int b = from; b < to; b++) {
                last().dy[k][b] = (float) dz[b * outputs + k];
            }
        }
    }

    @Override
    public void backward(int from, int to) {
        for (int l = layers.length - 1; l >= 0; l--) {
            layers[l].keepRows(into[l], from, to);
            if (l > 0) {
                layers[l].backward(layers[l - 1], from, to);
            }
        }
    }

    @Override
    public int parts() {
        return firstPart[layers.length];
    }

    private int layerOf(int part) {
        int l = 0;
        while (part >= firstPart[l + 1]) {
            l++;
        }
        return l;
    }

    @Override
    public void gradient(int part, int rows, float l1, float l2) {
        int l = layerOf(part);
        layers[l].gradient(into[l], part - firstPart[l], rows, l1, l2);
    }

    @Override
    public double squares(int part) {
        int l = layerOf(part);
        return layers[l].squares(part - firstPart[l]);
    }

    @Override
    public void update(int part, Update update) {
        int l = layerOf(part);
        layers[l].update(part - firstPart[l], update);
    }

    @Override
    public int firstNonFinite(int rows) {
        for (int l = 0; l < layers.length; l++) {
            if (!layers[l].isFinite(rows)) {
                return l;
            }
        }
        return -1;
    }
}
