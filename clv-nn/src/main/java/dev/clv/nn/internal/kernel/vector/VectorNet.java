package dev.clv.nn.internal.kernel.vector;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.internal.kernel.FloatLayer;
import dev.clv.nn.internal.kernel.FloatLayerRows;
import dev.clv.nn.internal.kernel.FloatPass;
import dev.clv.nn.internal.kernel.LayeredNet;
import dev.clv.nn.internal.kernel.LayeredPass;
import dev.clv.nn.internal.kernel.SequenceStage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A net on the Vector API: weights in {@link Panels}, activations in {@link VectorBatch}es. */
final class VectorNet extends LayeredNet {

    private final Arena arena;
    private final int inputs;
    private final @Nullable VectorSequenceWeights sequence;
    private final List<VectorWeights> layers;

    private VectorNet(Arena arena, int inputs, @Nullable VectorSequenceWeights sequence, List<VectorWeights> layers) {
        super(Stream.<FloatLayer>concat(Stream.ofNullable(sequence), layers.stream())
                .toList());
        this.arena = arena;
        this.inputs = inputs;
        this.sequence = sequence;
        this.layers = layers;
    }

    static VectorNet of(@Nullable SequenceStage sequence, DenseChain chain, int gradients) {
        Arena arena = new Arena();
        List<VectorWeights> layers = new ArrayList<>();
        for (DenseChain.Stage stage : chain.stages()) {
            boolean first = layers.isEmpty() && sequence == null;
            boolean last = layers.size() == chain.stages().size() - 1;
            layers.add(
                    last && stage.outputs() <= VectorHead.WIDEST
                            ? new VectorHead(arena, stage, gradients)
                            : new VectorLayer(arena, stage, first, gradients));
        }
        return new VectorNet(
                arena,
                chain.inputs(),
                sequence == null ? null : new VectorSequenceWeights(arena, sequence, gradients),
                layers);
    }

    @Override
    public FloatPass pass(int rows) {
        // A block of rows may reach beyond the last one.
        int whole = (rows + FloatPass.ROWS - 1) / FloatPass.ROWS * FloatPass.ROWS;
        List<FloatLayerRows> made = new ArrayList<>();
        VectorBatch into;
        @Nullable VectorSource before = null;
        LayeredPass.Input input;
        if (sequence == null) {
            VectorBatch x = new VectorBatch(arena::take, whole, inputs);
            input = (b, values, at) -> x.setRow(b, values, at, inputs);
            into = x;
        } else {
            VectorSequenceRows first = new VectorSequenceRows(arena, sequence, rows, whole);
            input = first::input;
            made.add(first);
            before = first;
            into = first.y();
        }
        for (VectorWeights layer : layers) {
            FloatLayerRows stage = layer.rows(arena, into, before, whole);
            made.add(stage);
            if (stage instanceof VectorLayerRows wide) {
                before = wide;
                into = wide.y();
            }
        }
        return new LayeredPass(this, input, made);
    }
}
