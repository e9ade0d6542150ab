package dev.clv.nn;

import dev.clv.nn.layer.Dense;
import dev.clv.nn.layer.Layer;
import dev.clv.nn.layer.LayerMemory;
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

    private static final int BATCH = 256;

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
     * The network cut behind its first layer; empty where that is not all there is to know: when the first layer is not dense, or
     * skips or offsets go past it.
     */
    public static Optional<SplitNetwork> of(Network network) {
        NetworkSpec spec = network.spec();
        boolean possible = spec.layers().get(0) instanceof Dense
                && spec.skips().isEmpty()
                && spec.offsetOutputs().isEmpty();
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

    /** Scratch space for {@link #means}, for one thread at a time. */
    public Scratch newScratch() {
        return new Scratch(spec);
    }

    /**
     * The expected outcome for each row of sums, as {@link Predictions#means()} gives it for the inputs, up to rounding. A row
     * gives the same bits alone and among others.
     *
     * @param rows how many of {@code sums} to take
     * @param sums this network's start at {@code at} of each. Not modified.
     * @param means overwritten, {@code rows} numbers
     * @param scratch of this network
     */
    public void means(int rows, double[][] sums, int at, double[] means, Scratch scratch) {
        if (scratch.spec != spec) {
            throw new IllegalArgumentException("the scratch was made for another network; use newScratch of this one");
        }
        for (int from = 0; from < rows; from += BATCH) {
            int count = Math.min(BATCH, rows - from);
            for (int b = 0; b < count; b++) {
                System.arraycopy(sums[from + b], at, scratch.values[0], b * bias.length, bias.length);
            }
            double[] z = scratch.forward(count, parameters);
            for (int b = 0; b < count; b++) {
                means[from + b] = spec.loss().mean(z, b * spec.loss().outputs());
            }
        }
    }

    /** What the layers behind the first one need while they run. Not thread-safe. */
    public static final class Scratch {

        private final NetworkSpec spec;
        private final double[][] values; // values[l] is the output of layer l (B, outputs of l)
        private final LayerMemory[] memories;

        private Scratch(NetworkSpec spec) {
            this.spec = spec;
            int layers = spec.layers().size();
            values = new double[layers][];
            memories = new LayerMemory[layers];
            for (int l = 0; l < layers; l++) {
                values[l] = new double[BATCH * spec.layers().get(l).outputs()];
                memories[l] = spec.layers().get(l).memory(BATCH);
                memories[l].begin(false, 0);
            }
        }

        private double[] forward(int rows, double[] parameters) {
            for (int l = 1; l < values.length; l++) {
                Layer layer = spec.layers().get(l);
                layer.forward(rows, values[l - 1], parameters, spec.layerAt(l), values[l], memories[l]);
            }
            return values[values.length - 1];
        }
    }
}
