package dev.clv.nn;

import dev.clv.nn.internal.Kernels;
import dev.clv.nn.internal.kernel.BatchActivations;
import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.internal.kernel.RowProduct;
import dev.clv.nn.layer.Elementwise;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.LossMemory;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A network cut behind its first dense layer: the layer's pre-activations, which are linear in the inputs, and the
 * layers behind it, which depend on those alone. To predict many rows that differ in a few inputs, add the changes of
 * those inputs to the pre-activations instead of computing the first layer again. Immutable and thread-safe.
 *
 * <p>I = inputs, H = {@link #size()}, the outputs of the first layer. Pre-activations lie within longer rows, so that
 * several networks can share a row: those of this network start at a given index.
 */
public final class SplitNetwork {

    private final Loss loss;
    private final DenseChain.Stage[] stages;
    private final double[][] weights; // (I, H)
    private final boolean[] connected;
    private final double[] bias;
    private final @Nullable RowProduct[] products; // per stage behind the first, where it has one

    private SplitNetwork(DenseChain chain, Loss loss, double[] parameters) {
        this.loss = loss;
        stages = chain.stages().toArray(new DenseChain.Stage[0]);
        DenseChain.Stage first = stages[0];
        weights = new double[first.inputs()][first.outputs()];
        connected = new boolean[first.inputs()];
        for (int i = 0; i < weights.length; i++) {
            System.arraycopy(parameters, first.weightsAt() + i * first.outputs(), weights[i], 0, first.outputs());
            for (double weight : weights[i]) {
                connected[i] |= weight != 0;
            }
        }
        bias = new double[first.outputs()];
        System.arraycopy(parameters, first.biasAt(), bias, 0, bias.length);
        products = new RowProduct[stages.length];
        for (int s = 1; s < stages.length; s++) {
            DenseChain.Stage stage = stages[s];
            if (stage.isDense()) {
                products[s] = Kernels.rowProducts()
                        .product(stage.inputs(), stage.outputs(), parameters, stage.weightsAt(), stage.biasAt());
            }
        }
    }

    /**
     * The network cut behind its first layer; empty for a network with skips or offsets, whose first layer is not
     * dense, or with other layers than dense ones, elementwise ones and dropout.
     */
    public static Optional<SplitNetwork> of(Network network) {
        return network.spec()
                .chain()
                .filter(chain -> chain.stages().get(0).isDense())
                .map(chain -> new SplitNetwork(chain, network.spec().loss(), network.parameterArray()));
    }

    /** H, the number of pre-activations. */
    public int size() {
        return bias.length;
    }

    /** Whether an input has any weight that is not 0; an input without one never changes a prediction. */
    public boolean isConnected(int input) {
        return connected[input];
    }

    /**
     * Writes the pre-activations of inputs that are all 0: the bias.
     *
     * @param preActivations overwritten from {@code at} on, H numbers
     */
    public void start(double[] preActivations, int at) {
        System.arraycopy(bias, 0, preActivations, at, bias.length);
    }

    /**
     * Adds to the pre-activations what one input adds to them when it grows.
     *
     * @param by how much the input grows; finite
     * @param preActivations added to from {@code at} on, H numbers
     */
    public void add(int input, double by, double[] preActivations, int at) {
        Kernels.rowProducts().add(by, weights[input], preActivations, at);
    }

    /**
     * Scratch space for {@link #means}, for one thread at a time.
     *
     * @param capacity the most rows at a time, at least 1
     */
    public Scratch newScratch(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("scratch space needs room for at least 1 row, was " + capacity);
        }
        return new Scratch(this, capacity);
    }

    /**
     * Computes the expected outcome for each row of pre-activations, which is that of {@link Predictions#means()} for
     * the inputs, up to rounding. A row gives the same bits alone and among others.
     *
     * @param rows B, at most the capacity of the scratch space
     * @param preActivations (B, at + H) or more of either, finite. Not modified.
     * @param means the first B numbers are overwritten
     * @param scratch of this network
     */
    public void means(int rows, double[][] preActivations, int at, double[] means, Scratch scratch) {
        loss.means(outputs(rows, preActivations, at, scratch), means, scratch.memory);
    }

    /**
     * The same as {@link #means}, and the probability of an outcome above 0, which is that of
     * {@link Predictions#probabilityPositive}.
     *
     * @param positives the first B numbers are overwritten
     * @throws UnsupportedOperationException if the network's loss describes no distribution
     */
    public void meansAndProbabilities(
            int rows, double[][] preActivations, int at, double[] means, double[] positives, Scratch scratch) {
        loss.meansAndProbabilities(outputs(rows, preActivations, at, scratch), means, positives, scratch.memory);
    }

    /** The raw outputs, which are the scratch's. */
    private DMatrixRMaj outputs(int rows, double[][] preActivations, int at, Scratch scratch) {
        if (scratch.owner != this) {
            throw new IllegalArgumentException("the scratch was made for another network; use newScratch of this one");
        }
        BatchActivations x = scratch.values[0];
        x.load(rows, preActivations, at, stages[0].rectifies());
        activate(stages[0], rows, x);
        for (int s = 1; s < stages.length; s++) {
            RowProduct product = products[s];
            if (product != null) {
                product.forward(rows, x, stages[s].rectifies(), scratch.values[s]);
                x = scratch.values[s];
            }
            activate(stages[s], rows, x);
        }
        DMatrixRMaj z = scratch.z;
        z.numRows = rows;
        int next = 0;
        for (int b = 0; b < rows; b++) {
            for (int k = 0; k < z.numCols; k++) {
                z.data[next++] = x.get(b, k);
            }
        }
        return z;
    }

    /** In place; a product has done its ReLU already. */
    private static void activate(DenseChain.Stage stage, int rows, BatchActivations x) {
        Elementwise activation = stage.activation();
        if (activation == null || stage.isDense() && stage.rectifies()) {
            return;
        }
        for (int a = 0; a < x.arrays(rows); a++) {
            activation.apply(x.length(rows), x.array(a), x.array(a));
        }
    }

    /** Scratch space of the layers behind the first one. Not thread-safe. */
    public static final class Scratch {

        private final SplitNetwork owner;
        private final BatchActivations[] values; // what each stage gives; without a product, in place
        private final DMatrixRMaj z; // (B, K)
        private final LossMemory memory;

        private Scratch(SplitNetwork owner, int capacity) {
            this.owner = owner;
            values = new BatchActivations[owner.stages.length];
            for (int s = 0; s < values.length; s++) {
                DenseChain.Stage stage = owner.stages[s];
                values[s] = stage.isDense()
                        ? Kernels.rowProducts().newActivations(capacity, stage.outputs())
                        : values[s - 1];
            }
            z = new DMatrixRMaj(capacity, owner.loss.outputs());
            memory = owner.loss.memory(capacity);
        }
    }
}
