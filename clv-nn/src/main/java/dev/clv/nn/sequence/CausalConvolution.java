package dev.clv.nn.sequence;

import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.Activations;
import dev.clv.nn.layer.Elementwise;
import dev.clv.nn.layer.Initialization;
import dev.clv.nn.layer.Layer;
import dev.clv.nn.layer.LayerMemory;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.Products;
import dev.clv.nn.math.SplitMix;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A convolution along the sequence that looks at each token and older ones alone, at distances of a dilation (van den
 * Oord et al. 2016, "WaveNet"; Bai, Kolter and Koltun 2018), with an activation behind it:
 *
 * <pre>
 * y[t] = activation(bias + x[t] W_0 + x[t + d] W_1 + ... + x[t + (k - 1) d] W_(k-1))
 * </pre>
 *
 * <p>where t counts from the newest token, k is the kernel's width and d the dilation, and what lies before the first
 * event is 0. Tokens of F numbers become tokens of as many as there are channels; the plain columns and the length pass
 * unchanged, and padding becomes 0. {@code weights} (k F, channels) are W_0, W_1 and so on, one below the other;
 * {@code bias} is (1, channels). Weights start by He for a rectifier and by Glorot otherwise, the bias at 0. Layers of
 * dilation 1, 2, 4 ... see 2<sup>n</sup> tokens with n layers of kernel 2.
 *
 * <p>Immutable and thread-safe if its activation is.
 */
public final class CausalConvolution implements SequenceLayer {

    private final SequenceShape shape;
    private final SequenceShape given;
    private final int kernel;
    private final int dilation;
    private final Elementwise activation;

    private CausalConvolution(SequenceShape shape, int kernel, int dilation, Elementwise activation) {
        this.shape = shape;
        this.given = shape.withFeatures(activation.outputs());
        this.kernel = kernel;
        this.dilation = dilation;
        this.activation = activation;
    }

    /**
     * A convolution with a rectifier.
     *
     * @param channels numbers per token given, at least 1
     * @param kernel k, at least 1
     * @param dilation d, at least 1
     * @throws IllegalArgumentException if a number is not positive, or the kernel reaches back by T tokens or more, so
     *     that some of its weights could never be trained
     */
    public static CausalConvolution of(SequenceShape shape, int channels, int kernel, int dilation) {
        Sizes.check("channels of a causal_convolution layer", channels);
        return of(shape, kernel, dilation, Activations.relu(channels));
    }

    /**
     * The same with another activation, whose width says how many channels there are: {@code Activations.gelu(32)}.
     *
     * @throws IllegalArgumentException as above, and if the activation is not an {@link Elementwise} one
     */
    public static CausalConvolution of(SequenceShape shape, int kernel, int dilation, Layer activation) {
        Sizes.check("kernel of a causal_convolution layer", kernel);
        Sizes.check("dilation of a causal_convolution layer", dilation);
        if ((kernel - 1L) * dilation >= shape.steps()) {
            throw new IllegalArgumentException("a causal_convolution layer of kernel " + kernel + " and dilation "
                    + dilation + " reaches back by " + (kernel - 1L) * dilation + " tokens, a sequence has at most "
                    + shape.steps() + "; take less of either");
        }
        if (!(activation instanceof Elementwise elementwise)) {
            throw new IllegalArgumentException("the activation of a causal_convolution layer must be elementwise, was '"
                    + activation.describe().word() + "'; add other layers behind it");
        }
        return new CausalConvolution(shape, kernel, dilation, elementwise);
    }

    @Override
    public SequenceShape shape() {
        return shape;
    }

    /** k. */
    public int kernel() {
        return kernel;
    }

    /** d. */
    public int dilation() {
        return dilation;
    }

    /** The activation, as wide as there are channels. */
    public Elementwise activation() {
        return activation;
    }

    @Override
    public Optional<SequenceShape> result() {
        return Optional.of(given);
    }

    @Override
    public int outputs() {
        return given.width();
    }

    @Override
    public List<ParameterShape> parameters() {
        return List.of(
                new ParameterShape("weights", kernel * shape.features(), given.features(), true),
                new ParameterShape("bias", 1, given.features(), false));
    }

    @Override
    public void initialize(NamedMatrices parameters, SplitMix random) {
        Initialization start = activation.isRectifier() ? Initialization.HE : Initialization.GLOROT;
        start.fill(parameters.get("weights"), random);
    }

    @Override
    public LayerMemory memory(int rows) {
        return new Memory(this, rows);
    }

    /** Row by row: the tokens of one row fit into the cache. */
    @Override
    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
        Memory kept = (Memory) memory;
        kept.count(x);
        y.zero();
        shape.copyColumns(x, y);
        for (int b = 0; b < x.numRows; b++) {
            int length = kept.starts[b + 1] - kept.starts[b];
            y.data[b * y.numCols + given.lengthColumn()] = length;
            window(x, b, length, kept.window);
            kept.sums.reshape(length, given.features());
            Products.broadcast(parameters.get("bias"), kept.sums);
            memory.products().multAdd(kept.window, parameters.get("weights"), kept.sums);
            int numbers = kept.sums.getNumElements();
            System.arraycopy(kept.sums.data, 0, kept.allSums.data, kept.starts[b] * given.features(), numbers);
            activation.apply(numbers, kept.sums.data, kept.sums.data);
            System.arraycopy(kept.sums.data, 0, y.data, b * y.numCols + given.column(0, 0), numbers);
        }
    }

    /** The k tokens that each token of a row looks at, side by side (L, k F). */
    private void window(DMatrixRMaj x, int row, int length, DMatrixRMaj window) {
        int features = shape.features();
        window.reshape(length, kernel * features);
        window.zero();
        int tokens = row * x.numCols + shape.column(0, 0);
        for (int t = 0; t < length; t++) {
            for (int k = 0; k < kernel && t + k * dilation < length; k++) {
                System.arraycopy(
                        x.data,
                        tokens + (t + k * dilation) * features,
                        window.data,
                        (t * kernel + k) * features,
                        features);
            }
        }
    }

    @Override
    public void backward(
            DMatrixRMaj x,
            DMatrixRMaj y,
            DMatrixRMaj dy,
            NamedMatrices parameters,
            @Nullable DMatrixRMaj dx,
            @Nullable NamedMatrices gradients,
            LayerMemory memory) {
        Memory kept = (Memory) memory;
        if (dx != null) {
            dx.zero();
            shape.copyColumns(dy, dx);
        }
        for (int b = 0; b < x.numRows; b++) {
            int length = kept.starts[b + 1] - kept.starts[b];
            sumGradients(y, dy, b, length, kept);
            if (gradients != null) {
                window(x, b, length, kept.window);
                memory.products().multAddTransA(kept.window, kept.dSums, gradients.get("weights"));
                Products.addRows(kept.dSums, gradients.get("bias"));
            }
            if (dx != null) {
                kept.dWindow.reshape(length, kernel * shape.features());
                memory.products().multTransB(kept.dSums, parameters.get("weights"), kept.dWindow);
                addWindow(kept.dWindow, b, length, dx);
            }
        }
    }

    /** The gradients by what goes into the activation. */
    private void sumGradients(DMatrixRMaj y, DMatrixRMaj dy, int row, int length, Memory kept) {
        int numbers = length * given.features();
        int at = row * y.numCols + given.column(0, 0);
        kept.dSums.reshape(length, given.features());
        System.arraycopy(kept.allSums.data, kept.starts[row] * given.features(), kept.sums.data, 0, numbers);
        System.arraycopy(y.data, at, kept.values, 0, numbers);
        System.arraycopy(dy.data, at, kept.dValues, 0, numbers);
        activation.applyBackward(numbers, kept.sums.data, kept.values, kept.dValues, kept.dSums.data);
    }

    /** The opposite of {@link #window}. */
    private void addWindow(DMatrixRMaj dWindow, int row, int length, DMatrixRMaj dx) {
        int features = shape.features();
        int tokens = row * dx.numCols + shape.column(0, 0);
        for (int t = 0; t < length; t++) {
            for (int k = 0; k < kernel && t + k * dilation < length; k++) {
                int to = tokens + (t + k * dilation) * features;
                int from = (t * kernel + k) * features;
                for (int f = 0; f < features; f++) {
                    dx.data[to + f] += dWindow.data[from + f];
                }
            }
        }
    }

    @Override
    public Description describe() {
        return shape.describe("causal_convolution")
                .with("kernel", kernel)
                .with("dilation", dilation)
                .with(List.of(activation.describe()));
    }

    /** The layer that {@link #describe} described, with an activation that the vocabulary knows. */
    public static CausalConvolution of(Description description, Function<Description, Layer> layers) {
        return of(
                SequenceShape.of(description),
                description.whole("kernel"),
                description.whole("dilation"),
                layers.apply(description.onlyPart()));
    }

    private static final class Memory extends LayerMemory {
        private final SequenceShape shape;
        private final int[] starts; // where the tokens of each row begin among all
        private final DMatrixRMaj allSums; // what goes into the activation, of all tokens (N, channels)
        private final DMatrixRMaj sums; // the same of one row (T, channels)
        private final DMatrixRMaj dSums; // the gradients by the same
        private final double[] values; // what comes out of the activation
        private final double[] dValues; // the gradients by the same
        private final DMatrixRMaj window; // (T, k F)
        private final DMatrixRMaj dWindow; // (T, k F)

        Memory(CausalConvolution layer, int rows) {
            shape = layer.shape;
            int steps = shape.steps();
            int channels = layer.given.features();
            int looked = layer.kernel * shape.features();
            starts = new int[rows + 1];
            allSums = new DMatrixRMaj(0, channels);
            sums = new DMatrixRMaj(steps, channels);
            dSums = new DMatrixRMaj(steps, channels);
            values = new double[steps * channels];
            dValues = new double[steps * channels];
            window = new DMatrixRMaj(steps, looked);
            dWindow = new DMatrixRMaj(steps, looked);
        }

        /** Counts the tokens and makes room for them. */
        void count(DMatrixRMaj x) {
            for (int b = 0; b < x.numRows; b++) {
                starts[b + 1] = starts[b] + shape.length(x, b);
            }
            allSums.reshape(starts[x.numRows], allSums.numCols);
        }
    }
}
