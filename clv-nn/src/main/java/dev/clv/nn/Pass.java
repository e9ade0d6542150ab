package dev.clv.nn;

import dev.clv.nn.layer.Layer;
import dev.clv.nn.layer.LayerMemory;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * One forward and backward pass of a batch through a network whose parameters are handed in. It owns all the scratch
 * space, allocates nothing after it is made, and may be used again and again, by one thread at a time.
 *
 * <p>B = rows, I = input columns, K = raw outputs, F = offsets per row. {@link #begin} a batch, fill {@link #x()} (B,
 * I) and {@link #offsets()} (B, F), call {@link #forward} and read its result (B, K); then fill {@link #dz()} (B, K),
 * call {@link #backward}, and read {@link #dx()}. All matrices are live.
 */
public final class Pass {

    private final NetworkSpec spec;
    private final int capacity;
    private final DMatrixRMaj[] values; // values[l] is the input of layer l; the last one the raw outputs
    private final DMatrixRMaj[] gradients; // by the same
    private final LayerMemory[] memories;
    private final DMatrixRMaj offsets;

    private Pass(NetworkSpec spec, int capacity) {
        this.spec = spec;
        this.capacity = capacity;
        List<Layer> layers = spec.layers();
        values = new DMatrixRMaj[layers.size() + 1];
        gradients = new DMatrixRMaj[layers.size() + 1];
        memories = new LayerMemory[layers.size()];
        values[0] = new DMatrixRMaj(capacity, spec.inputs());
        gradients[0] = new DMatrixRMaj(capacity, spec.inputs());
        for (int l = 0; l < layers.size(); l++) {
            values[l + 1] = new DMatrixRMaj(capacity, layers.get(l).outputs());
            gradients[l + 1] = new DMatrixRMaj(capacity, layers.get(l).outputs());
            memories[l] = layers.get(l).memory(capacity);
        }
        offsets = new DMatrixRMaj(capacity, spec.offsetOutputs().size());
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

    /**
     * A pass for parameters that do not change from one {@link #forward} to the next, which may prepare them once.
     *
     * @return this
     */
    Pass forConstantParameters() {
        for (LayerMemory memory : memories) {
            memory.products().assumeConstantWeights();
        }
        return this;
    }

    /** The most rows a pass may have. */
    public int capacity() {
        return capacity;
    }

    /** The number of rows B of the batch; at first, the capacity. */
    public int rows() {
        return values[0].numRows;
    }

    /**
     * Begins a batch of this many rows, whose inputs and offsets are to be filled.
     *
     * @return this
     * @throws IllegalArgumentException if rows is negative or above the capacity
     */
    public Pass begin(int rows) {
        if (rows < 0 || rows > capacity) {
            throw new IllegalArgumentException(
                    "this pass has room for " + capacity + " rows, got " + rows + "; make a larger one");
        }
        for (int l = 0; l < values.length; l++) {
            values[l].reshape(rows, values[l].numCols);
            gradients[l].reshape(rows, gradients[l].numCols);
        }
        offsets.reshape(rows, offsets.numCols);
        return this;
    }

    NetworkSpec spec() {
        return spec;
    }

    /**
     * The input of a layer (B, its inputs) in the last {@link #forward}; behind the last layer, the raw outputs. Live.
     */
    DMatrixRMaj inputOf(int layer) {
        return values[layer];
    }

    LayerMemory memoryOf(int layer) {
        return memories[layer];
    }

    /** The input rows (B, I), to be filled before {@link #forward}. Live. */
    public DMatrixRMaj x() {
        return values[0];
    }

    /** The offsets (B, F), to be filled before {@link #forward}. Live. */
    public DMatrixRMaj offsets() {
        return offsets;
    }

    /** The raw outputs (B, K) of the last {@link #forward}. Live. */
    public DMatrixRMaj z() {
        return values[values.length - 1];
    }

    /** The gradients by the raw outputs (B, K), to be filled before {@link #backward}. Live. */
    public DMatrixRMaj dz() {
        return gradients[gradients.length - 1];
    }

    /** The gradients by the inputs (B, I) of the last {@link #backward} that was asked for them. Live. */
    public DMatrixRMaj dx() {
        return gradients[0];
    }

    /**
     * The raw outputs (B, K) of the batch, for prediction.
     *
     * @param parameters of the network, by the names of {@link NetworkSpec#parameterShapes}. Not modified.
     * @return {@link #z()}
     */
    public DMatrixRMaj forward(NamedMatrices parameters) {
        return forward(parameters, false, 0);
    }

    /**
     * The same for training.
     *
     * @param noise the seed of the noise of layers such as dropout; the same seed gives the same noise
     */
    public DMatrixRMaj forwardTraining(NamedMatrices parameters, long noise) {
        return forward(parameters, true, noise);
    }

    private DMatrixRMaj forward(NamedMatrices parameters, boolean training, long noise) {
        through(0, memories.length, parameters, training, noise);
        return outputs(parameters);
    }

    /**
     * The first layers only, for prediction.
     *
     * @param end how many
     * @return {@link #inputOf} the layer {@code end}
     */
    DMatrixRMaj forwardTo(int end, NamedMatrices parameters) {
        through(0, end, parameters, false, 0);
        return inputOf(end);
    }

    /**
     * The other layers only, for prediction.
     *
     * @param begin the first of them, whose input was filled, as {@link #x()} was for skips and {@link #offsets()}
     * @return {@link #z()}
     */
    DMatrixRMaj forwardFrom(int begin, NamedMatrices parameters) {
        through(begin, memories.length, parameters, false, 0);
        return outputs(parameters);
    }

    /** The layers from {@code begin} to before {@code end}. */
    private void through(int begin, int end, NamedMatrices parameters, boolean training, long noise) {
        for (int l = begin; l < end; l++) {
            memories[l].begin(training, training ? SplitMix.mix(noise, l) : 0);
            forward(l, parameters.group(spec.layerNames().get(l)));
        }
    }

    private void forward(int l, NamedMatrices parameters) {
        try {
            spec.layers().get(l).forward(values[l], parameters, values[l + 1], memories[l]);
        } catch (IllegalArgumentException e) { // such as a category beyond those of an embedding
            throw new IllegalArgumentException(
                    "layer '" + spec.layerNames().get(l) + "' refuses its inputs: " + e.getMessage(), e);
        }
    }

    private DMatrixRMaj outputs(NamedMatrices parameters) {
        addSkips(parameters);
        addOffsets();
        return z();
    }

    /** z[b, output] += weight x[b, column]. */
    private void addSkips(NamedMatrices parameters) {
        if (spec.skips().isEmpty()) {
            return;
        }
        DMatrixRMaj weights = parameters.get(NetworkSpec.SKIP_WEIGHTS);
        for (int s = 0; s < spec.skips().size(); s++) {
            Skip skip = spec.skips().get(s);
            for (int b = 0; b < rows(); b++) {
                z().add(b, skip.output(), weights.get(0, s) * x().get(b, skip.column()));
            }
        }
    }

    private void addOffsets() {
        for (int f = 0; f < offsets.numCols; f++) {
            int output = spec.offsetOutputs().get(f);
            for (int b = 0; b < rows(); b++) {
                z().add(b, output, offsets.get(b, f));
            }
        }
    }

    /**
     * From {@link #dz()} to the gradients of the parameters and, if wanted, of the inputs.
     *
     * @param parameters those of {@link #forward}. Not modified.
     * @param parameterGradients the gradients under the names of the parameters. Added to; null if not wanted.
     * @param inputsToo whether {@link #dx()} is wanted
     */
    public void backward(NamedMatrices parameters, @Nullable NamedMatrices parameterGradients, boolean inputsToo) {
        for (int l = memories.length - 1; l >= 0; l--) {
            String name = spec.layerNames().get(l);
            spec.layers()
                    .get(l)
                    .backward(
                            values[l],
                            values[l + 1],
                            gradients[l + 1],
                            parameters.group(name),
                            l > 0 || inputsToo ? gradients[l] : null,
                            parameterGradients == null ? null : parameterGradients.group(name),
                            memories[l]);
        }
        if (!spec.skips().isEmpty()) {
            backThroughSkips(parameters, parameterGradients, inputsToo);
        }
    }

    private void backThroughSkips(
            NamedMatrices parameters, @Nullable NamedMatrices parameterGradients, boolean inputsToo) {
        DMatrixRMaj weights = parameters.get(NetworkSpec.SKIP_WEIGHTS);
        for (int s = 0; s < spec.skips().size(); s++) {
            Skip skip = spec.skips().get(s);
            double sum = 0;
            for (int b = 0; b < rows(); b++) {
                double gradient = dz().get(b, skip.output());
                sum += gradient * x().get(b, skip.column());
                if (inputsToo) {
                    dx().add(b, skip.column(), gradient * weights.get(0, s));
                }
            }
            if (parameterGradients != null) {
                parameterGradients.get(NetworkSpec.SKIP_WEIGHTS).add(0, s, sum);
            }
        }
    }

    /** The first layer whose outputs in the last forward pass hold a NaN or an infinity, by name; null if none does. */
    public @Nullable String firstNonFiniteLayer() {
        for (int l = 0; l < memories.length; l++) {
            if (MatrixFeatures_DDRM.hasUncountable(values[l + 1])) {
                return spec.layerNames().get(l);
            }
        }
        return null;
    }
}
