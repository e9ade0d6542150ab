package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.internal.product.Products;
import dev.clv.nn.math.SplitMix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies features with each other: y = x * (x w + bias) + x, number by number (Wang et al. 2021, "DCN V2", equation
 * 1, for the first layer). x and y are (B, W), weights (W, W), bias (W). Products of two columns, such as a rate times
 * an amount, are exact instead of being pieced together from rectifiers. The weights start by Glorot, the bias at zero.
 *
 * @param width W
 */
public record Cross(int width) implements Layer {

    /**
     * Checks the width.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Cross {
        Widths.check("width of a cross layer", width);
    }

    @Override
    public int inputs() {
        return width;
    }

    @Override
    public int outputs() {
        return width;
    }

    @Override
    public List<ParameterShape> parameters() {
        return List.of(new ParameterShape("weights", width, width, true), new ParameterShape("bias", 1, width, false));
    }

    @Override
    public void initialize(double[] parameters, int at, SplitMix random) {
        Initialization.GLOROT.fill(parameters, at, width, width, random);
    }

    @Override
    public LayerMemory memory(int rows) {
        return new Memory(rows, width);
    }

    @Override
    public void forward(int rows, double[] x, double[] parameters, int at, double[] y, LayerMemory memory) {
        Memory kept = (Memory) memory;
        Products.plain().forward(rows, width, width, x, parameters, at, at + width * width, kept.factors, kept.scratch);
        int n = rows * width;
        for (int i = 0; i < n; i++) {
            y[i] = x[i] * kept.factors[i] + x[i];
        }
    }

    /** With f = x w + bias and df = dy * x: dx = dy * (f + 1) + df wᵀ. */
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
        int n = rows * width;
        for (int i = 0; i < n; i++) {
            kept.slopes[i] = dy[i] * x[i];
        }
        if (gradients != null) {
            Products.plain().weightGradient(rows, width, width, x, kept.slopes, gradients, at, kept.scratch);
            int biasAt = at + width * width;
            for (int i = 0; i < n; i++) {
                gradients[biasAt + i % width] += kept.slopes[i];
            }
        }
        if (dx != null) {
            Products.plain().inputGradient(rows, width, width, kept.slopes, parameters, at, dx, kept.scratch);
            for (int i = 0; i < n; i++) {
                dx[i] += dy[i] * (kept.factors[i] + 1);
            }
        }
    }

    @Override
    public Description describe() {
        return Description.of("cross").with("width", width);
    }

    private static final class Memory extends LayerMemory {
        private final Products.Scratch scratch;
        private final double[] factors; // x w + bias (B, W)
        private final double[] slopes; // (B, W)

        Memory(int rows, int width) {
            scratch = new Products.Scratch(rows, width, width);
            factors = new double[rows * width];
            slopes = new double[rows * width];
        }
    }
}
