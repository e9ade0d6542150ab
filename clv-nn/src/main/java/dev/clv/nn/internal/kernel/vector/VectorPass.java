package dev.clv.nn.internal.kernel.vector;

import dev.clv.nn.internal.kernel.FloatPass;

/** A {@link FloatPass} through a {@link VectorNet}. */
final class VectorPass implements FloatPass {

    private final VectorNet net;
    private final int inputs;
    private final VectorBatch x;
    private final VectorStageRows[] layers;
    private int first;

    VectorPass(VectorNet net, int inputs, VectorBatch x, VectorStageRows[] layers) {
        this.net = net;
        this.inputs = inputs;
        this.x = x;
        this.layers = layers;
    }

    @Override
    public void begin(int newFirst) {
        first = newFirst;
    }

    @Override
    public void input(int b, float[] values, int at) {
        x.setRow(b - first, values, at, inputs);
    }

    @Override
    public void forward(int from, int to, boolean training, long noise) {
        for (VectorStageRows layer : layers) {
            layer.forward(from - first, to - first, first, training, noise);
        }
    }

    @Override
    public void outputs(int from, int to, double[] z) {
        layers[layers.length - 1].outputs(from - first, to - first, first, z);
    }

    @Override
    public void slopes(int from, int to, double[] dz) {
        layers[layers.length - 1].slopes(from - first, to - first, first, dz);
    }

    @Override
    public void backward(int from, int to) {
        for (int l = layers.length - 1; l > 0; l--) {
            layers[l].backward(from - first, to - first);
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
