package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.SplitMix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * y = x + f(x), where f is a chain of layers that ends as wide as it begins (He et al. 2016). x and y are (B, W). The
 * parameters are those of the chain, under names such as {@code dense1.weights}. Immutable and thread-safe if its
 * layers are.
 */
public final class Residual implements Layer {

    private final List<Layer> layers;
    private final List<ParameterShape> parameters;
    private final int[] layerAt; // where a layer's parameters start, counted from the block's own

    private Residual(List<Layer> layers) {
        this.layers = layers;
        layerAt = new int[layers.size()];
        List<ParameterShape> shapes = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        int at = 0;
        for (int l = 0; l < layers.size(); l++) {
            String word = layers.get(l).describe().word();
            String name = word + seen.merge(word, 1, Integer::sum);
            layerAt[l] = at;
            for (ParameterShape shape : layers.get(l).parameters()) {
                shapes.add(
                        new ParameterShape(name + "." + shape.name(), shape.rows(), shape.columns(), shape.decays()));
                at = Math.addExact(at, shape.size());
            }
        }
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
    public void initialize(double[] values, int at, SplitMix random) {
        for (int l = 0; l < layers.size(); l++) {
            layers.get(l).initialize(values, at + layerAt[l], random);
        }
    }

    @Override
    public LayerMemory memory(int rows) {
        return new Memory(layers, rows);
    }

    @Override
    public void forward(int rows, double[] x, double[] values, int at, double[] y, LayerMemory memory) {
        Memory inner = (Memory) memory;
        double[] from = x;
        for (int l = 0; l < inner.memories.length; l++) {
            inner.memories[l].begin(memory.training(), SplitMix.mix(memory.noise(), l));
            layers.get(l).forward(rows, from, values, at + layerAt[l], inner.outputs[l], inner.memories[l]);
            from = inner.outputs[l];
        }
        int n = rows * inputs();
        for (int i = 0; i < n; i++) {
            y[i] = x[i] + from[i];
        }
    }

    @Override
    public void backward(
            int rows,
            double[] x,
            double[] y,
            double[] dy,
            double[] values,
            int at,
            double @Nullable [] dx,
            double @Nullable [] gradients,
            LayerMemory memory) {
        Memory inner = (Memory) memory;
        double[] slope = dy;
        for (int l = inner.memories.length - 1; l >= 0; l--) {
            double[] from = l > 0 ? inner.outputs[l - 1] : x;
            double[] next = l > 0 ? inner.slopes[l - 1] : dx;
            layers.get(l)
                    .backward(
                            rows,
                            from,
                            inner.outputs[l],
                            slope,
                            values,
                            at + layerAt[l],
                            next,
                            gradients,
                            inner.memories[l]);
            if (next != null) {
                slope = next;
            }
        }
        if (dx != null) {
            int n = rows * inputs();
            for (int i = 0; i < n; i++) {
                dx[i] += dy[i];
            }
        }
    }

    @Override
    public Description describe() {
        return Description.of("residual")
                .with(layers.stream().map(Layer::describe).toList());
    }

    private static final class Memory extends LayerMemory {
        private final LayerMemory[] memories;
        private final double[][] outputs; // outputs[l] is what layer l gave
        private final double[][] slopes; // the gradients of the same

        Memory(List<Layer> layers, int rows) {
            memories = new LayerMemory[layers.size()];
            outputs = new double[layers.size()][];
            slopes = new double[layers.size()][];
            for (int l = 0; l < memories.length; l++) {
                memories[l] = layers.get(l).memory(rows);
                outputs[l] = new double[rows * layers.get(l).outputs()];
                slopes[l] = new double[rows * layers.get(l).outputs()];
            }
        }
    }
}
