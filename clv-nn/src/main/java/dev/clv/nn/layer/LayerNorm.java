package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.Products;
import dev.clv.nn.math.SplitMix;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Gives every row mean 0 and variance 1, then a trained gain and bias per column (Ba, Kiros and Hinton 2016): y = gain
 * (x - mean) / sqrt(variance + epsilon) + bias. x and y are (B, W), gain and bias (1, W); the variance divides by W.
 * The gain starts at 1, the bias at 0. A row of equal numbers gives the bias.
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
    public void initialize(NamedMatrices parameters, SplitMix random) {
        parameters.get("gain").fill(1);
    }

    @Override
    public LayerMemory memory(int rows) {
        return new Memory(rows, width);
    }

    @Override
    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
        DMatrixRMaj standard = ((Memory) memory).standard;
        DMatrixRMaj scales = ((Memory) memory).scales;
        standard.reshape(x.numRows, width);
        scales.reshape(x.numRows, 1);
        double[] gain = parameters.get("gain").data;
        double[] bias = parameters.get("bias").data;
        for (int b = 0; b < x.numRows; b++) {
            int row = b * width;
            double mean = 0;
            for (int j = 0; j < width; j++) {
                mean += x.data[row + j];
            }
            mean /= width;
            double variance = 0;
            for (int j = 0; j < width; j++) {
                variance += (x.data[row + j] - mean) * (x.data[row + j] - mean);
            }
            double scale = 1 / Math.sqrt(variance / width + epsilon);
            scales.data[b] = scale;
            for (int j = 0; j < width; j++) {
                standard.data[row + j] = (x.data[row + j] - mean) * scale;
                y.data[row + j] = gain[j] * standard.data[row + j] + bias[j];
            }
        }
    }

    /** With s = standardised x and ds = gain dy: dx = scale (ds - mean(ds) - s mean(ds s)). */
    @Override
    public void backward(
            DMatrixRMaj x,
            DMatrixRMaj y,
            DMatrixRMaj dy,
            NamedMatrices parameters,
            @Nullable DMatrixRMaj dx,
            @Nullable NamedMatrices gradients,
            LayerMemory memory) {
        if (gradients != null) {
            addGradients(dy, ((Memory) memory).standard, gradients);
        }
        if (dx != null) {
            inputGradient(dy, parameters.get("gain").data, (Memory) memory, dx);
        }
    }

    private void addGradients(DMatrixRMaj dy, DMatrixRMaj standard, NamedMatrices gradients) {
        double[] gain = gradients.get("gain").data;
        for (int b = 0, i = 0; b < dy.numRows; b++) {
            for (int j = 0; j < width; j++, i++) {
                gain[j] += dy.data[i] * standard.data[i];
            }
        }
        Products.addRows(dy, gradients.get("bias"));
    }

    private void inputGradient(DMatrixRMaj dy, double[] gain, Memory kept, DMatrixRMaj dx) {
        double[] standard = kept.standard.data;
        for (int b = 0; b < dy.numRows; b++) {
            int row = b * width;
            double mean = 0;
            double meanTimesStandard = 0;
            for (int j = 0; j < width; j++) {
                double gradient = gain[j] * dy.data[row + j];
                mean += gradient;
                meanTimesStandard += gradient * standard[row + j];
            }
            mean /= width;
            meanTimesStandard /= width;
            for (int j = 0; j < width; j++) {
                dx.data[row + j] = kept.scales.data[b]
                        * (gain[j] * dy.data[row + j] - mean - standard[row + j] * meanTimesStandard);
            }
        }
    }

    @Override
    public Description describe() {
        return Description.of("layer_norm").with("width", width).with("epsilon", epsilon);
    }

    private static final class Memory extends LayerMemory {
        private final DMatrixRMaj standard; // (B, W)
        private final DMatrixRMaj scales; // (B, 1)

        Memory(int rows, int width) {
            standard = new DMatrixRMaj(rows, width);
            scales = new DMatrixRMaj(rows, 1);
        }
    }
}
