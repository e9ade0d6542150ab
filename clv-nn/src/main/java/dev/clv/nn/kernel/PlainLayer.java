package dev.clv.nn.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer of {@link PlainNet}. B = rows, I = inputs, O = outputs. Activations are feature by feature, y[o] (B), so that products run
 * along the batch. The weight gradient runs along the longer of I and O instead, for which the other operand is copied row by row; the
 * weights lie the same way, with the bias as the weight of a constant input 1: rows of O for I + 1 inputs, or rows of I + 1 for O outputs.
 */
final class PlainLayer {

    /** Rows of weights in one part. */
    private static final int PART = 8;

    /** Numbers that stay in the first cache while they are added to one sum after another. */
    private static final int CACHED = 7_000;

    final FloatShape.Dense shape;
    final float[][] y;
    final float[][] dy;
    final int parts;
    private final float @Nullable [][] slope; // where the sign of y does not tell it
    private final boolean alongOutputs;
    private final float[][] w;
    private final float[][] g;
    private final float[][] m;
    private final float[][] v;
    private final float[][] byRow; // (B, O) of dy or (B, I + 1) of the input

    PlainLayer(FloatShape.Dense shape, int rows) {
        this.shape = shape;
        int inputs = shape.inputs();
        int outputs = shape.outputs();
        alongOutputs = outputs >= inputs;
        int count = alongOutputs ? inputs + 1 : outputs;
        int length = alongOutputs ? outputs : inputs + 1;
        y = new float[outputs][rows];
        dy = new float[outputs][rows];
        slope = shape.hasSlopes() ? new float[outputs][rows] : null;
        w = new float[count][length];
        g = new float[count][length];
        m = new float[count][length];
        v = new float[count][length];
        byRow = new float[rows][length];
        if (!alongOutputs) {
            for (float[] row : byRow) {
                row[inputs] = 1;
            }
        }
        parts = (count + PART - 1) / PART;
    }

    private float weight(int i, int o) {
        return alongOutputs ? w[i][o] : w[o][i];
    }

    void forward(float[][] x, int from, int to, boolean training, long noise) {
        int inputs = shape.inputs();
        int block = block(to - from);
        for (int first = 0; first < inputs; first += block) {
            int end = Math.min(first + block, inputs);
            for (int o = 0; o < shape.outputs(); o++) {
                if (first == 0) {
                    PlainLoops.fill(y[o], weight(inputs, o), from, to);
                }
                addInputs(x, first, end, o, from, to);
            }
        }
        for (int o = 0; o < shape.outputs(); o++) {
            if (shape.rectifies()) {
                PlainLoops.rectify(y[o], from, to);
            }
            if (slope != null) {
                follow(o, slope[o], from, to, training, noise);
            }
        }
    }

    /** As many features at a time as stay in the first cache for all the sums they go into. */
    private static int block(int length) {
        return Math.max(CACHED / Math.max(length, 1) / 5, 1) * 5;
    }

    private void addInputs(float[][] x, int first, int end, int o, int from, int to) {
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

    private void follow(int o, float[] slopes, int from, int to, boolean training, long noise) {
        float[] values = y[o];
        Curve curve = shape.curve();
        for (int b = from; b < to; b++) {
            float x = values[b];
            float own = shape.rectifies() && !(x > 0) ? 0 : 1;
            if (curve != null) {
                double value = curve.value(x);
                values[b] = (float) value;
                own = training ? (float) curve.slope(x, value) : 0;
            }
            if (training && shape.dropout() > 0) {
                long seed = Noise.seed(noise, b, shape.noise());
                float factor = Noise.factor(seed, b, shape.outputs(), o, shape.dropout());
                values[b] *= factor;
                own *= factor;
            }
            slopes[b] = own;
        }
    }

    /** Keeps the operand of the weight gradient row by row. */
    void keepRows(float[][] x, int from, int to) {
        float[][] source = alongOutputs ? dy : x;
        int n = alongOutputs ? shape.outputs() : shape.inputs();
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

    /** dx = dy wᵀ, through what follows the layer before. */
    void backward(PlainLayer before, int from, int to) {
        int outputs = shape.outputs();
        int block = block(to - from);
        for (int first = 0; first < outputs; first += block) {
            int end = Math.min(first + block, outputs);
            for (int i = 0; i < shape.inputs(); i++) {
                if (first == 0) {
                    PlainLoops.fill(before.dy[i], 0, from, to);
                }
                addOutputs(before.dy[i], first, end, i, from, to);
            }
        }
        for (int i = 0; i < shape.inputs(); i++) {
            if (before.slope != null) {
                PlainLoops.multiply(before.dy[i], before.slope[i], from, to);
            } else if (before.shape.rectifies()) {
                PlainLoops.gate(before.dy[i], before.y[i], from, to);
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

    /** dw = xᵀ dy of the rows of weights of one part; x has a last feature that is always 1. */
    void gradient(float[][] x, int part, int rows, float l1, float l2) {
        int end = Math.min((part + 1) * PART, w.length);
        int block = block(w[0].length);
        for (int first = 0; first < rows; first += block) {
            for (int r = part * PART; r < end; r++) {
                if (first == 0) {
                    Arrays.fill(g[r], 0);
                }
                addRows(g[r], alongOutputs ? x[r] : dy[r], first, Math.min(first + block, rows));
            }
        }
        for (int r = part * PART; r < end; r++) {
            if (l2 > 0) {
                PlainLoops.add1(g[r], w[r], l2, 0, decaying(r));
            }
            if (l1 > 0) {
                PlainLoops.addSigns(g[r], w[r], l1, 0, decaying(r));
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

    /** How many numbers of a row of weights are not biases. */
    private int decaying(int r) {
        if (alongOutputs) {
            return r < shape.inputs() ? w[r].length : 0;
        }
        return w[r].length - 1;
    }

    double squares(int part) {
        double sum = 0;
        for (int r = part * PART; r < Math.min((part + 1) * PART, w.length); r++) {
            for (float slopeOfWeight : g[r]) {
                sum += (double) slopeOfWeight * slopeOfWeight;
            }
        }
        return sum;
    }

    void update(int part, Update u) {
        for (int r = part * PART; r < Math.min((part + 1) * PART, w.length); r++) {
            int n = w[r].length;
            int decaying = decaying(r);
            if (u.scale != 1) {
                PlainLoops.scale(g[r], u.scale, 0, n);
            }
            apply(u, u.decay, r, 0, decaying);
            apply(u, 0, r, decaying, n);
        }
    }

    private void apply(Update u, float decay, int r, int from, int to) {
        if (u.adam) {
            PlainLoops.firstMoment(m[r], g[r], u.beta1, 1 - u.beta1, from, to);
            PlainLoops.secondMoment(v[r], g[r], u.beta2, 1 - u.beta2, from, to);
            PlainLoops.adam(w[r], m[r], v[r], 1 - decay, u.size, u.correction, u.epsilon, from, to);
        } else {
            PlainLoops.firstMoment(m[r], g[r], u.beta1, 1, from, to);
            float ahead = u.nesterov ? u.beta1 : 1;
            PlainLoops.descend(w[r], m[r], g[r], ahead, u.nesterov ? 1 : 0, u.size, from, to);
        }
    }

    private float[][] numbers(FloatNet.Numbers kind) {
        return switch (kind) {
            case WEIGHTS -> w;
            case GRADIENT -> g;
            case FIRST_MOMENTS -> m;
            case SECOND_MOMENTS -> v;
        };
    }

    private int index(int i, int o) {
        return i < shape.inputs() ? shape.weightsAt() + i * shape.outputs() + o : shape.biasAt() + o;
    }

    void load(FloatNet.Numbers kind, double[] values) {
        float[][] numbers = numbers(kind);
        for (int i = 0; i <= shape.inputs(); i++) {
            for (int o = 0; o < shape.outputs(); o++) {
                numbers[alongOutputs ? i : o][alongOutputs ? o : i] = (float) values[index(i, o)];
            }
        }
    }

    void store(FloatNet.Numbers kind, double[] values) {
        float[][] numbers = numbers(kind);
        for (int i = 0; i <= shape.inputs(); i++) {
            for (int o = 0; o < shape.outputs(); o++) {
                values[index(i, o)] = numbers[alongOutputs ? i : o][alongOutputs ? o : i];
            }
        }
    }

    boolean isFinite(int rows) {
        for (float[] values : y) {
            for (int b = 0; b < rows; b++) {
                if (!Float.isFinite(values[b])) {
                    return false;
                }
            }
        }
        return true;
    }
}
