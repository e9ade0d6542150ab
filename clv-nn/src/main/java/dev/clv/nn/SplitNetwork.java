package dev.clv.nn;

import dev.clv.nn.internal.Kernels;
import dev.clv.nn.internal.kernel.BatchActivations;
import dev.clv.nn.internal.kernel.RowProduct;
import dev.clv.nn.layer.Activations;
import dev.clv.nn.layer.Dense;
import dev.clv.nn.layer.Elementwise;
import dev.clv.nn.layer.Layer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network cut behind its first layer: sums, which are linear in the inputs, and the rest, which knows those sums
 * alone. Whoever predicts many rows that differ in a few inputs changes the sums by those inputs' weights and never
 * computes the first layer again. Immutable and thread-safe.
 *
 * <p>I = inputs, H = {@link #size()}, the outputs of the first layer. Sums lie within longer rows, so that several
 * networks can share one: this network's start at a given index.
 */
public final class SplitNetwork {

    private final NetworkSpec spec;
    private final double[][] weights; // (I, H)
    private final boolean[] connected;
    private final double[] bias;
    private final @Nullable RowProduct[] products; // per layer behind the first, where it is dense

    private SplitNetwork(NetworkSpec spec, double[] parameters) {
        this.spec = spec;
        int size = spec.layers().get(0).outputs();
        weights = new double[spec.inputs()][size];
        connected = new boolean[spec.inputs()];
        for (int i = 0; i < weights.length; i++) {
            System.arraycopy(parameters, spec.layerAt(0) + i * size, weights[i], 0, size);
            for (double weight : weights[i]) {
                connected[i] |= weight != 0;
            }
        }
        bias = new double[size];
        System.arraycopy(parameters, spec.layerAt(0) + spec.inputs() * size, bias, 0, size);
        products = new RowProduct[spec.layers().size()];
        for (int l = 1; l < products.length; l++) {
            if (spec.layers().get(l) instanceof Dense dense) {
                int at = spec.layerAt(l);
                int biasAt = at + dense.inputs() * dense.outputs();
                products[l] = Kernels.rowProducts().product(dense.inputs(), dense.outputs(), parameters, at, biasAt);
            }
        }
    }

    /**
     * The network cut behind its first layer; empty for a network with skips or offsets, whose first layer is not
     * dense, or with other layers than dense ones, elementwise ones and dropout.
     */
    public static Optional<SplitNetwork> of(Network network) {
        NetworkSpec spec = network.spec();
        boolean possible = spec.layers().get(0) instanceof Dense && ColumnGradients.knows(spec);
        return possible ? Optional.of(new SplitNetwork(spec, network.parameterArray())) : Optional.empty();
    }

    /** H, the number of sums. */
    public int size() {
        return bias.length;
    }

    /** Whether an input has any weight that is not 0; one without never changes a sum. */
    public boolean isConnected(int input) {
        return connected[input];
    }

    /**
     * The sums of inputs that are all 0.
     *
     * @param sums overwritten from {@code at} on, H numbers
     */
    public void start(double[] sums, int at) {
        System.arraycopy(bias, 0, sums, at, bias.length);
    }

    /**
     * Makes one input larger.
     *
     * @param by finite
     * @param sums added to from {@code at} on, H numbers
     */
    public void add(int input, double by, double[] sums, int at) {
        Kernels.rowProducts().add(by, weights[input], sums, at);
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
        return new Scratch(spec, capacity);
    }

    /**
     * The expected outcome for each row of sums, as {@link Predictions#means()} gives it for the inputs, up to
     * rounding. A row gives the same bits alone and among others.
     *
     * @param rows how many to take, at most the capacity
     * @param sums (B, at + H) or more of them, finite. Not modified.
     * @param means overwritten, {@code rows} numbers
     * @param scratch of this network
     */
    public void means(int rows, double[][] sums, int at, double[] means, Scratch scratch) {
        if (scratch.spec != spec) {
            throw new IllegalArgumentException("the scratch was made for another network; use newScratch of this one");
        }
        BatchActivations x = scratch.values[0];
        x.load(rows, sums, at, isFused(1));
        for (int l = 1; l < products.length; l++) {
            RowProduct product = products[l];
            if (product != null) {
                product.forward(rows, x, isFused(l + 1), scratch.values[l]);
                x = scratch.values[l];
            } else if (!isFused(l) && spec.layers().get(l) instanceof Elementwise activation) {
                for (int a = 0; a < x.arrays(rows); a++) {
                    activation.apply(x.length(rows), x.array(a), x.array(a));
                }
            }
        }
        double[] z = scratch.z;
        for (int b = 0; b < rows; b++) {
            for (int k = 0; k < z.length; k++) {
                z[k] = x.get(b, k);
            }
            means[b] = spec.loss().mean(z, 0);
        }
    }

    /** Whether a layer is a ReLU that is done with the dense layer right before it. */
    private boolean isFused(int layer) {
        return layer < products.length
                && Activations.isRelu(spec.layers().get(layer))
                && spec.layers().get(layer - 1) instanceof Dense;
    }

    /** What the layers behind the first one need while they run. Not thread-safe. */
    public static final class Scratch {

        private final NetworkSpec spec;
        private final BatchActivations[]
                values; // the output of every layer; those that keep their place share it with the layer before
        private final double[] z;

        private Scratch(NetworkSpec spec, int capacity) {
            this.spec = spec;
            values = new BatchActivations[spec.layers().size()];
            for (int l = 0; l < values.length; l++) {
                Layer layer = spec.layers().get(l);
                values[l] = layer instanceof Dense
                        ? Kernels.rowProducts().newActivations(capacity, layer.outputs())
                        : values[l - 1];
            }
            z = new double[spec.loss().outputs()];
        }
    }
}
