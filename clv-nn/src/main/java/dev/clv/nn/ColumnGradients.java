package dev.clv.nn;

import dev.clv.nn.internal.Kernels;
import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.layer.Elementwise;
import dev.clv.nn.loss.Loss;
import org.ejml.data.DMatrixRMaj;

/**
 * The gradient of the expected outcome by the inputs, for many rows, unit by unit: (units, B) instead of (B, units), in
 * small batches that fit the first-level cache. The backward pass of a product is a forward pass through its transposed
 * weights. Not thread-safe.
 */
final class ColumnGradients {

    private static final int BATCH = 64;

    private final Loss loss;
    private final double[] parameters;
    private final DenseChain.Stage[] stages;
    private final double[][] transposed; // per stage, (O, I) and I zeros; empty where there is no product
    private final double[][][] preActivations; // per stage; what goes in where there is no product
    private final double[][][] preActivationGradients;
    private final double[][][] values; // the inputs, and what each stage gives; the last one the raw outputs
    private final double[][][] gradients; // by the same

    ColumnGradients(DenseChain chain, Loss loss, double[] parameters) {
        this.loss = loss;
        this.parameters = parameters;
        stages = chain.stages().toArray(new DenseChain.Stage[0]);
        transposed = new double[stages.length][];
        preActivations = new double[stages.length][][];
        preActivationGradients = new double[stages.length][][];
        values = new double[stages.length + 1][][];
        gradients = new double[stages.length + 1][][];
        values[0] = new double[chain.inputs()][BATCH];
        gradients[0] = new double[chain.inputs()][BATCH];
        for (int s = 0; s < stages.length; s++) {
            DenseChain.Stage stage = stages[s];
            int outputs = stage.outputs();
            transposed[s] = stage.isDense() ? transpose(stage) : new double[0];
            preActivations[s] = stage.isDense() ? new double[outputs][BATCH] : values[s];
            preActivationGradients[s] = stage.isDense() ? new double[outputs][BATCH] : gradients[s];
            // The derivative of a ReLU is known from its output.
            boolean inPlace = stage.activation() == null || stage.rectifies();
            values[s + 1] = inPlace ? preActivations[s] : new double[outputs][BATCH];
            gradients[s + 1] = inPlace ? preActivationGradients[s] : new double[outputs][BATCH];
        }
    }

    private double[] transpose(DenseChain.Stage stage) {
        double[] result = new double[stage.outputs() * stage.inputs() + stage.inputs()];
        for (int o = 0; o < stage.outputs(); o++) {
            for (int i = 0; i < stage.inputs(); i++) {
                result[o * stage.inputs() + i] = parameters[stage.weightsAt() + i * stage.outputs() + o];
            }
        }
        return result;
    }

    /**
     * Writes the gradient of every row.
     *
     * @param rows (n, I), finite. Not modified.
     * @param into (n, I). Overwritten.
     */
    void write(double[][] rows, double[][] into) {
        for (int from = 0; from < rows.length; from += BATCH) {
            int count = Math.min(BATCH, rows.length - from);
            for (int j = 0; j < values[0].length; j++) {
                double[] column = values[0][j];
                for (int b = 0; b < count; b++) {
                    column[b] = rows[from + b][j];
                }
            }
            forward(count);
            outcome(count);
            backward(count);
            for (int j = 0; j < gradients[0].length; j++) {
                double[] column = gradients[0][j];
                for (int b = 0; b < count; b++) {
                    into[from + b][j] = column[b];
                }
            }
        }
    }

    private void forward(int count) {
        for (int s = 0; s < stages.length; s++) {
            DenseChain.Stage stage = stages[s];
            if (stage.isDense()) {
                Kernels.columnProducts()
                        .forward(
                                count,
                                stage.inputs(),
                                stage.outputs(),
                                values[s],
                                parameters,
                                stage.weightsAt(),
                                stage.biasAt(),
                                preActivations[s]);
            }
            Elementwise activation = stage.activation();
            for (int u = 0; activation != null && u < stage.outputs(); u++) {
                activation.apply(count, preActivations[s][u], values[s + 1][u]);
            }
        }
    }

    /** From raw outputs to the gradient of the expected outcome by them. */
    private void outcome(int count) {
        int last = stages.length;
        DMatrixRMaj z = new DMatrixRMaj(1, loss.outputs());
        DMatrixRMaj dz = z.createLike();
        for (int b = 0; b < count; b++) {
            for (int k = 0; k < z.numCols; k++) {
                z.data[k] = values[last][k][b];
            }
            loss.meanGradient(z, 0, dz);
            for (int k = 0; k < z.numCols; k++) {
                gradients[last][k][b] = dz.data[k];
            }
        }
    }

    private void backward(int count) {
        for (int s = stages.length - 1; s >= 0; s--) {
            DenseChain.Stage stage = stages[s];
            Elementwise activation = stage.activation();
            for (int u = 0; activation != null && u < stage.outputs(); u++) {
                activation.applyBackward(
                        count,
                        preActivations[s][u],
                        values[s + 1][u],
                        gradients[s + 1][u],
                        preActivationGradients[s][u]);
            }
            if (stage.isDense()) {
                int zeros = stage.inputs() * stage.outputs();
                Kernels.columnProducts()
                        .forward(
                                count,
                                stage.outputs(),
                                stage.inputs(),
                                preActivationGradients[s],
                                transposed[s],
                                0,
                                zeros,
                                gradients[s]);
            }
        }
    }
}
