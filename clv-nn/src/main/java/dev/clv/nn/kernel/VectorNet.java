package dev.clv.nn.kernel;

import java.util.List;

/** A {@link FloatNet} on the Vector API: rows of a batch one after the other, weights in {@link Panels}. */
final class VectorNet implements FloatNet {

    private final int inputs;
    private final int inputStride;
    private final float[] x;
    private final VectorLayer[] layers;
    private final int[] firstPart; // of each layer, and the number of parts

    VectorNet(FloatShape shape, int capacity) {
        inputs = shape.inputs();
        int rows = (capacity + ROWS - 1) / ROWS * ROWS; // a block of rows may reach beyond the last
        int width = (inputs + 3) / 4 * 4;
        inputStride = VectorLayer.stride(width);
        x = new float[rows * inputStride];
        List<FloatShape.Dense> dense = shape.layers();
        layers = new VectorLayer[dense.size()];
        firstPart = new int[layers.length + 1];
        int stride = inputStride;
        for (int l = 0; l < layers.length; l++) {
            layers[l] = new VectorLayer(dense.get(l), width, stride, rows);
            width = layers[l].width();
            stride = layers[l].stride;
            firstPart[l + 1] = firstPart[l] + layers[l].parts;
        }
    }

    @Override
    public int rowsAtOnce() {
        return 66;
    }

    @Override
    public void load(Numbers kind, double[] values) {
        for (VectorLayer layer : layers) {
            layer.load(kind, values);
        }
    }

    @Override
    public void store(Numbers kind, double[] values) {
        for (VectorLayer layer : layers) {
            layer.store(kind, values);
        }
    }

    @Override
    public void input(int b, float[] from, int at) {
        System.arraycopy(from, at, x, b * inputStride, inputs);
    }

    private float[] into(int layer) {
        return layer == 0 ? x : layers[layer - 1].y;
    }

    @Override
    public void forward(int from, int to, boolean training, long noise) {
        for (int l = 0; l < layers.length; l++) {
            layers[l].forward(into(l), from, to, training, noise);
        }
    }

    @Override
    public void outputs(int from, int to, double[] z) {
        VectorLayer last = layers[layers.length - 1];
        int outputs = last.shape.outputs();
        for (int b = from; b < to; b++) {
            for (int k = 0; k < outputs; k++) {
                z[b * outputs + k] = last.y[b * last.stride + k];
            }
        }
    }

    @Override
    public void slopes(int from, int to, double[] dz) {
        VectorLayer last = layers[layers.length - 1];
        int outputs = last.shape.outputs();
        for (int b = from; b < to; b++) {
            for (int k = 0; k < outputs; k++) {
                last.dy[b * last.stride + k] = (float) dz[b * outputs + k];
            }
        }
    }

    @Override
    public void backward(int from, int to) {
        for (int l = layers.length - 1; l > 0; l--) {
            layers[l].backward(layers[l - 1], from, to);
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
    public void gradient(int part, int rows, float l2) {
        int l = layerOf(part);
        layers[l].gradient(into(l), part - firstPart[l], rows, l2);
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
            VectorLayer layer = layers[l];
            for (int b = 0; b < rows; b++) {
                for (int o = 0; o < layer.shape.outputs(); o++) {
                    if (!Float.isFinite(layer.y[b * layer.stride + o])) {
                        return l;
                    }
                }
            }
        }
        return -1;
    }
}
