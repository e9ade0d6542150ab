package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.SplitMix;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives every row mean 0 and variance 1, then a trained gain and bias per column (Ba, Kiros and Hinton 2016): y = gain
 * (x - mean) / sqrt(variance + epsilon) + bias. x and y are (B, W), gain and bias (W); the variance divides by W. The
 * gain starts at 1, the bias at 0. A row of equal numbers gives the bias.
 *
 * @param width W
 * @param epsilon added to the variance
 */
public record LayerNorm(int width, double epsilon) implements Layer {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if the width is not positive, or epsilon not positive and finite
     */
    public LayerNorm {
        Widths.check("width of a layer_norm layer", width);
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "epsilon of a layer_norm layer must be positive and finite, was " + epsilon);
        }
    }

    /** The usual epsilon, 1e-5. */
    public static LayerNorm of(int width) {
        return new LayerNorm(width, 1e-5);
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
        return List.of(new ParameterShape("gain", 1, width, false), new ParameterShape("bias", 1, width, false));
    }

    @Override
    public void initialize(double[] parameters, int at, SplitMix random) {
        Arrays.fill(parameters, at, at + width, 1);
    }

    @Override
    public LayerMemory memory(int rows) {
        return new Memory(rows, width);
    }

    @Override
    public void forward(int rows, double[] x, double[] parameters, int at, double[] y, LayerMemory memory) {
        Memory kept = (Memory) memory;
        int biasAt = at + width;
        for (int b = 0; b < rows; b++) {
            int row = b * width;
            double mean = 0;
            for (int j = 0; j < width; j++) {
                mean += x[row + j];
            }
            mean /= width;
            double variance = 0;
            for (int j = 0; j < width; j++) {
                variance += (x[row + j] - mean) * (x[row + j] - mean);
            }
            double scale = 1 / Math.sqrt(variance / width + epsilon);
            kept.scales[b] = scale;
            for (int j = 0; j < width; j++) {
                double standard = (x[row + j] - mean) * scale;
                kept.standard[row + j] = standard;
                y[row + j] = parameters[at + j] * standard + parameters[biasAt + j];
            }
        }
    }

    /** With s = standardised x and ds = gain dy: dx = scale (ds - mean(ds) - s mean(ds s)). */
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
        for (int b = 0; b < rows; b++) {
            int row = b * width;
            double mean = 0;
            double meanTimesStandard = 0;
            for (int j = 0; j < width; j++) {
                double slope = dy[row + j];
                double standard = kept.standard[row + j];
                if (gradients != null) {
                    gradients[at + j] += slope * standard;
                    gradients[at + width + j] += slope;
                }
                mean += parameters[at + j] * slope;
                meanTimesStandard += parameters[at + j] * slope * standard;
            }
            mean /= width;
            meanTimesStandard /= width;
            if (dx != null) {
                for (int j = 0; j < width; j++) {
                    dx[row + j] = kept.scales[b]
                            * (parameters[at + j] * dy[row + j] - mean - kept.standard[row + j] * meanTimesStandard);
                }
            }
        }
    }

    @Override
    public Description describe() {
        return Description.of("layer_norm").with("width", width).with("epsilon", epsilon);
    }

    private static final class Memory extends LayerMemory {
        private final double[] standard; // (B, W)
        private final double[] scales; // (B)

        Memory(int rows, int width) {
            standard = new double[rows * width];
            scales = new double[rows];
        }
    }
}
