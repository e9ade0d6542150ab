package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.internal.product.Products;
import dev.clv.nn.math.SplitMix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer that never falls when an input rises: y = x |w| + bias (Runje and Shankaranarayana 2023, "Constrained
 * monotonic neural networks", equation 6, all inputs rising). x is (B, I), weights (I, O), bias (O), y (B, O). Inputs
 * in {@code free} keep the sign of their weights, so that the outputs may move with them either way.
 *
 * <p>A network rises in a column if the column is not free in the first layer and every later one is monotone with no
 * free input, with rising activations (not gelu) between; negate a column in which it should fall.
 *
 * @param inputs I
 * @param outputs O
 * @param free inputs without the constraint, ascending
 */
public record MonotoneDense(int inputs, int outputs, List<Integer> free) implements Layer {

    /**
     * Checks the settings and copies the list.
     *
     * @throws IllegalArgumentException if a width is not positive, or a free input does not exist or is out of order
     */
    public MonotoneDense {
        Widths.check("inputs of a monotone_dense layer", inputs);
        Widths.check("outputs of a monotone_dense layer", outputs);
        free = List.copyOf(free);
        int before = -1;
        for (int input : free) {
            if (input <= before || input >= inputs) {
                throw new IllegalArgumentException("free inputs of a monotone_dense layer must be ascending, 0 to "
                        + (inputs - 1) + ", was " + free);
            }
            before = input;
        }
    }

    /** A layer that rises in every input. */
    public static MonotoneDense of(int inputs, int outputs) {
        return new MonotoneDense(inputs, outputs, List.of());
    }

    @Override
    public List<ParameterShape> parameters() {
        return List.of(
                new ParameterShape("weights", inputs, outputs, true), new ParameterShape("bias", 1, outputs, false));
    }

    @Override
    public void initialize(double[] parameters, int at, SplitMix random) {
        Initialization.GLOROT.fill(parameters, at, inputs, outputs, random);
    }

    @Override
    public LayerMemory memory(int rows) {
        return new Memory(rows, this);
    }

    @Override
    public void forward(int rows, double[] x, double[] parameters, int at, double[] y, LayerMemory memory) {
        Memory kept = (Memory) memory;
        int weights = inputs * outputs;
        System.arraycopy(parameters, at, kept.effective, 0, weights + outputs);
        for (int i = 0; i < weights; i++) {
            if (!kept.isFree[i / outputs]) {
                kept.effective[i] = Math.abs(kept.effective[i]);
            }
        }
        Products.plain().forward(rows, inputs, outputs, x, kept.effective, 0, weights, y, kept.scratch);
    }

    @Override
    public void backward(
            int rows,
            double[] x,
            double[] y,
            double[] dy,
            double[] parameters,
            int at,
            double @Nullable [] dx,
            double @Nullable [] gradients,
            LayerMemory memory) {
        Memory kept = (Memory) memory;
        int weights = inputs * outputs;
        if (gradients != null) {
            java.util.Arrays.fill(kept.slopes, 0);
            Products.plain().weightGradient(rows, inputs, outputs, x, dy, kept.slopes, 0, kept.scratch);
            for (int i = 0; i < weights; i++) {
                double sign = kept.isFree[i / outputs] ? 1 : Math.signum(parameters[at + i]);
                gradients[at + i] += sign * kept.slopes[i];
            }
            for (int i = 0; i < rows * outputs; i++) {
                gradients[at + weights + i % outputs] += dy[i];
            }
        }
        if (dx != null) {
            Products.plain().inputGradient(rows, inputs, outputs, dy, kept.effective, 0, dx, kept.scratch);
        }
    }

    @Override
    public Description describe() {
        return Description.of("monotone_dense")
                .with("inputs", inputs)
                .with("outputs", outputs)
                .with(free.stream()
                        .map(input -> Description.of("free").with("input", input))
                        .toList());
    }

    /** The layer that {@link #describe} described. */
    public static MonotoneDense of(Description description) {
        return new MonotoneDense(
                description.whole("inputs"),
                description.whole("outputs"),
                description.parts().stream().map(part -> part.whole("input")).toList());
    }

    private static final class Memory extends LayerMemory {
        private final Products.Scratch scratch;
        private final double[] effective; // the weights as used (I, O), then the bias (O)
        private final double[] slopes; // (I, O)
        private final boolean[] isFree; // (I)

        Memory(int rows, MonotoneDense layer) {
            scratch = new Products.Scratch(rows, layer.inputs, layer.outputs);
            effective = new double[layer.inputs * layer.outputs + layer.outputs];
            slopes = new double[layer.inputs * layer.outputs];
            isFree = new boolean[layer.inputs];
            for (int input : layer.free) {
                isFree[input] = true;
            }
        }
    }
}
