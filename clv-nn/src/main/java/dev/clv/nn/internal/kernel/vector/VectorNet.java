package dev.clv.nn.internal.kernel.vector;

import dev.clv.nn.internal.kernel.FloatNet;
import dev.clv.nn.internal.kernel.FloatPass;
import dev.clv.nn.internal.kernel.FloatShape;
import dev.clv.nn.internal.kernel.Update;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link FloatNet} on the Vector API: weights in {@link Panels}, activations in {@link VectorBatch}es. */
final class VectorNet implements FloatNet {

    private final Arena arena = new Arena();
    private final int inputs;
    private final VectorStage[] layers;
    private final int[] firstPart; // of each layer, and the number of parts

    VectorNet(FloatShape shape, int sums) {
        inputs = shape.inputs();
        List<FloatShape.Dense> dense = shape.layers();
        layers = new VectorStage[dense.size()];
        firstPart = new int[layers.length + 1];
        for (int l = 0; l < layers.length; l++) {
            boolean few = l == layers.length - 1 && shape.outputs() <= VectorHead.WIDEST;
            layers[l] = few
                    ? new VectorHead(arena, dense.get(l), sums)
                    : new VectorLayer(arena, dense.get(l), l == 0, sums);
            firstPart[l + 1] = firstPart[l] + layers[l].parts();
        }
    }

    @Override
    public FloatPass pass(int rows) {
        int whole =
                (rows + FloatPass.ROWS - 1) / FloatPass.ROWS * FloatPass.ROWS; // a block may reach beyond the last row
        VectorBatch x = new VectorBatch(arena::take, whole, inputs);
        VectorStageRows[] stages = new VectorStageRows[layers.length];
        VectorBatch into = x;
        @Nullable VectorLayerRows before = null;
        for (int l = 0; l < layers.length; l++) {
            stages[l] = layers[l].rows(arena, into, before, whole);
            if (stages[l] instanceof VectorLayerRows layer) {
                before = layer;
                into = layer.y;
            }
        }
        return new VectorPass(this, inputs, x, stages);
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
