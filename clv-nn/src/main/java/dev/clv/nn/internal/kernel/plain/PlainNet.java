package dev.clv.nn.internal.kernel.plain;

import static java.util.Objects.requireNonNull;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.internal.kernel.FloatLayer;
import dev.clv.nn.internal.kernel.FloatLayerRows;
import dev.clv.nn.internal.kernel.FloatPass;
import dev.clv.nn.internal.kernel.LayeredNet;
import dev.clv.nn.internal.kernel.LayeredPass;
import dev.clv.nn.internal.kernel.SequenceStage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A net in plain Java, whose activations lie unit by unit: (O, B). */
final class PlainNet extends LayeredNet {

    private final int inputs;
    private final @Nullable PlainSequenceWeights sequence;
    private final List<PlainLayer> layers;

    private PlainNet(int inputs, @Nullable PlainSequenceWeights sequence, List<PlainLayer> layers) {
        super(Stream.<FloatLayer>concat(Stream.ofNullable(sequence), layers.stream())
                .toList());
        this.inputs = inputs;
        this.sequence = sequence;
        this.layers = layers;
    }

    static PlainNet of(@Nullable SequenceStage sequence, DenseChain chain, int gradients) {
        List<PlainLayer> layers = chain.stages().stream()
                .map(stage -> new PlainLayer(stage, gradients))
                .toList();
        return new PlainNet(
                chain.inputs(), sequence == null ? null : new PlainSequenceWeights(sequence, gradients), layers);
    }

    @Override
    public FloatPass pass(int rows) {
        float[] ones = new float[rows];
        Arrays.fill(ones, 1);
        List<FloatLayerRows> made = new ArrayList<>();
        float[][] values;
        @Nullable PlainSource before = null;
        LayeredPass.@Nullable Input input = null;
        if (sequence == null) {
            values = new float[inputs][rows];
        } else {
            PlainSequenceRows first = new PlainSequenceRows(sequence, rows);
            input = first::input;
            made.add(first);
            before = first;
            values = first.y;
        }
        for (PlainLayer layer : layers) {
            float[][] into = Arrays.copyOf(values, values.length + 1);
            into[values.length] = ones;
            PlainLayerRows next = new PlainLayerRows(layer, into, before, rows);
            input = input == null ? next::input : input;
            made.add(next);
            before = next;
            values = next.y;
        }
        return new LayeredPass(this, requireNonNull(input), made);
    }
}
