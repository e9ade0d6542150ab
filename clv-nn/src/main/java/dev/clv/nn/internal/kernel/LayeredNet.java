package dev.clv.nn.internal.kernel;

import java.util.List;

/** A {@link FloatNet} of layers, whose parts are those of its first layer, then those of the second, and so on. */
public abstract class LayeredNet implements FloatNet {

    private final FloatLayer[] layers;
    private final int[] firstPart; // of each layer, and the number of parts

    /** A net of these layers, first to last. */
    protected LayeredNet(List<? extends FloatLayer> layers) {
        this.layers = layers.toArray(new FloatLayer[0]);
        firstPart = new int[this.layers.length + 1];
        for (int l = 0; l < this.layers.length; l++) {
            firstPart[l + 1] = firstPart[l] + this.layers[l].parts();
        }
    }

    @Override
    public final void load(Numbers kind, double[] values) {
        for (FloatLayer layer : layers) {
            layer.load(kind, values);
        }
    }

    @Override
    public final void store(Numbers kind, double[] values) {
        for (FloatLayer layer : layers) {
            layer.store(kind, values);
        }
    }

    @Override
    public final int parts() {
        return firstPart[layers.length];
    }

    final int layerOf(int part) {
        int l = 0;
        while (part >= firstPart[l + 1]) {
            l++;
        }
        return l;
    }

    /** The place of a part among those of its layer. */
    final int withinLayer(int part) {
        return part - firstPart[layerOf(part)];
    }

    @Override
    public final void total(int part, int gradients, float l1, float l2) {
        layers[layerOf(part)].total(withinLayer(part), gradients, l1, l2);
    }

    @Override
    public final double squares(int part) {
        return layers[layerOf(part)].squares(withinLayer(part));
    }

    @Override
    public final void update(int part, Update update) {
        layers[layerOf(part)].update(withinLayer(part), update);
    }
}
