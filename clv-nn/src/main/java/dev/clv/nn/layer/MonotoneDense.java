package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.Products;
import dev.clv.nn.math.SplitMix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer that is monotone in chosen inputs: y = x w' + bias with w' = |w| of inputs that it rises in and -|w| of
 * those that it falls in (Runje and Shankaranarayana 2023, "Constrained monotonic neural networks", equation 6). x is
 * (B, I), weights (I, O), bias (1, O), y (B, O).
 *
 * <p>A network is monotone in a column if the first layer is, and every later one rises in all inputs, with rising
 * activations (not gelu) between.
 *
 * @param inputs I
 * @param outputs O
 * @param responses how the outputs answer to each input (I)
 * @param initialization how the weights start
 */
public record MonotoneDense(int inputs, int outputs, List<Response> responses, Initialization initialization)
        implements Layer {

    /** How outputs answer to a larger input. */
    public enum Response {
        /** They never fall. */
        RISING,
        /** They never rise. */
        FALLING,
        /** Either way. */
        FREE,
        /** Not at all. */
        NONE;

        double effective(double weight) {
            return switch (this) {
                case RISING -> Math.abs(weight);
                case FALLING -> -Math.abs(weight);
                case FREE -> weight;
                case NONE -> 0;
            };
        }

        /** The derivative of the effective weight by the weight. */
        double slope(double weight) {
            return switch (this) {
                case RISING -> Math.signum(weight);
                case FALLING -> -Math.signum(weight);
                case FREE -> 1;
                case NONE -> 0;
            };
        }
    }

    /**
     * Checks the settings and copies the list.
     *
     * @throws IllegalArgumentException if a width is not positive, or there is not one response for each input
     */
    public MonotoneDense {
        Widths.check("inputs of a monotone_dense layer", inputs);
        Widths.check("outputs of a monotone_dense layer", outputs);
        responses = List.copyOf(responses);
        if (responses.size() != inputs) {
            throw new IllegalArgumentException("a monotone_dense layer of " + inputs
                    + " inputs needs as many responses," + " got " + responses.size());
        }
    }

    /** A layer that rises in every input. */
    public static MonotoneDense of(int inputs, int outputs) {
        Widths.check("inputs of a monotone_dense layer", inputs);
        return new MonotoneDense(inputs, outputs, Collections.nCopies(inputs, Response.RISING), Initialization.GLOROT);
    }

    @Override
    public List<ParameterShape> parameters() {
        return List.of(
                new ParameterShape("weights", inputs, outputs, true), new ParameterShape("bias", 1, outputs, false));
    }

    @Override
    public void initialize(NamedMatrices parameters, SplitMix random) {
        initialization.fill(parameters.get("weights"), random);
    }

    @Override
    public LayerMemory memory(int rows) {
        return new Memory(this);
    }

    @Override
    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
        DMatrixRMaj effective = ((Memory) memory).effective;
        DMatrixRMaj weights = parameters.get("weights");
        for (int i = 0; i < weights.getNumElements(); i++) {
            effective.data[i] = responses.get(i / outputs).effective(weights.data[i]);
        }
        Products.broadcast(parameters.get("bias"), y);
        memory.products().multAdd(x, effective, y);
    }

    /** As in a dense layer of weights v = w', and dw = (dv / dw) dv. */
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
                dw.data[i] += responses.get(i / outputs).slope(weights.data[i]) * kept.gradient.data[i];
            }
            Products.addRows(dy, gradients.get("bias"));
        }
        if (dx != null) {
            memory.products().multTransB(dy, kept.effective, dx);
        }
    }

    /** Inputs that the layer does not rise in are parts, by their response, and so is another start than usual. */
    @Override
    public Description describe() {
        List<Description> parts = new ArrayList<>();
        for (int input = 0; input < inputs; input++) {
            if (responses.get(input) != Response.RISING) {
                parts.add(Description.of(word(responses.get(input))).with("input", input));
            }
        }
        if (initialization != Initialization.GLOROT) {
            parts.add(Description.of(word(initialization)));
        }
        return Description.of("monotone_dense")
                .with("inputs", inputs)
                .with("outputs", outputs)
                .with(parts);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The layer that {@link #describe} described. */
    public static MonotoneDense of(Description description) {
        int inputs = description.whole("inputs");
        Widths.check("inputs of a monotone_dense layer", inputs);
        List<Response> responses = new ArrayList<>(Collections.nCopies(inputs, Response.RISING));
        Initialization start = Initialization.GLOROT;
        for (Description part : description.parts()) {
            String constant = part.word().toUpperCase(Locale.ROOT);
            if (Arrays.stream(Initialization.values())
                    .anyMatch(known -> known.name().equals(constant))) {
                start = Initialization.valueOf(constant);
                continue;
            }
            int input = part.whole("input");
            if (input < 0 || input >= inputs) {
                throw new IllegalArgumentException(
                        "input of a monotone_dense layer must be 0 to " + (inputs - 1) + ", was " + input);
            }
            responses.set(input, Response.valueOf(constant));
        }
        return new MonotoneDense(inputs, description.whole("outputs"), responses, start);
    }

    private static final class Memory extends LayerMemory {
        private final DMatrixRMaj effective; // the weights as used (I, O)
        private final DMatrixRMaj gradient; // by the same (I, O)

        Memory(MonotoneDense layer) {
            effective = new DMatrixRMaj(layer.inputs, layer.outputs);
            gradient = new DMatrixRMaj(layer.inputs, layer.outputs);
        }
    }
}
