package dev.clv.nn.kernel;

import java.util.List;

/** A {@link FloatNet} on the Vector API: activations in {@link VectorBatch}, weights in {@link Panels}. */
final class VectorNet implements FloatNet {

    private final int inputs;
    private final VectorBatch x;
    private final VectorLayer[] before; // before[l] is the layer before layer l + 1
    private final VectorStage[] layers;
    private final int[] firstPart; // of each layer, and the number of parts

    VectorNet(FloatShape shape, int capacity) {
        inputs = shape.inputs();
        int rows = (capacity + ROWS - 1) / ROWS * ROWS; // a block of rows may reach beyond the last
        List<FloatShape.Dense> dense = shape.layers();
        layers = new VectorStage[dense.size()];
        before = new VectorLayer[layers.length - 1];
        firstPart = new int[layers.length + 1];
        x = new VectorBatch(rows, inputs);
        VectorBatch into = x;
        for (int l = 0; l < layers.length; l++) {
            if (l == layers.length - 1 && shape.outputs() <= VectorHead.WIDEST) {
                layers[l] = new VectorHead(dense.get(l), into, rows);
            } else {
                VectorLayer layer = new VectorLayer(dense.get(l), into, l == 0, rows);
                into = layer.y;
                layers[l] = layer;
                if (l < before.length) {
                    before[l] = layer;
                }
            }
            firstPart[l + 1] = firstPart[l] + layers[l].parts();
        }
    }

    /** Enough for the weights, which are read once for all of them, not to matter. */
    @Override
    public int rowsAtOnce() {
        return 264;
    }

    @Override
    public void load(Numbers kind, double[] values) {
        for (VectorStage layer : layers) {
            layer.load(kind, values);
        }
    }

    @Override
    public void store(Numbers kind, double[] values) {
        for (VectorStage layer : layers) {
            layer.store(kind, values);
        }
    }

    @Override
    public void input(int b, float[] from, int at) {
        x.setRow(b, from, at, inputs);
    }

    @Override
    public void forward(int from, int to, boolean training, long noise) {
        for (VectorStage layer : layers) {
            layer.forward(from, to, training, noise);
        }
    }

    @Override
    public void outputs(int from, int to, double[] z) {
        layers[layers.length - 1].outputs(from, to, z);
    }

    @Override
    public void slopes(int from, int to, double[] dz) {
        layers[layers.length - 1].slopes(from, to, dz);
    }

    @Override
    public void backward(int from, int to) {
        for (int l = layers.length - 1; l > 0; l--) {
            layers[l].backward(before[l - 1], from, to);
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
        layers[l].gradient(part - firstPart[l], rows, l1, l2);
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
