package dev.clv.nn;

import dev.clv.nn.kernel.ColumnProducts;
import dev.clv.nn.layer.Dense;
import dev.clv.nn.layer.Elementwise;
import dev.clv.nn.layer.Layer;
import java.util.Optional;

/**
 * A network cut behind its first layer: sums, which are linear in the inputs, and the rest, which knows those sums alone. Whoever
 * predicts many rows that differ in a few inputs changes the sums by those inputs' weights and never computes the first layer
 * again. Immutable and thread-safe.
 *
 * <p>I = inputs, H = {@link #size()}, the outputs of the first layer. Sums lie within longer rows, so that several networks can
 * share one: this network's start at a given index.
 */
public final class SplitNetwork {

    private final NetworkSpec spec;
    private final double[] parameters;
    private final double[][] weights; // (I, H)
    private final boolean[] connected;
    private final double[] bias;

    private SplitNetwork(NetworkSpec spec, double[] parameters) {
        this.spec = spec;
        this.parameters = parameters;
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
    }

    /**
     * The network cut behind its first layer; empty for a network with skips or offsets, whose first layer is not dense, or with
     * other layers than dense ones, elementwise ones and dropout.
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
        double[] w = weights[input];
        for (int h = 0; h < w.length; h++) {
            sums[at + h] += by * w[h];
        }
    }

    /**
     * Scratch space for {@link #means}, for one thread at a time.
     *
     * @param capacity the most rows at a time, at least 1; quickest where a few dozen of the widest layer fit the first-level cache
     */
    public Scratch newScratch(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("scratch space needs room for at least 1 row, was " + capacity);
        }
        return new Scratch(spec, capacity);
    }

    /**
     * The expected outcome for each row of sums, as {@link Predictions#means()} gives it for the inputs, up to rounding. A row
     * gives the same bits alone and among others.
     *
     * @param rows how many to take, at most the capacity
     * @param sums number h of row b at {@code sums[at + h][b]}, (at + H, capacity) or more of them. This network's are modified.
     * @param means overwritten, {@code rows} numbers
     * @param scratch of this network
     */
    public void means(int rows, double[][] sums, int at, double[] means, Scratch scratch) {
        if (scratch.spec != spec) {
            throw new IllegalArgumentException("the scratch was made for another network; use newScratch of this one");
        }
        System.arraycopy(sums, at, scratch.values[0], 0, bias.length);
        double[][] x = scratch.values[0];
        for (int l = 1; l < scratch.values.length; l++) {
            Layer layer = spec.layers().get(l);
            if (layer instanceof Dense dense) {
                int wAt = spec.layerAt(l);
                int biasAt = wAt + dense.inputs() * dense.outputs();
                ColumnProducts.best()
                        .forward(rows, dense.inputs(), dense.outputs(), x, parameters, wAt, biasAt, scratch.values[l]);
            } else if (layer instanceof Elementwise activation) {
                for (double[] unit : x) {
                    activation.apply(rows, unit, unit);
                }
            }
            x = scratch.values[l];
        }
        double[] z = scratch.z;
        for (int b = 0; b < rows; b++) {
            for (int k = 0; k < z.length; k++) {
                z[k] = x[k][b];
            }
            means[b] = spec.loss().mean(z, 0);
        }
    }

    /** What the layers behind the first one need while they run. Not thread-safe. */
    public static final class Scratch {

        private final NetworkSpec spec;
        /**
         * values[l] is the output of layer l, unit by unit: (outputs of l, capacity). Layers that keep their place share it with the
         * layer before; that of the first layer is handed in.
         */
        private final double[][][] values;

        private final double[] z;

        private Scratch(NetworkSpec spec, int capacity) {
            this.spec = spec;
            int layers = spec.layers().size();
            values = new double[layers][][];
            values[0] = new double[spec.layers().get(0).outputs()][];
            for (int l = 1; l < layers; l++) {
                Layer layer = spec.layers().get(l);
                values[l] = layer instanceof Dense ? new double[layer.outputs()][capacity] : values[l - 1];
            }
            z = new double[spec.loss().outputs()];
        }
    }
}
