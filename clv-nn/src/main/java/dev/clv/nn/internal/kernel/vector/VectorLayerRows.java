package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.S;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.WIDTH;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.internal.kernel.FloatLayerRows;
import dev.clv.nn.internal.noise.DropoutNoise;
import dev.clv.nn.layer.ActivationFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/**
 * Rows at a {@link VectorLayer}: the input x (B, I), the output y (B, O), and dy, the gradient by the layer's product.
 */
final class VectorLayerRows implements FloatLayerRows, VectorSource {

    private final VectorBatch y;
    private final VectorBatch dy;
    private final VectorLayer layer;
    private final DenseChain.Stage stage;
    private final VectorBatch x;
    private final @Nullable VectorSource before;
    private final @Nullable VectorBatch derivative; // of what follows the product, where the sign of y does not tell it
    private final @Nullable VectorBatch factors; // of dropout, where the derivative is not made of them alone
    private final DropoutNoise dropout;

    VectorLayerRows(Arena arena, VectorLayer layer, VectorBatch x, @Nullable VectorSource before, int rows) {
        this.layer = layer;
        this.stage = layer.stage;
        this.x = x;
        this.before = before;
        y = new VectorBatch(arena::take, rows, layer.panels.columns);
        dy = new VectorBatch(arena::take, rows, layer.panels.columns);
        derivative = stage.hasDerivatives() ? new VectorBatch(arena::take, rows, layer.panels.columns) : null;
        factors = stage.dropout() > 0 && stage.function() != null
                ? new VectorBatch(arena::take, rows, layer.panels.columns)
                : null;
        dropout = new DropoutNoise(stage.outputs(), stage.dropout());
    }

    @Override
    public void forward(int from, int to, int first, boolean training, long noise) {
        VectorPanelProduct.of(x, stage.inputs(), layer.panels, layer.w, layer.w, layer.biasAt, from, to, y);
        if (stage.rectifies()) {
            for (int p = 0; p < y.panels; p++) {
                rectify(y.numbers, y.at(from, p * WIDTH), to - from, y.columns(p));
            }
        }
        if (stage.function() != null) {
            activate(stage.function(), from, to);
        }
        if (derivative != null && training && stage.dropout() > 0) {
            drop(derivative, from, to, first, noise);
        }
    }

    /**
     * max(y, 0), compared as integers: a positive float is positive as an integer too. A maximum by Java's rules for
     * NaN and -0 would cost several times as much.
     */
    private static void rectify(float[] numbers, int at, int rows, int columns) {
        for (int row = at; row < at + rows * WIDTH; row += WIDTH) {
            for (int i = row; i < row + columns; i += LANES) {
                FloatVector.fromArray(S, numbers, i)
                        .reinterpretAsInts()
                        .max(0)
                        .reinterpretAsFloats()
                        .intoArray(numbers, i);
            }
        }
    }

    private void activate(ActivationFunction function, int from, int to) {
        for (int b = from; b < to; b++) {
            for (int o = 0; o < stage.outputs(); o++) {
                int i = y.at(b, o);
                double z = y.numbers[i];
                double value = function.value(z);
                y.numbers[i] = (float) value;
                if (derivative != null) {
                    derivative.numbers[derivative.at(b, o)] = (float) function.derivative(z, value);
                }
            }
        }
    }

    private void drop(VectorBatch derivatives, int from, int to, int first, long noise) {
        VectorBatch drawn = factors == null ? derivatives : factors;
        draw(drawn, from, to, first, noise);
        for (int p = 0; p < y.panels; p++) {
            int column = p * WIDTH;
            int at = y.at(from, column);
            int drawnAt = drawn.at(from, column);
            multiply(y.numbers, at, drawn.numbers, drawnAt, to - from, y.columns(p));
            if (factors != null) {
                int derivativesAt = derivatives.at(from, column);
                multiply(derivatives.numbers, derivativesAt, drawn.numbers, drawnAt, to - from, y.columns(p));
            } else if (stage.rectifies()) {
                gate(drawn.numbers, drawnAt, y.numbers, at, to - from, y.columns(p));
            }
        }
    }

    private void draw(VectorBatch into, int from, int to, int first, long noise) {
        for (int b = from; b < to; b++) {
            long seed = DropoutNoise.seed(noise, first + b, stage.dropoutLayer());
            for (int o = 0; o < stage.outputs(); o += DropoutNoise.SHARED) {
                long bits = dropout.bits(seed, first + b, o / DropoutNoise.SHARED);
                int at = into.at(b, o); // neighbours lie in one panel, whose rows are whole vectors
                into.numbers[at] = dropout.factor(bits, 0);
                into.numbers[at + 1] = dropout.factor(bits, 1);
                into.numbers[at + 2] = dropout.factor(bits, 2);
                into.numbers[at + 3] = dropout.factor(bits, 3);
            }
        }
    }

    @Override
    public void backward(int from, int to) {
        @Nullable VectorSource into = before;
        if (into == null) {
            return;
        }
        VectorPanelProduct.of(dy, stage.outputs(), layer.transposed, layer.wt, layer.zeros, 0, from, to, into.dy());
        into.backThroughActivation(from, to);
    }

    @Override
    public VectorBatch y() {
        return y;
    }

    @Override
    public VectorBatch dy() {
        return dy;
    }

    @Override
    public boolean gates() {
        return layer.gates();
    }

    @Override
    public void backThroughActivation(int from, int to) {
        for (int p = 0; p < y.panels; p++) {
            int at = dy.at(from, p * WIDTH);
            if (derivative != null) {
                multiply(dy.numbers, at, derivative.numbers, derivative.at(from, p * WIDTH), to - from, y.columns(p));
            } else if (layer.gates()) {
                gate(dy.numbers, at, y.numbers, y.at(from, p * WIDTH), to - from, y.columns(p));
            }
        }
    }

    private static void multiply(float[] dy, int dyAt, float[] derivatives, int derivativesAt, int rows, int columns) {
        for (int row = 0; row < rows * WIDTH; row += WIDTH) {
            for (int i = row; i < row + columns; i += LANES) {
                FloatVector.fromArray(S, dy, dyAt + i)
                        .mul(FloatVector.fromArray(S, derivatives, derivativesAt + i))
                        .intoArray(dy, dyAt + i);
            }
        }
    }

    private static void gate(float[] dy, int dyAt, float[] y, int yAt, int rows, int columns) {
        for (int row = 0; row < rows * WIDTH; row += WIDTH) {
            for (int i = row; i < row + columns; i += LANES) {
                VectorMask<Float> off = FloatVector.fromArray(S, y, yAt + i).compare(VectorOperators.LE, 0f);
                FloatVector.fromArray(S, dy, dyAt + i).blend(0f, off).intoArray(dy, dyAt + i);
            }
        }
    }

    /** dw = xᵀ dy of one part, and with a panel's first part its bias gradient. */
    @Override
    public void gradient(int part, int rows, int slot) {
        Panels panels = layer.panels;
        Floats gradients = layer.gradients[slot];
        int panel = layer.panelOf(part);
        int first = layer.firstRow(part);
        VectorPanelGradient.of(x, dy, 0, 0, rows, panels, panel, first, layer.endRow(part), gradients, 0);
        if (first == 0) {
            int column = panels.column(panel);
            int width = panels.vectors(panel) * LANES;
            VectorPanelGradient.sum(dy, column, width, 0, rows, gradients, layer.biasAt + column);
        }
    }

    @Override
    public void outputs(int from, int to, int first, double[] z) {
        int outputs = stage.outputs();
        for (int b = from; b < to; b++) {
            for (int k = 0; k < outputs; k++) {
                z[(first + b) * outputs + k] = y.numbers[y.at(b, k)];
            }
        }
    }

    @Override
    public void outputGradients(int from, int to, int first, double[] dz) {
        int outputs = stage.outputs();
        for (int b = from; b < to; b++) {
            for (int k = 0; k < outputs; k++) {
                dy.numbers[dy.at(b, k)] = (float) dz[(first + b) * outputs + k];
            }
        }
    }

    @Override
    public boolean isFinite(int from, int to) {
        for (int b = from; b < to; b++) {
            for (int o = 0; o < stage.outputs(); o++) {
                if (!Float.isFinite(y.numbers[y.at(b, o)])) {
                    return false;
                }
            }
        }
        return true;
    }
}
