package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.Products;
import dev.clv.nn.math.SplitMix;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer that never falls when an input rises: y = x |w| + bias (Runje and Shankaranarayana 2023, "Constrained
 * monotonic neural networks", equation 6, all inputs rising). x is (B, I), weights (I, O), bias (1, O), y (B, O).
 * Inputs in {@code free} keep the sign of their weights, so that the outputs may move with them either way.
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
    public void initialize(NamedMatrices parameters, SplitMix random) {
        Initialization.GLOROT.fill(parameters.get("weights"), random);
    }

    @Override
    public LayerMemory memory(int rows) {
        return new Memory(this);
    }

    @Override
    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
        DMatrixRMaj effective = ((Memory) memory).effective;
        boolean[] isFree = ((Memory) memory).isFree;
        DMatrixRMaj weights = parameters.get("weights");
        for (int i = 0; i < weights.getNumElements(); i++) {
            effective.data[i] = isFree[i / outputs] ? weights.data[i] : Math.abs(weights.data[i]);
        }
        Products.broadcast(parameters.get("bias"), y);
        memory.products().multAdd(x, effective, y);
    }

    /** As in a dense layer of weights v = |w|, and dw = sign(w) dv. */
    @Override
    public void backward(
            DMatrixRMaj x,
            DMatrixRMaj y,
            DMatrixRMaj dy,
            NamedMatrices parameters,
            @Nullable DMatrixRMaj dx,
            @Nullable NamedMatrices gradients,
            LayerMemory memory) {
        Memory kept = (Memory) memory;
        if (gradients != null) {
            kept.gradient.zero();
            memory.products().multAddTransA(x, dy, kept.gradient);
            DMatrixRMaj weights = parameters.get("weights");
            DMatrixRMaj dw = gradients.get("weights");
            for (int i = 0; i < weights.getNumElements(); i++) {
                double sign = kept.isFree[i / outputs] ? 1 : Math.signum(weights.data[i]);
                dw.data[i] += sign * kept.gradient.data[i];
            }
            Products.addRows(dy, gradients.get("bias"));
        }
        if (dx != null) {
            memory.products().multTransB(dy, kept.effective, dx);
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
        private final DMatrixRMaj effective; // the weights as used (I, O)
        private final DMatrixRMaj gradient; // by the same (I, O)
        private final boolean[] isFree; // (I)

        Memory(MonotoneDense layer) {
            effective = new DMatrixRMaj(layer.inputs, layer.outputs);
            gradient = new DMatrixRMaj(layer.inputs, layer.outputs);
            isFree = new boolean[layer.inputs];
            for (int input : layer.free) {
                isFree[input] = true;
            }
        }
    }
}
