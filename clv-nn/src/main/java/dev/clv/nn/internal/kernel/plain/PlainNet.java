package dev.clv.nn.internal.kernel.plain;

import dev.clv.nn.internal.kernel.FloatNet;
import dev.clv.nn.internal.kernel.FloatPass;
import dev.clv.nn.internal.kernel.FloatShape;
import dev.clv.nn.internal.kernel.Update;

/** A {@link FloatNet} in plain Java. */
final class PlainNet implements FloatNet {

    private final int inputs;
    private final PlainLayer[] layers;
    private final int[] firstPart; // of each layer, and the number of parts

    PlainNet(FloatShape shape, int sums) {
        inputs = shape.inputs();
        layers = new PlainLayer[shape.layers().size()];
        firstPart = new int[layers.length + 1];
        for (int l = 0; l < layers.length; l++) {
            layers[l] = new PlainLayer(shape.layers().get(l), sums);
            firstPart[l + 1] = firstPart[l] + layers[l].parts;
        }
    }

    @Override
    public FloatPass pass(int rows) {
        return new PlainPass(this, inputs, layers, rows);
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
    public int parts() {
        return firstPart[layers.length];
    }

    int layerOf(int part) {
        int l = 0;
        while (part >= firstPart[l + 1]) {
            l++;
        }
        return l;
    }

    /** The place of a part among those of its layer. */
    int withinLayer(int part) {
        return part - firstPart[layerOf(part)];
    }

    @Override
    public void total(int part, int sums, float l1, float l2) {
        layers[layerOf(part)].total(withinLayer(part), sums, l1, l2);
    }

    @Override
    public double squares(int part) {
        return layers[layerOf(part)].squares(withinLayer(part));
    }

    @Override
    public void update(int part, Update update) {
        layers[layerOf(part)].update(withinLayer(part), update);
    }
}
