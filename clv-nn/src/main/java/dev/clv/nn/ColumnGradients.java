package dev.clv.nn;

import dev.clv.nn.internal.Kernels;
import dev.clv.nn.layer.Activations;
import dev.clv.nn.layer.Dense;
import dev.clv.nn.layer.Dropout;
import dev.clv.nn.layer.Elementwise;
import dev.clv.nn.layer.Layer;
import java.util.List;

/**
 * The gradient of the expected outcome by the inputs, for many rows, unit by unit: (units, B) instead of (B, units), in
 * small batches that fit the first-level cache. Back through a dense layer is forward through its transposed weights.
 * For networks of dense layers, elementwise ones and dropout. Not thread-safe.
 */
final class ColumnGradients {

    private static final int BATCH = 64;

    private final NetworkSpec spec;
    private final double[] parameters;
    private final List<Layer> layers;
    private final double[][] transposed; // per layer, (O, I) and I zeros; empty where there are no weights
    private final double[][][] values; // values[l] is the input of layer l; the last one the raw outputs
    private final double[][][] slopes; // the gradients by the same

    ColumnGradients(NetworkSpec spec, double[] parameters) {
        this.spec = spec;
        this.parameters = parameters;
        layers = spec.layers();
        transposed = new double[layers.size()][];
        values = new double[layers.size() + 1][][];
        slopes = new double[layers.size() + 1][][];
        values[0] = new double[spec.inputs()][BATCH];
        slopes[0] = new double[spec.inputs()][BATCH];
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            // The slope of a ReLU is known from its output.
            boolean inPlace = layer instanceof Dropout || Activations.isRelu(layer);
            values[l + 1] = inPlace ? values[l] : new double[layer.outputs()][BATCH];
            slopes[l + 1] = inPlace ? slopes[l] : new double[layer.outputs()][BATCH];
            transposed[l] = layer instanceof Dense dense ? transpose(dense, spec.layerAt(l)) : new double[0];
        }
    }

    /** Whether a network has known layers alone and nothing that goes past them. */
    static boolean knows(NetworkSpec spec) {
        return spec.skips().isEmpty()
                && spec.offsetOutputs().isEmpty()
                && spec.layers().stream()
                        .allMatch(layer ->
                                layer instanceof Dense || layer instanceof Elementwise || layer instanceof Dropout);
    }

    private double[] transpose(Dense dense, int at) {
        double[] result = new double[dense.outputs() * dense.inputs() + dense.inputs()];
        for (int o = 0; o < dense.outputs(); o++) {
            for (int i = 0; i < dense.inputs(); i++) {
                result[o * dense.inputs() + i] = parameters[at + i * dense.outputs() + o];
            }
        }
        return result;
    }

    /**
     * Writes the gradient of every row.
     *
     * @param rows (n, I), finite. Not modified.
     * @param gradients (n, I). Overwritten.
     */
    void of(double[][] rows, double[][] gradients) {
        for (int from = 0; from < rows.length; from += BATCH) {
            int count = Math.min(BATCH, rows.length - from);
            for (int j = 0; j < spec.inputs(); j++) {
                double[] column = values[0][j];
                for (int b = 0; b < count; b++) {
                    column[b] = rows[from + b][j];
                }
            }
            forward(count);
            outcome(count);
            backward(count);
            for (int j = 0; j < spec.inputs(); j++) {
                double[] column = slopes[0][j];
                for (int b = 0; b < count; b++) {
                    gradients[from + b][j] = column[b];
                }
            }
        }
    }

    private void forward(int count) {
        for (int l = 0; l < layers.size(); l++) {
            if (layers.get(l) instanceof Dense dense) {
                int at = spec.layerAt(l);
                int biasAt = at + dense.inputs() * dense.outputs();
                Kernels.columnProducts()
                        .forward(
                                count,
                                dense.inputs(),
                                dense.outputs(),
                                values[l],
                                parameters,
                                at,
                                biasAt,
                                values[l + 1]);
            } else if (layers.get(l) instanceof Elementwise activation) {
                for (int u = 0; u < activation.outputs(); u++) {
                    activation.apply(count, values[l][u], values[l + 1][u]);
                }
            }
        }
    }

    /** From raw outputs to the gradient of the expected outcome by them. */
    private void outcome(int count) {
        int last = layers.size();
        double[] z = new double[spec.loss().outputs()];
        double[] dz = new double[z.length];
        for (int b = 0; b < count; b++) {
            for (int k = 0; k < z.length; k++) {
                z[k] = values[last][k][b];
            }
            spec.loss().meanGradient(z, 0, dz);
            for (int k = 0; k < z.length; k++) {
                slopes[last][k][b] = dz[k];
            }
        }
    }

    private void backward(int count) {
        for (int l = layers.size() - 1; l >= 0; l--) {
            if (layers.get(l) instanceof Dense dense) {
                int zeros = dense.inputs() * dense.outputs();
                Kernels.columnProducts()
                        .forward(
                                count,
                                dense.outputs(),
                                dense.inputs(),
                                slopes[l + 1],
                                transposed[l],
                                0,
                                zeros,
                                slopes[l]);
            } else if (layers.get(l) instanceof Elementwise activation) {
                for (int u = 0; u < activation.outputs(); u++) {
                    activation.applyBackward(count, values[l][u], values[l + 1][u], slopes[l + 1][u], slopes[l][u]);
                }
            }
        }
    }
}
