package dev.clv.nn.internal.kernel.plain;

import dev.clv.nn.internal.kernel.FloatNet;
import dev.clv.nn.internal.kernel.FloatShape;
import dev.clv.nn.internal.kernel.Update;

/**
 * The weights of a dense layer of {@link PlainNet}. I = inputs, O = outputs. A gradient runs along the longer of I and
 * O, and the weights lie the same way, with the bias as the weight of a constant input 1: rows of O for I + 1 inputs,
 * or rows of I + 1 for O outputs.
 */
final class PlainLayer {

    /** Rows of weights in one part. */
    private static final int PART = 8;

    final FloatShape.Dense shape;
    final boolean alongOutputs;
    final int length; // of a row of weights
    final int parts;
    final float[][][] sums; // the first becomes the total
    private final float[][] w;
    private final float[][] m;
    private final float[][] v;

    PlainLayer(FloatShape.Dense shape, int sumCount) {
        this.shape = shape;
        int inputs = shape.inputs();
        int outputs = shape.outputs();
        alongOutputs = outputs >= inputs;
        int count = alongOutputs ? inputs + 1 : outputs;
        length = alongOutputs ? outputs : inputs + 1;
        w = new float[count][length];
        sums = new float[sumCount][count][length];
        m = new float[count][length];
        v = new float[count][length];
        parts = (count + PART - 1) / PART;
    }

    float weight(int i, int o) {
        return alongOutputs ? w[i][o] : w[o][i];
    }

    int firstRow(int part) {
        return part * PART;
    }

    int endRow(int part) {
        return Math.min((part + 1) * PART, w.length);
    }

    void total(int part, int count, float l1, float l2) {
        for (int r = firstRow(part); r < endRow(part); r++) {
            for (int sum = 1; sum < count; sum++) {
                PlainLoops.add1(sums[0][r], sums[sum][r], 1, 0, length);
            }
            if (l2 > 0) {
                PlainLoops.add1(sums[0][r], w[r], l2, 0, decaying(r));
            }
            if (l1 > 0) {
                PlainLoops.addSigns(sums[0][r], w[r], l1, 0, decaying(r));
            }
        }
    }

    /** How many numbers of a row of weights are not biases. */
    private int decaying(int r) {
        if (alongOutputs) {
            return r < shape.inputs() ? length : 0;
        }
        return length - 1;
    }

    double squares(int part) {
        double sum = 0;
        for (int r = firstRow(part); r < endRow(part); r++) {
            for (float slopeOfWeight : sums[0][r]) {
                sum += (double) slopeOfWeight * slopeOfWeight;
            }
        }
        return sum;
    }

    void update(int part, Update u) {
        for (int r = firstRow(part); r < endRow(part); r++) {
            int n = length;
            int decaying = decaying(r);
            if (u.scale() != 1) {
                PlainLoops.scale(sums[0][r], u.scale(), 0, n);
            }
            apply(u, u.decay(), r, 0, decaying);
            apply(u, 0, r, decaying, n);
        }
    }

    private void apply(Update u, float decay, int r, int from, int to) {
        if (u.isAdam()) {
            PlainLoops.firstMoment(m[r], sums[0][r], u.beta1(), 1 - u.beta1(), from, to);
            PlainLoops.secondMoment(v[r], sums[0][r], u.beta2(), 1 - u.beta2(), from, to);
            PlainLoops.adam(w[r], m[r], v[r], 1 - decay, u.size(), u.correction(), u.epsilon(), from, to);
        } else {
            PlainLoops.firstMoment(m[r], sums[0][r], u.beta1(), 1, from, to);
            float ahead = u.isNesterov() ? u.beta1() : 1;
            PlainLoops.descend(w[r], m[r], sums[0][r], ahead, u.isNesterov() ? 1 : 0, u.size(), from, to);
        }
    }

    private float[][] numbers(FloatNet.Numbers kind) {
        return switch (kind) {
            case WEIGHTS -> w;
            case GRADIENT -> sums[0];
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
}
