package dev.clv.nn.internal.kernel;

import java.util.List;

/** A {@link FloatPass} through a {@link LayeredNet}. */
public final class LayeredPass implements FloatPass {

    private final LayeredNet net;
    private final Input input;
    private final FloatLayerRows[] layers;
    private int first;

    /**
     * A pass through these layers.
     *
     * @param input where the rows go before the first layer
     * @param layers one for each layer of the net
     */
    public LayeredPass(LayeredNet net, Input input, List<? extends FloatLayerRows> layers) {
        this.net = net;
        this.input = input;
        this.layers = layers.toArray(new FloatLayerRows[0]);
    }

    /** Room for the inputs of the pass's rows. */
    @FunctionalInterface
    public interface Input {

        /** Sets row b, counted from 0 within the pass, to the numbers of {@code values} that start at {@code at}. */
        void set(int b, float[] values, int at);
    }

    @Override
    public void begin(int newFirst) {
        first = newFirst;
    }

    @Override
    public void input(int b, float[] values, int at) {
        input.set(b - first, values, at);
    }

    @Override
    public void forward(int from, int to, boolean training, long noise) {
        for (FloatLayerRows layer : layers) {
            layer.forward(from - first, to - first, first, training, noise);
        }
    }

    @Override
    public void outputs(int from, int to, double[] z) {
        layers[layers.length - 1].outputs(from - first, to - first, first, z);
    }

    @Override
    public void outputGradients(int from, int to, double[] dz) {
        layers[layers.length - 1].outputGradients(from - first, to - first, first, dz);
    }

    @Override
    public void backward(int from, int to) {
        for (int l = layers.length - 1; l >= 0; l--) {
            layers[l].backward(from - first, to - first);
        }
    }

    @Override
    public void gradient(int part, int to, int slot) {
        layers[net.layerOf(part)].gradient(net.withinLayer(part), to - first, slot);
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
