package dev.clv.nn.internal.kernel.plain;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.internal.kernel.FloatPass;
import dev.clv.nn.internal.kernel.LayeredNet;
import dev.clv.nn.internal.kernel.LayeredPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A net in plain Java, whose activations lie unit by unit: (O, B). */
final class PlainNet extends LayeredNet {

    private final int inputs;
    private final List<PlainLayer> layers;

    private PlainNet(int inputs, List<PlainLayer> layers) {
        super(layers);
        this.inputs = inputs;
        this.layers = layers;
    }

    static PlainNet of(DenseChain chain, int gradients) {
        List<PlainLayer> layers = chain.stages().stream()
                .map(stage -> new PlainLayer(stage, gradients))
                .toList();
        return new PlainNet(chain.inputs(), layers);
    }

    @Override
    public FloatPass pass(int rows) {
        float[][] x = new float[inputs][rows];
        float[] ones = new float[rows];
        Arrays.fill(ones, 1);
        List<PlainLayerRows> made = new ArrayList<>();
        float[][] values = x;
        @Nullable PlainLayerRows before = null;
        for (PlainLayer layer : layers) {
            float[][] into = Arrays.copyOf(values, values.length + 1);
            into[values.length] = ones;
            before = new PlainLayerRows(layer, into, before, rows);
            made.add(before);
            values = before.y;
        }
        return new LayeredPass(this, made.get(0)::input, made);
    }
}
