package dev.clv.nn.kernel;

import static dev.clv.nn.kernel.VectorBatch.LANES;
import static dev.clv.nn.kernel.VectorBatch.S;
import static dev.clv.nn.kernel.VectorBatch.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The last dense layer of a {@link VectorNet} when it gives only a few outputs. B = rows, I = inputs padded to whole vectors, K = outputs;
 * weights, gradient and moments are (K, I), followed by the bias, so that vectors run along the inputs and none is mostly padding.
 */
final class VectorHead implements VectorStage {

    /** Up to as many outputs this is faster than blocks of whole vectors. */
    static final int WIDEST = 4;

    private final FloatShape.Dense shape;
    private final VectorBatch x;
    private final int outputs;
    private final int inputs;
    private final int biasAt;
    private final float[] z; // (B, K)
    private final float[] dz;
    private final float[] w;
    private final float[] g;
    private final float[] m;
    private final float[] v;
    private final float[] lanes; // (B, LANES), the parts of a row's sum

    VectorHead(FloatShape.Dense shape, VectorBatch x, int rows) {
        this.shape = shape;
        this.x = x;
        outputs = shape.outputs();
        inputs = x.columns;
        biasAt = outputs * inputs;
        z = new float[rows * outputs];
        dz = new float[rows * outputs];
        w = new float[biasAt + LANES];
        g = new float[w.length];
        m = new float[w.length];
        v = new float[w.length];
        lanes = new float[rows * LANES];
    }

    @Override
    public void forward(int from, int to, boolean training, long noise) {
        for (int k = 0; k < outputs; k++) {
            for (int b = from; b < to; b++) {
                multiply(x.numbers, x.at(b, 0), x.panelSize, w, k * inputs, inputs, lanes, b * LANES);
            }
            addUp(from, to, k);
        }
    }

    /** Parts of the sum of x times w: one for each lane. */
    private static void multiply(
            float[] x, int xAt, int panelSize, float[] w, int wAt, int count, float[] parts, int partsAt) {
        FloatVector sum = FloatVector.zero(S);
        for (int i = 0; i < count; i += LANES) {
            FloatVector values = FloatVector.fromArray(S, x, xAt + i / WIDTH * panelSize + i % WIDTH);
            sum = values.fma(FloatVector.fromArray(S, w, wAt + i), sum);
        }
        sum.intoArray(parts, partsAt);
    }

    /** The API's own sum over lanes may add up in any order, which need not be the same twice. */
    private void addUp(int from, int to, int k) {
        float bias = w[biasAt + k];
        for (int b = from; b < to; b++) {
            int at = b * LANES;
            float even = lanes[at];
            float odd = lanes[at + 1];
            for (int i = 2; i < LANES; i += 2) {
                even += lanes[at + i];
                odd += lanes[at + i + 1];
            }
            z[b * outputs + k] = even + odd + bias;
        }
    }

    @Override
    public void backward(VectorLayer before, int from, int to) {
        VectorBatch dy = before.dy;
        if (outputs == 1 && before.gates()) {
            for (int p = 0; p < dy.panels; p++) {
                int at = dy.at(from, p * WIDTH);
                spreadGated(dz, from, to, w, p * WIDTH, dy.columns(p), before.y.numbers, dy.numbers, at);
            }
            return;
        }
        for (int p = 0; p < dy.panels; p++) {
            for (int b = from; b < to; b++) {
                int at = dy.at(b, p * WIDTH);
                scale(dz[b * outputs], w, p * WIDTH, dy.columns(p), dy.numbers, at);
                for (int k = 1; k < outputs; k++) {
                    add(dz[b * outputs + k], w, k * inputs + p * WIDTH, dy.columns(p), dy.numbers, at);
                }
            }
        }
        before.backThroughCurve(from, to);
    }

    /** Of each row from {@code from} to {@code to}: dy = dz w where y is above zero, else 0. */
    private static void spreadGated(
            float[] dz, int from, int to, float[] w, int wAt, int columns, float[] y, float[] dy, int at) {
        for (int b = from; b < to; b++) {
            int row = at + (b - from) * WIDTH;
            for (int i = 0; i < columns; i += LANES) {
                VectorMask<Float> off = FloatVector.fromArray(S, y, row + i).compare(VectorOperators.LE, 0f);
                FloatVector.fromArray(S, w, wAt + i).mul(dz[b]).blend(0f, off).intoArray(dy, row + i);
            }
        }
    }

    /** to = factor from. */
    private static void scale(float factor, float[] from, int at, int count, float[] to, int toAt) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector.fromArray(S, from, at + i).mul(factor).intoArray(to, toAt + i);
        }
    }

    /** to += factor from. */
    private static void add(float factor, float[] from, int at, int count, float[] to, int toAt) {
        FloatVector factors = FloatVector.broadcast(S, factor);
        for (int i = 0; i < count; i += LANES) {
            factors.fma(FloatVector.fromArray(S, from, at + i), FloatVector.fromArray(S, to, toAt + i))
                    .intoArray(to, toAt + i);
        }
    }

    /** All weights are one part. */
    @Override
    public int parts() {
        return 1;
    }

    @Override
    public void gradient(int part, int rows, float l1, float l2) {
        for (int k = 0; k < outputs; k++) {
            for (int i = 0; i < inputs; i += LANES) {
                VectorGradientTiles.weightedSum(x.numbers, x.at(0, i), dz, k, outputs, rows, g, k * inputs + i);
            }
            float sum = 0;
            for (int b = 0; b < rows; b++) {
                sum += dz[b * outputs + k];
            }
            g[biasAt + k] = sum;
        }
        if (l1 > 0 || l2 > 0) {
            VectorUpdate.penalize(l1, l2, w, g, 0, biasAt);
        }
    }

    @Override
    public double squares(int part) {
        double sum = 0;
        for (float slope : g) {
            sum += (double) slope * slope;
        }
        return sum;
    }

    @Override
    public void update(int part, Update update) {
        VectorUpdate.apply(update, update.decay, w, g, m, v, 0, biasAt);
        VectorUpdate.apply(update, 0, w, g, m, v, biasAt, w.length);
        for (int k = 0; k < outputs; k++) {
            for (int i = shape.inputs(); i < inputs; i++) {
                w[k * inputs + i] = 0;
            }
        }
    }

    @Override
    public void outputs(int from, int to, double[] into) {
        for (int i = from * outputs; i < to * outputs; i++) {
            into[i] = z[i];
        }
    }

    @Override
    public void slopes(int from, int to, double[] slopes) {
        for (int i = from * outputs; i < to * outputs; i++) {
            dz[i] = (float) slopes[i];
        }
    }

    @Override
    public boolean isFinite(int rows) {
        for (int i = 0; i < rows * outputs; i++) {
            if (!Float.isFinite(z[i])) {
                return false;
            }
        }
        return true;
    }

    private float[] numbers(FloatNet.Numbers kind) {
        return switch (kind) {
            case WEIGHTS -> w;
            case GRADIENT -> g;
            case FIRST_MOMENTS -> m;
            case SECOND_MOMENTS -> v;
        };
    }

    @Override
    public void load(FloatNet.Numbers kind, double[] values) {
        float[] numbers = numbers(kind);
        for (int k = 0; k < outputs; k++) {
            for (int i = 0; i < shape.inputs(); i++) {
                numbers[k * inputs + i] = (float) values[shape.weightsAt() + i * outputs + k];
            }
            numbers[biasAt + k] = (float) values[shape.biasAt() + k];
        }
    }

    @Override
    public void store(FloatNet.Numbers kind, double[] values) {
        float[] numbers = numbers(kind);
        for (int k = 0; k < outputs; k++) {
            for (int i = 0; i < shape.inputs(); i++) {
                values[shape.weightsAt() + i * outputs + k] = numbers[k * inputs + i];
            }
            values[shape.biasAt() + k] = numbers[biasAt + k];
        }
    }
}
