package dev.clv.nn.internal.kernel.plain;

import static java.util.Objects.requireNonNull;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.internal.kernel.FloatLayerRows;
import dev.clv.nn.internal.noise.DropoutNoise;
import dev.clv.nn.layer.ActivationFunction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows at a {@link PlainLayer}. Activations are feature by feature, y[o] (B), so that products run along the batch. The
 * weight gradient runs along the longer of I and O instead, for which the other operand is copied row by row.
 */
final class PlainLayerRows implements FloatLayerRows, PlainSource {

    /** Numbers that stay in the first cache while they are added to one sum after another. */
    private static final int CACHED = 7_000;

    final float[][] y;
    private final float[][] dy;
    private final PlainLayer layer;
    private final DenseChain.Stage stage;
    private final float[][] x; // the inputs, and a last feature that is always 1
    private final @Nullable PlainSource before; // what gives the inputs
    private final float @Nullable [][] derivative; // of what follows the product, where the sign of y does not tell it
    private final float @Nullable [][] factors; // of dropout, where the derivative is not made of them alone
    private final float[] spare; // takes factors beyond the last unit
    private final DropoutNoise dropout;
    private final float[][] byRow; // (B, O) of dy or (B, I + 1) of the input
    private final float @Nullable [][] inputs; // (B, I), where rows enter the first layer; null behind it

    PlainLayerRows(PlainLayer layer, float[][] x, @Nullable PlainSource before, int rows) {
        this.layer = layer;
        this.stage = layer.stage;
        this.x = x;
        this.before = before;
        int outputs = stage.outputs();
        y = new float[outputs][rows];
        dy = new float[outputs][rows];
        derivative = stage.hasDerivatives() ? new float[outputs][rows] : null;
        boolean drops = stage.dropout() > 0;
        factors = drops && stage.function() != null ? new float[outputs][rows] : null;
        spare = new float[drops ? rows : 0];
        dropout = new DropoutNoise(outputs, stage.dropout());
        byRow = new float[rows][layer.length];
        if (!layer.alongOutputs) {
            for (float[] row : byRow) {
                row[stage.inputs()] = 1;
            }
        }
        inputs = before != null ? null : layer.alongOutputs ? new float[rows][stage.inputs()] : byRow;
    }

    /** Sets row b of the first layer's input to the numbers of {@code values} that start at {@code at}. */
    void input(int b, float[] values, int at) {
        System.arraycopy(values, at, requireNonNull(inputs)[b], 0, stage.inputs());
    }

    private float weight(int i, int o) {
        return layer.weight(i, o);
    }

    @Override
    public void forward(int from, int to, int first, boolean training, long noise) {
        if (inputs != null) {
            toFeatures(inputs, from, to);
        }
        int count = stage.inputs();
        int block = block(to - from);
        for (int start = 0; start < count; start += block) {
            int end = Math.min(start + block, count);
            for (int o = 0; o < stage.outputs(); o++) {
                if (start == 0) {
                    PlainLoops.fill(y[o], weight(count, o), from, to);
                }
                addInputs(start, end, o, from, to);
            }
        }
        for (int o = 0; o < stage.outputs(); o++) {
            if (stage.rectifies()) {
                PlainLoops.rectify(y[o], from, to);
            }
        }
        ActivationFunction function = stage.function();
        if (function != null) {
            activate(function, from, to);
        }
        if (training && stage.dropout() > 0) {
            drop(from, to, first, noise);
        }
    }

    /** Turns rows of inputs into features: many at a time, since numbers of one row lie far apart there. */
    private void toFeatures(float[][] rows, int from, int to) {
        int b = from;
        for (; b <= to - 8; b += 8) {
            eightToFeatures(rows, b);
        }
        for (; b < to; b++) {
            for (int i = 0; i < stage.inputs(); i++) {
                x[i][b] = rows[b][i];
            }
        }
    }

    private void eightToFeatures(float[][] rows, int b) {
        float[] r0 = rows[b];
        float[] r1 = rows[b + 1];
        float[] r2 = rows[b + 2];
        float[] r3 = rows[b + 3];
        float[] r4 = rows[b + 4];
        float[] r5 = rows[b + 5];
        float[] r6 = rows[b + 6];
        float[] r7 = rows[b + 7];
        for (int i = 0; i < stage.inputs(); i++) {
            float[] feature = x[i];
            feature[b] = r0[i];
            feature[b + 1] = r1[i];
            feature[b + 2] = r2[i];
            feature[b + 3] = r3[i];
            feature[b + 4] = r4[i];
            feature[b + 5] = r5[i];
            feature[b + 6] = r6[i];
            feature[b + 7] = r7[i];
        }
    }

    /** The number of features at a time that stay in the first-level cache for all the sums they go into. */
    private static int block(int length) {
        return Math.max(CACHED / Math.max(length, 1) / 5, 1) * 5;
    }

    private void addInputs(int first, int end, int o, int from, int to) {
        float[] sum = y[o];
        int i = first;
        for (; i <= end - 5; i += 5) {
            PlainLoops.add5(
                    sum,
                    x[i],
                    x[i + 1],
                    x[i + 2],
                    x[i + 3],
                    x[i + 4],
                    weight(i, o),
                    weight(i + 1, o),
                    weight(i + 2, o),
                    weight(i + 3, o),
                    weight(i + 4, o),
                    from,
                    to);
        }
        for (; i <= end - 2; i += 2) {
            PlainLoops.add2(sum, x[i], x[i + 1], weight(i, o), weight(i + 1, o), from, to);
        }
        if (i < end) {
            PlainLoops.add1(sum, x[i], weight(i, o), from, to);
        }
    }

    private void activate(ActivationFunction function, int from, int to) {
        float[][] derivatives = requireNonNull(derivative);
        for (int o = 0; o < y.length; o++) {
            for (int b = from; b < to; b++) {
                float x = y[o][b];
                double value = function.value(x);
                y[o][b] = (float) value;
                derivatives[o][b] = (float) function.derivative(x, value);
            }
        }
    }

    private void drop(int from, int to, int first, long noise) {
        float[][] derivatives = requireNonNull(derivative);
        float[][] drawn = factors == null ? derivatives : factors;
        for (int o = 0; o < y.length; o += DropoutNoise.SHARED) {
            float[] d0 = drawn[o];
            float[] d1 = o + 1 < y.length ? drawn[o + 1] : spare;
            float[] d2 = o + 2 < y.length ? drawn[o + 2] : spare;
            float[] d3 = o + 3 < y.length ? drawn[o + 3] : spare;
            int start = from;
            while (start < to) {
                int end = Math.min(to, start + DropoutNoise.CHUNK - (first + start) % DropoutNoise.CHUNK);
                long seed = DropoutNoise.seed(noise, first + start, stage.dropoutLayer());
                draw(dropout, seed, first, o / DropoutNoise.SHARED, d0, d1, d2, d3, start, end);
                start = end;
            }
        }
        for (int o = 0; o < y.length; o++) {
            PlainLoops.multiply(y[o], drawn[o], from, to);
            if (factors != null) {
                PlainLoops.multiply(derivatives[o], drawn[o], from, to);
            } else if (stage.rectifies()) {
                PlainLoops.gate(derivatives[o], y[o], from, to);
            }
        }
    }

    private static void draw(
            DropoutNoise dropout,
            long seed,
            int first,
            int group,
            float[] d0,
            float[] d1,
            float[] d2,
            float[] d3,
            int from,
            int to) {
        for (int b = from; b < to; b++) {
            long bits = dropout.bits(seed, first + b, group);
            d0[b] = dropout.factor(bits, 0);
            d1[b] = dropout.factor(bits, 1);
            d2[b] = dropout.factor(bits, 2);
            d3[b] = dropout.factor(bits, 3);
        }
    }

    /** Keeps the operand of the weight gradient row by row. */
    private void keepRows(int from, int to) {
        if (inputs == byRow) {
            return;
        }
        float[][] source = layer.alongOutputs ? dy : x;
        int n = layer.alongOutputs ? stage.outputs() : stage.inputs();
        int b = from;
        for (; b <= to - 8; b += 8) {
            eightRows(source, n, b);
        }
        for (; b < to; b++) {
            float[] row = byRow[b];
            for (int j = 0; j < n; j++) {
                row[j] = source[j][b];
            }
        }
    }

    private void eightRows(float[][] source, int n, int b) {
        float[] r0 = byRow[b];
        float[] r1 = byRow[b + 1];
        float[] r2 = byRow[b + 2];
        float[] r3 = byRow[b + 3];
        float[] r4 = byRow[b + 4];
        float[] r5 = byRow[b + 5];
        float[] r6 = byRow[b + 6];
        float[] r7 = byRow[b + 7];
        for (int j = 0; j < n; j++) {
            float[] values = source[j];
            r0[j] = values[b];
            r1[j] = values[b + 1];
            r2[j] = values[b + 2];
            r3[j] = values[b + 3];
            r4[j] = values[b + 4];
            r5[j] = values[b + 5];
            r6[j] = values[b + 6];
            r7[j] = values[b + 7];
        }
    }

    @Override
    public void backward(int from, int to) {
        keepRows(from, to);
        if (before != null) {
            backward(before, from, to);
        }
    }

    /** dx = dy wᵀ, through what follows the product of the layer before. */
    private void backward(PlainSource into, int from, int to) {
        int outputs = stage.outputs();
        int block = block(to - from);
        float[][] dx = into.dy();
        for (int first = 0; first < outputs; first += block) {
            int end = Math.min(first + block, outputs);
            for (int i = 0; i < stage.inputs(); i++) {
                if (first == 0) {
                    PlainLoops.fill(dx[i], 0, from, to);
                }
                addOutputs(dx[i], first, end, i, from, to);
            }
        }
        into.backThroughActivation(from, to);
    }

    @Override
    public float[][] dy() {
        return dy;
    }

    @Override
    public void backThroughActivation(int from, int to) {
        for (int o = 0; o < y.length; o++) {
            if (derivative != null) {
                PlainLoops.multiply(dy[o], derivative[o], from, to);
            } else if (stage.rectifies()) {
                PlainLoops.gate(dy[o], y[o], from, to);
            }
        }
    }

    private void addOutputs(float[] sum, int first, int end, int i, int from, int to) {
        int o = first;
        for (; o <= end - 5; o += 5) {
            PlainLoops.add5(
                    sum,
                    dy[o],
                    dy[o + 1],
                    dy[o + 2],
                    dy[o + 3],
                    dy[o + 4],
                    weight(i, o),
                    weight(i, o + 1),
                    weight(i, o + 2),
                    weight(i, o + 3),
                    weight(i, o + 4),
                    from,
                    to);
        }
        for (; o <= end - 2; o += 2) {
            PlainLoops.add2(sum, dy[o], dy[o + 1], weight(i, o), weight(i, o + 1), from, to);
        }
        if (o < end) {
            PlainLoops.add1(sum, dy[o], weight(i, o), from, to);
        }
    }

    /** dw = xᵀ dy of the rows of weights of one part. */
    @Override
    public void gradient(int part, int rows, int slot) {
        float[][] g = layer.gradients[slot];
        int block = block(layer.length);
        for (int first = 0; first < rows; first += block) {
            for (int r = layer.firstRow(part); r < layer.endRow(part); r++) {
                if (first == 0) {
                    Arrays.fill(g[r], 0);
                }
                addRows(g[r], layer.alongOutputs ? x[r] : dy[r], first, Math.min(first + block, rows));
            }
        }
    }

    private void addRows(float[] sum, float[] scale, int first, int end) {
        int n = sum.length;
        int b = first;
        for (; b <= end - 5; b += 5) {
            PlainLoops.add5(
                    sum,
                    byRow[b],
                    byRow[b + 1],
                    byRow[b + 2],
                    byRow[b + 3],
                    byRow[b + 4],
                    scale[b],
                    scale[b + 1],
                    scale[b + 2],
                    scale[b + 3],
                    scale[b + 4],
                    0,
                    n);
        }
        for (; b < end; b++) {
            PlainLoops.add1(sum, byRow[b], scale[b], 0, n);
        }
    }

    @Override
    public void outputs(int from, int to, int first, double[] z) {
        for (int k = 0; k < y.length; k++) {
            for (int b = from; b < to; b++) {
                z[(first + b) * y.length + k] = y[k][b];
            }
        }
    }

    @Override
    public void outputGradients(int from, int to, int first, double[] dz) {
        for (int k = 0; k < dy.length; k++) {
            for (int b = from; b < to; b++) {
                dy[k][b] = (float) dz[(first + b) * dy.length + k];
            }
        }
    }

    @Override
    public boolean isFinite(int from, int to) {
        for (float[] values : y) {
            for (int b = from; b < to; b++) {
                if (!Float.isFinite(values[b])) {
                    return false;
                }
            }
        }
        return true;
    }
}
