package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.S;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.WIDTH;

import dev.clv.nn.internal.kernel.FloatLayerRows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/** Rows at a {@link VectorHead}: the input x (B, I), the output z (B, K), and dz, the gradient by z. */
final class VectorHeadRows implements FloatLayerRows {

    private final VectorHead head;
    private final VectorBatch x;
    private final @Nullable VectorSource before;
    private final int outputs;
    private final int inputs;
    private final float[] z;
    private final float[] dz;
    private final Floats lanes; // (B, LANES), the parts of a row's sum

    VectorHeadRows(Arena arena, VectorHead head, VectorBatch x, @Nullable VectorSource before, int rows) {
        this.head = head;
        this.x = x;
        this.before = before;
        outputs = head.outputs;
        inputs = head.inputs;
        z = new float[rows * outputs];
        dz = new float[rows * outputs];
        lanes = arena.take(rows * LANES);
    }

    @Override
    public void forward(int from, int to, int first, boolean training, long noise) {
        float[] w = head.w.numbers();
        for (int k = 0; k < outputs; k++) {
            int wAt = head.w.at(k * inputs);
            for (int b = from; b < to; b++) {
                multiply(x.numbers, x.at(b, 0), x.panelSize, w, wAt, inputs, lanes.numbers(), lanes.at(b * LANES));
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

    /** Adds up the lanes here, since the API's own sum over lanes does not define its order. */
    private void addUp(int from, int to, int k) {
        float bias = head.w.get(head.biasAt + k);
        float[] parts = lanes.numbers();
        for (int b = from; b < to; b++) {
            int at = lanes.at(b * LANES);
            float even = parts[at];
            float odd = parts[at + 1];
            for (int i = 2; i < LANES; i += 2) {
                even += parts[at + i];
                odd += parts[at + i + 1];
            }
            z[b * outputs + k] = even + odd + bias;
        }
    }

    @Override
    public void backward(int from, int to) {
        @Nullable VectorSource into = before;
        if (into == null) {
            return;
        }
        float[] w = head.w.numbers();
        VectorBatch y = into.y();
        VectorBatch dy = into.dy();
        if (outputs == 1 && into.gates()) {
            for (int p = 0; p < dy.panels; p++) {
                int yAt = y.at(from, p * WIDTH);
                int dyAt = dy.at(from, p * WIDTH);
                int wAt = head.w.at(p * WIDTH);
                spreadGated(dz, from, to, w, wAt, dy.columns(p), y.numbers, yAt, dy.numbers, dyAt);
            }
            return;
        }
        for (int p = 0; p < dy.panels; p++) {
            for (int b = from; b < to; b++) {
                int at = dy.at(b, p * WIDTH);
                scale(dz[b * outputs], w, head.w.at(p * WIDTH), dy.columns(p), dy.numbers, at);
                for (int k = 1; k < outputs; k++) {
                    int wAt = head.w.at(k * inputs + p * WIDTH);
                    add(dz[b * outputs + k], w, wAt, dy.columns(p), dy.numbers, at);
                }
            }
        }
        into.backThroughActivation(from, to);
    }

    /** For each row from {@code from} to {@code to}: dy = dz w where y is above zero, else 0. */
    private static void spreadGated(
            float[] dz, int from, int to, float[] w, int wAt, int columns, float[] y, int yAt, float[] dy, int dyAt) {
        for (int b = from; b < to; b++) {
            int row = (b - from) * WIDTH;
            for (int i = 0; i < columns; i += LANES) {
                VectorMask<Float> off =
                        FloatVector.fromArray(S, y, yAt + row + i).compare(VectorOperators.LE, 0f);
                FloatVector.fromArray(S, w, wAt + i).mul(dz[b]).blend(0f, off).intoArray(dy, dyAt + row + i);
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
    public void gradient(int part, int rows, int slot) {
        Floats g = head.gradients[slot];
        for (int k = 0; k < outputs; k++) {
            for (int i = 0; i < inputs; i += LANES) {
                VectorGradientTiles.weightedSum(
                        x.numbers, x.at(0, i), dz, k, outputs, rows, g.numbers(), g.at(k * inputs + i));
            }
            float bias = 0;
            for (int b = 0; b < rows; b++) {
                bias += dz[b * outputs + k];
            }
            g.set(head.biasAt + k, bias);
        }
    }

    @Override
    public void outputs(int from, int to, int first, double[] into) {
        for (int i = from * outputs; i < to * outputs; i++) {
            into[first * outputs + i] = z[i];
        }
    }

    @Override
    public void outputGradients(int from, int to, int first, double[] gradients) {
        for (int i = from * outputs; i < to * outputs; i++) {
            dz[i] = (float) gradients[first * outputs + i];
        }
    }

    @Override
    public boolean isFinite(int from, int to) {
        for (int i = from * outputs; i < to * outputs; i++) {
            if (!Float.isFinite(z[i])) {
                return false;
            }
        }
        return true;
    }
}
