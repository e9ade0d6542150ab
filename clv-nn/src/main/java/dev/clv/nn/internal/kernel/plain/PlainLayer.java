package dev.clv.nn.internal.kernel.plain;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.internal.kernel.FloatLayer;
import dev.clv.nn.internal.kernel.FloatNet;
import dev.clv.nn.internal.kernel.Update;

/**
 * The weights of a layer of {@link PlainNet}. I = inputs, O = outputs. A gradient runs along the longer of I and O, and
 * the weights lie the same way, with the bias as the weight of a constant input 1: rows of O for I + 1 inputs, or rows
 * of I + 1 for O outputs.
 */
final class PlainLayer implements FloatLayer {

    /** Rows of weights in one part. */
    private static final int PART = 8;

    final DenseChain.Stage stage;
    final boolean alongOutputs;
    final int length; // of a row of weights
    final float[][][] gradients; // of shares of a batch; the first becomes the total
    private final float[][] w;
    private final float[][] m;
    private final float[][] v;

    PlainLayer(DenseChain.Stage stage, int gradientCount) {
        this.stage = stage;
        int inputs = stage.inputs();
        int outputs = stage.outputs();
        alongOutputs = outputs >= inputs;
        int count = alongOutputs ? inputs + 1 : outputs;
        length = alongOutputs ? outputs : inputs + 1;
        w = new float[count][length];
        gradients = new float[gradientCount][count][length];
        m = new float[count][length];
        v = new float[count][length];
    }

    @Override
    public int parts() {
        return (w.length + PART - 1) / PART;
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

    @Override
    public void total(int part, int count, float l1, float l2) {
        for (int r = firstRow(part); r < endRow(part); r++) {
            for (int g = 1; g < count; g++) {
                PlainLoops.add1(gradients[0][r], gradients[g][r], 1, 0, length);
            }
            if (l2 > 0) {
                PlainLoops.add1(gradients[0][r], w[r], l2, 0, decaying(r));
            }
            if (l1 > 0) {
                PlainLoops.addSigns(gradients[0][r], w[r], l1, 0, decaying(r));
            }
        }
    }

    /** How many numbers of a row of weights are not biases. */
    private int decaying(int r) {
        if (alongOutputs) {
            return r < stage.inputs() ? length : 0;
        }
        return length - 1;
    }

    @Override
    public double squares(int part) {
        double sum = 0;
        for (int r = firstRow(part); r < endRow(part); r++) {
            for (float g : gradients[0][r]) {
                sum += (double) g * g;
            }
        }
        return sum;
    }

    @Override
    public void update(int part, Update u) {
        for (int r = firstRow(part); r < endRow(part); r++) {
            int decaying = decaying(r);
            u.apply(u.decay(), w[r], gradients[0][r], m[r], v[r], 0, decaying);
            u.apply(0, w[r], gradients[0][r], m[r], v[r], decaying, length);
        }
    }

    private float[][] numbers(FloatNet.Numbers kind) {
        return switch (kind) {
            case WEIGHTS -> w;
            case GRADIENT -> gradients[0];
            case FIRST_MOMENTS -> m;
            case SECOND_MOMENTS -> v;
        };
    }

    private int index(int i, int o) {
        return i < stage.inputs() ? stage.weightsAt() + i * stage.outputs() + o : stage.biasAt() + o;
    }

    @Override
    public void load(FloatNet.Numbers kind, double[] values) {
        float[][] numbers = numbers(kind);
        for (int i = 0; i <= stage.inputs(); i++) {
            for (int o = 0; o < stage.outputs(); o++) {
                numbers[alongOutputs ? i : o][alongOutputs ? o : i] = (float) values[index(i, o)];
            }
        }
    }

    @Override
    public void store(FloatNet.Numbers kind, double[] values) {
        float[][] numbers = numbers(kind);
        for (int i = 0; i <= stage.inputs(); i++) {
            for (int o = 0; o < stage.outputs(); o++) {
                values[index(i, o)] = numbers[alongOutputs ? i : o][alongOutputs ? o : i];
            }
        }
    }
}
