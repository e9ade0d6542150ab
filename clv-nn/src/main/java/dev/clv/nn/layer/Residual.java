package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * y = x + f(x), where f is a chain of layers that ends as wide as it begins (He et al. 2016). x and y are (B, W). The
 * parameters are those of the chain, under names such as {@code dense1.weights}. Immutable and thread-safe if its
 * layers are.
 */
public final class Residual implements Layer {

    private final List<Layer> layers;
    private final List<ParameterShape> parameters;
    private final List<String> names; // of the layers, the groups of the block's parameters

    private Residual(List<Layer> layers) {
        this.layers = layers;
        List<String> words = new ArrayList<>();
        List<ParameterShape> shapes = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Layer layer : layers) {
            String word = layer.describe().word();
            String name = word + seen.merge(word, 1, Integer::sum);
            words.add(name);
            for (ParameterShape shape : layer.parameters()) {
                shapes.add(
                        new ParameterShape(name + "." + shape.name(), shape.rows(), shape.columns(), shape.decays()));
            }
        }
        names = List.copyOf(words);
        parameters = List.copyOf(shapes);
    }

    /**
     * A block around these layers, first to last.
     *
     * @throws IllegalArgumentException if there is none, one does not fit the one before, the last is not as wide as
     *     the first, or the first takes a category index, which cannot be added to
     */
    public static Residual of(List<? extends Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a residual block must hold at least one layer");
        }
        int width = layers.get(0).inputs();
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            if (layer.inputs() != width) {
                throw new IllegalArgumentException("layer " + (l + 1) + " of a residual block ("
                        + layer.describe().word() + ") takes " + layer.inputs() + " inputs but is given " + width);
            }
            width = layer.outputs();
        }
        if (width != layers.get(0).inputs()) {
            throw new IllegalArgumentException("a residual block must end as wide as it begins, "
                    + layers.get(0).inputs() + ", ends with " + width);
        }
        for (int column = 0; column < width; column++) {
            if (layers.get(0).categories(column) > 0) {
                throw new IllegalArgumentException(
                        "a residual block must not begin with a layer that takes a category index, column " + column);
            }
        }
        return new Residual(List.copyOf(layers));
    }

    /** The layers of f, first to last. */
    public List<Layer> layers() {
        return layers;
    }

    @Override
    public int inputs() {
        return layers.get(0).inputs();
    }

    @Override
    public int outputs() {
        return inputs();
    }

    @Override
    public List<ParameterShape> parameters() {
        return parameters;
    }

    @Override
    public void initialize(NamedMatrices values, SplitMix random) {
        for (int l = 0; l < layers.size(); l++) {
            layers.get(l).initialize(values.group(names.get(l)), random);
        }
    }

    @Override
    public LayerMemory memory(int rows) {
        return new Memory(layers, rows);
    }

    @Override
    public void forward(DMatrixRMaj x, NamedMatrices values, DMatrixRMaj y, LayerMemory memory) {
        Memory inner = (Memory) memory;
        DMatrixRMaj from = x;
        for (int l = 0; l < layers.size(); l++) {
            DMatrixRMaj to = inner.outputs[l];
            to.reshape(x.numRows, layers.get(l).outputs());
            inner.memories[l].begin(memory.training(), SplitMix.mix(memory.noise(), l));
            layers.get(l).forward(from, values.group(names.get(l)), to, inner.memories[l]);
            from = to;
        }
        CommonOps_DDRM.add(x, from, y);
    }

    @Override
    public void backward(
            DMatrixRMaj x,
            DMatrixRMaj y,
            DMatrixRMaj dy,
            NamedMatrices values,
            @Nullable DMatrixRMaj dx,
            @Nullable NamedMatrices gradients,
            LayerMemory memory) {
        Memory inner = (Memory) memory;
        DMatrixRMaj gradient = dy;
        for (int l = layers.size() - 1; l >= 0; l--) {
            DMatrixRMaj from = l > 0 ? inner.outputs[l - 1] : x;
            DMatrixRMaj next = l > 0 ? inner.gradients[l - 1] : dx;
            if (l > 0) {
                inner.gradients[l - 1].reshape(x.numRows, layers.get(l).inputs());
            }
            String name = names.get(l);
            layers.get(l)
                    .backward(
                            from,
                            inner.outputs[l],
                            gradient,
                            values.group(name),
                            next,
                            gradients == null ? null : gradients.group(name),
                            inner.memories[l]);
            if (next != null) {
                gradient = next;
            }
        }
        if (dx != null) {
            CommonOps_DDRM.addEquals(dx, dy);
        }
    }

    @Override
    public Description describe() {
        return Description.of("residual")
                .with(layers.stream().map(Layer::describe).toList());
    }

    private static final class Memory extends LayerMemory {
        private final LayerMemory[] memories;
        private final DMatrixRMaj[] outputs; // of each layer
        private final DMatrixRMaj[] gradients; // by the same

        Memory(List<Layer> layers, int rows) {
            memories = new LayerMemory[layers.size()];
            outputs = new DMatrixRMaj[layers.size()];
            gradients = new DMatrixRMaj[layers.size()];
            for (int l = 0; l < memories.length; l++) {
                memories[l] = layers.get(l).memory(rows);
                outputs[l] = new DMatrixRMaj(rows, layers.get(l).outputs());
                gradients[l] = new DMatrixRMaj(rows, layers.get(l).outputs());
            }
        }
    }
}
