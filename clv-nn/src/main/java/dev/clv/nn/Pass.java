package dev.clv.nn;

import dev.clv.nn.layer.Layer;
import dev.clv.nn.layer.LayerMemory;
import dev.clv.nn.math.SplitMix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One forward and backward pass of a batch through a network whose parameters are handed in. It owns all the scratch
 * space, allocates nothing after it is made, and may be used again and again, by one thread at a time.
 *
 * <p>B = rows, I = input columns, K = raw outputs, F = offsets per row. Fill {@link #x()} (B, I) and {@link #offsets()}
 * (B, F), call {@link #forward}, read its result (B, K); then fill {@link #dz()} (B, K), call {@link #backward}, and
 * read {@link #dx()}.
 */
public final class Pass {

    private final NetworkSpec spec;
    private final int capacity;
    private final double[][] values; // values[l] is the input of layer l (B, inputs of l); the last one the raw outputs
    private final double[][] slopes; // the gradients of the same
    private final LayerMemory[] memories;
    private final double[] offsets;

    private Pass(NetworkSpec spec, int capacity) {
        this.spec = spec;
        this.capacity = capacity;
        List<Layer> layers = spec.layers();
        values = new double[layers.size() + 1][];
        slopes = new double[layers.size() + 1][];
        memories = new LayerMemory[layers.size()];
        values[0] = new double[capacity * spec.inputs()];
        slopes[0] = new double[capacity * spec.inputs()];
        for (int l = 0; l < layers.size(); l++) {
            values[l + 1] = new double[capacity * layers.get(l).outputs()];
            slopes[l + 1] = new double[capacity * layers.get(l).outputs()];
            memories[l] = layers.get(l).memory(capacity);
        }
        offsets = new double[capacity * spec.offsetOutputs().size()];
    }

    /**
     * A pass of up to this many rows.
     *
     * @throws IllegalArgumentException if capacity is not positive
     */
    public static Pass of(NetworkSpec spec, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a pass needs room for at least 1 row, was " + capacity);
        }
        return new Pass(spec, capacity);
    }

    /** The most rows a pass may have. */
    public int capacity() {
        return capacity;
    }

    NetworkSpec spec() {
        return spec;
    }

    /**
     * What entered a layer (B, its inputs) in the last {@link #forward}; behind the last layer, the raw outputs. The
     * live array.
     */
    double[] inputOf(int layer) {
        return values[layer];
    }

    LayerMemory memoryOf(int layer) {
        return memories[layer];
    }

    /** The input rows (B, I), to be filled before {@link #forward}. The live array. */
    public double[] x() {
        return values[0];
    }

    /** The offsets (B, F), to be filled before {@link #forward}. The live array. */
    public double[] offsets() {
        return offsets;
    }

    /** The raw outputs (B, K) of the last {@link #forward}. The live array. */
    public double[] z() {
        return values[values.length - 1];
    }

    /** The gradients by the raw outputs (B, K), to be filled before {@link #backward}. The live array. */
    public double[] dz() {
        return slopes[slopes.length - 1];
    }

    /** The gradients by the inputs (B, I) of the last {@link #backward} that was asked for them. The live array. */
    public double[] dx() {
        return slopes[0];
    }

    /** The raw outputs (B, K) of the first {@code rows} rows, for prediction. The live array {@link #z()}. */
    public double[] forward(int rows, double[] parameters) {
        return forward(rows, parameters, false, 0);
    }

    /**
     * The same for training.
     *
     * @param noise the seed of the noise of layers such as dropout; the same seed gives the same noise
     */
    public double[] forwardTraining(int rows, double[] parameters, long noise) {
        return forward(rows, parameters, true, noise);
    }

    private double[] forward(int rows, double[] parameters, boolean training, long noise) {
        if (rows < 0 || rows > capacity) {
            throw new IllegalArgumentException(
                    "this pass has room for " + capacity + " rows, got " + rows + "; make a larger one");
        }
        for (int l = 0; l < memories.length; l++) {
            memories[l].begin(training, training ? SplitMix.mix(noise, l) : 0);
            forward(l, rows, parameters);
        }
        addSkips(rows, parameters);
        addOffsets(rows);
        return z();
    }

    private void forward(int l, int rows, double[] parameters) {
        try {
            spec.layers().get(l).forward(rows, values[l], parameters, spec.layerAt(l), values[l + 1], memories[l]);
        } catch (IllegalArgumentException e) { // such as a category that an embedding does not know
            throw new IllegalArgumentException(
                    "layer '" + spec.layerNames().get(l) + "' refuses its inputs: " + e.getMessage(), e);
        }
    }

    /** z[b, output] += weight x[b, column]. */
    private void addSkips(int rows, double[] parameters) {
        double[] z = z();
        int outputs = spec.loss().outputs();
        for (int s = 0; s < spec.skips().size(); s++) {
            Skip skip = spec.skips().get(s);
            double weight = parameters[spec.skipAt() + s];
            for (int b = 0; b < rows; b++) {
                z[b * outputs + skip.output()] += weight * x()[b * spec.inputs() + skip.column()];
            }
        }
    }

    private void addOffsets(int rows) {
        double[] z = z();
        int outputs = spec.loss().outputs();
        int count = spec.offsetOutputs().size();
        for (int f = 0; f < count; f++) {
            int output = spec.offsetOutputs().get(f);
            for (int b = 0; b < rows; b++) {
                z[b * outputs + output] += offsets[b * count + f];
            }
        }
    }

    /**
     * From {@link #dz()} to the gradients of the parameters and, when wanted, of the inputs.
     *
     * @param gradients as long as the parameters, added to; null when not wanted
     * @param inputsToo whether {@link #dx()} is wanted
     */
    public void backward(int rows, double[] parameters, double @Nullable [] gradients, boolean inputsToo) {
        for (int l = memories.length - 1; l >= 0; l--) {
            double[] dx = l > 0 || inputsToo ? slopes[l] : null;
            spec.layers()
                    .get(l)
                    .backward(
                            rows,
                            values[l],
                            values[l + 1],
                            slopes[l + 1],
                            parameters,
                            spec.layerAt(l),
                            dx,
                            gradients,
                            memories[l]);
        }
        backThroughSkips(rows, parameters, gradients, inputsToo);
    }

    private void backThroughSkips(int rows, double[] parameters, double @Nullable [] gradients, boolean inputsToo) {
        int outputs = spec.loss().outputs();
        for (int s = 0; s < spec.skips().size(); s++) {
            Skip skip = spec.skips().get(s);
            double weight = parameters[spec.skipAt() + s];
            double sum = 0;
            for (int b = 0; b < rows; b++) {
                double slope = dz()[b * outputs + skip.output()];
                int at = b * spec.inputs() + skip.column();
                sum += slope * x()[at];
                if (inputsToo) {
                    dx()[at] += slope * weight;
                }
            }
            if (gradients != null) {
                gradients[spec.skipAt() + s] += sum;
            }
        }
    }

    /** The first layer whose outputs in the last forward pass hold a NaN or an infinity, by name; null if none does. */
    public @Nullable String firstNonFiniteLayer(int rows) {
        for (int l = 0; l < memories.length; l++) {
            int n = rows * spec.layers().get(l).outputs();
            for (int i = 0; i < n; i++) {
                if (!Double.isFinite(values[l + 1][i])) {
                    return spec.layerNames().get(l);
                }
            }
        }
        return null;
    }
}
