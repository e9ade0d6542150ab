package dev.clv.nn;

import dev.clv.nn.internal.Kernels;
import dev.clv.nn.internal.kernel.BatchActivations;
import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.internal.kernel.RowProduct;
import dev.clv.nn.layer.Elementwise;
import dev.clv.nn.loss.Loss;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of the expected outcome by the inputs, for many rows, in small batches that fit the first-level cache.
 * The backward pass of a product is a forward pass through its transposed weights. Not thread-safe.
 */
final class BatchGradients {

    private static final int BATCH = 64;

    private final Loss loss;
    private final DenseChain.Stage[] stages;
    private final @Nullable RowProduct[] products; // per stage, where it has one
    private final @Nullable RowProduct[] transposed; // dy wᵀ of the same
    private final BatchActivations[] preActivations; // per stage; its input where there is no product
    private final BatchActivations[] preActivationGradients;
    private final BatchActivations[] values; // the inputs, and the outputs of each stage; the last are the raw outputs
    private final BatchActivations[] gradients; // by the same

    BatchGradients(DenseChain chain, Loss loss, double[] parameters) {
        this.loss = loss;
        stages = chain.stages().toArray(new DenseChain.Stage[0]);
        products = new RowProduct[stages.length];
        transposed = new RowProduct[stages.length];
        preActivations = new BatchActivations[stages.length];
        preActivationGradients = new BatchActivations[stages.length];
        values = new BatchActivations[stages.length + 1];
        gradients = new BatchActivations[stages.length + 1];
        values[0] = activations(chain.inputs());
        gradients[0] = activations(chain.inputs());
        for (int s = 0; s < stages.length; s++) {
            DenseChain.Stage stage = stages[s];
            int outputs = stage.outputs();
            if (stage.isDense()) {
                products[s] = Kernels.rowProducts()
                        .product(stage.inputs(), outputs, parameters, stage.weightsAt(), stage.biasAt());
                transposed[s] = transposed(stage, parameters);
            }
            preActivations[s] = stage.isDense() ? activations(outputs) : values[s];
            preActivationGradients[s] = stage.isDense() ? activations(outputs) : gradients[s];
            // The derivative of a ReLU is known from its output.
            boolean inPlace = stage.activation() == null || stage.rectifies();
            values[s + 1] = inPlace ? preActivations[s] : activations(outputs);
            gradients[s + 1] = inPlace ? preActivationGradients[s] : activations(outputs);
        }
    }

    private static BatchActivations activations(int width) {
        return Kernels.rowProducts().newActivations(BATCH, width);
    }

    private static RowProduct transposed(DenseChain.Stage stage, double[] parameters) {
        int inputs = stage.inputs();
        int outputs = stage.outputs();
        double[] weights = new double[outputs * inputs + inputs]; // (O, I), and a bias of 0
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                weights[o * inputs + i] = parameters[stage.weightsAt() + i * outputs + o];
            }
        }
        return Kernels.rowProducts().product(outputs, inputs, weights, 0, outputs * inputs);
    }

    /**
     * Writes the gradient of every row.
     *
     * @param rows (n, I), finite. Not modified.
     * @param into (n, I). Overwritten.
     */
    void write(double[][] rows, double[][] into) {
        for (int from = 0; from < rows.length; from += BATCH) {
            int to = Math.min(from + BATCH, rows.length);
            values[0].load(to - from, Arrays.copyOfRange(rows, from, to), 0, false);
            forward(to - from);
            outcome(to - from);
            backward(to - from);
            gradients[0].store(to - from, Arrays.copyOfRange(into, from, to));
        }
    }

    private void forward(int count) {
        for (int s = 0; s < stages.length; s++) {
            RowProduct product = products[s];
            boolean rectify = product != null && stages[s].rectifies();
            if (product != null) {
                product.forward(count, values[s], rectify, preActivations[s]);
            }
            Elementwise activation = stages[s].activation();
            if (activation != null && !rectify) {
                BatchActivations x = preActivations[s];
                for (int a = 0; a < x.arrays(count); a++) {
                    activation.apply(x.length(count), x.array(a), values[s + 1].array(a));
                }
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
                z.data[k] = values[last].get(b, k);
            }
            loss.meanGradient(z, 0, dz);
            for (int k = 0; k < z.numCols; k++) {
                gradients[last].set(b, k, dz.data[k]);
            }
        }
    }

    private void backward(int count) {
        for (int s = stages.length - 1; s >= 0; s--) {
            Elementwise activation = stages[s].activation();
            if (activation != null) {
                BatchActivations x = preActivations[s];
                for (int a = 0; a < x.arrays(count); a++) {
                    activation.applyBackward(
                            x.length(count),
                            x.array(a),
                            values[s + 1].array(a),
                            gradients[s + 1].array(a),
                            preActivationGradients[s].array(a));
                }
            }
            RowProduct back = transposed[s];
            if (back != null) {
                back.forward(count, preActivationGradients[s], false, gradients[s]);
            }
        }
    }
}
