package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.internal.product.Products;
import dev.clv.nn.math.SplitMix;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * y = x w + bias: every output sees every input. x is (B, I), weights (I, O), bias (O), y (B, O). The bias starts at
 * zero.
 *
 * @param inputs I
 * @param outputs O
 * @param initialization how the weights start
 */
public record Dense(int inputs, int outputs, Initialization initialization) implements Layer {

    /**
     * Checks the widths.
     *
     * @throws IllegalArgumentException if a width is not positive
     */
    public Dense {
        Widths.check("inputs of a dense layer", inputs);
        Widths.check("outputs of a dense layer", outputs);
    }

    @Override
    public List<ParameterShape> parameters() {
        return List.of(
                new ParameterShape("weights", inputs, outputs, true), new ParameterShape("bias", 1, outputs, false));
    }

    @Override
    public void initialize(double[] parameters, int at, SplitMix random) {
        initialization.fill(parameters, at, inputs, outputs, random);
    }

    @Override
    public LayerMemory memory(int rows) {
        return new Memory(new Products.Scratch(rows, inputs, outputs));
    }

    @Override
    public void forward(int rows, double[] x, double[] parameters, int at, double[] y, LayerMemory memory) {
        int biasAt = at + inputs * outputs;
        Products.plain().forward(rows, inputs, outputs, x, parameters, at, biasAt, y, ((Memory) memory).scratch);
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
        Products.Scratch scratch = ((Memory) memory).scratch;
        if (gradients != null) {
            Products.plain().weightGradient(rows, inputs, outputs, x, dy, gradients, at, scratch);
            int biasAt = at + inputs * outputs;
            for (int b = 0; b < rows; b++) {
                for (int o = 0; o < outputs; o++) {
                    gradients[biasAt + o] += dy[b * outputs + o];
                }
            }
        }
        if (dx != null) {
            Products.plain().inputGradient(rows, inputs, outputs, dy, parameters, at, dx, scratch);
        }
    }

    @Override
    public Description describe() {
        return Description.of("dense")
                .with("inputs", inputs)
                .with("outputs", outputs)
                .with(List.of(Description.of(initialization.name().toLowerCase(Locale.ROOT))));
    }

    /** The layer that {@link #describe} described. */
    public static Dense of(Description description) {
        Initialization initialization =
                Initialization.valueOf(description.parts().get(0).word().toUpperCase(Locale.ROOT));
        return new Dense(description.whole("inputs"), description.whole("outputs"), initialization);
    }

    private static final class Memory extends LayerMemory {
        private final Products.Scratch scratch;

        Memory(Products.Scratch scratch) {
            this.scratch = scratch;
        }
    }
}
