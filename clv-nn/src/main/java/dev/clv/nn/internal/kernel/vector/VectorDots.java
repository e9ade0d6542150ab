package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.S;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.WIDTH;

import dev.clv.nn.internal.kernel.DenseChain;
import jdk.incubator.vector.FloatVector;

/**
 * The last layer of {@link VectorForward} when it has few outputs: the weights of each output as a row (K, I), so that
 * vectors run along the inputs. Immutable.
 */
final class VectorDots {

    /**
     * Up to this many outputs, rows are faster than panels, which would be mostly padding. Sums are written out for up
     * to 16 lanes.
     */
    static final int FEW = LANES <= 16 ? 4 : 0;

    private final int outputs;
    private final int depth; // inputs, padded
    private final Floats w;
    private final float[] bias;

    VectorDots(Arena arena, DenseChain.Stage stage, double[] parameters) {
        outputs = stage.outputs();
        depth = (stage.inputs() + 2 * LANES - 1) / (2 * LANES) * (2 * LANES);
        w = arena.take(outputs * depth);
        bias = new float[outputs];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < stage.inputs(); i++) {
                w.set(o * depth + i, VectorDense.normal(parameters[stage.weightsAt() + i * outputs + o]));
            }
            bias[o] = VectorDense.normal(parameters[stage.biasAt() + o]);
        }
    }

    /**
     * z (rows, K) from row {@code first} on = this layer of the first rows of x. Both scratch arrays have room for a
     * vector of each row, and one more.
     */
    void forward(int rows, VectorBatch x, Floats parts, Floats other, double[] z, int first) {
        for (int o = 0; o < outputs; o++) {
            for (int b = 0; b < rows; b++) {
                multiply(
                        x.numbers,
                        x.at(b, 0),
                        x.panelSize,
                        w.numbers(),
                        w.at(o * depth),
                        depth,
                        parts.numbers(),
                        parts.at(b * LANES));
            }
            if (rows == 1) {
                z[first * outputs + o] = bias[o] + sum(parts);
                continue;
            }
            Floats folded = parts;
            Floats next = other;
            for (int width = LANES; width > 4; width /= 2) {
                fold(rows, folded, width, next);
                next = folded;
                folded = folded == parts ? other : parts;
            }
            for (int b = 0; b < rows; b++) {
                int at = b * 4;
                z[(first + b) * outputs + o] =
                        bias[o] + (folded.get(at) + folded.get(at + 1) + (folded.get(at + 2) + folded.get(at + 3)));
            }
        }
    }

    /**
     * Adds the upper half of the parts of each row to the lower half. The rest of a vector is overwritten by the next
     * row.
     */
    private static void fold(int rows, Floats parts, int width, Floats halves) {
        float[] from = parts.numbers();
        float[] to = halves.numbers();
        for (int b = 0; b < rows; b++) {
            int at = parts.start() + b * width;
            FloatVector.fromArray(S, from, at)
                    .add(FloatVector.fromArray(S, from, at + width / 2))
                    .intoArray(to, halves.start() + b * (width / 2));
        }
    }

    /**
     * Adds up the parts of one row in the same order. Vectors would be slower here: they would wait for the parts to be
     * stored.
     */
    private static float sum(Floats parts) {
        return sum(parts, 0) + sum(parts, 1) + (sum(parts, 2) + sum(parts, 3));
    }

    /** Every fourth part from {@code at} on. */
    private static float sum(Floats v, int at) {
        if (LANES == 4) {
            return v.get(at);
        }
        return LANES == 8 ? v.get(at) + v.get(at + 4) : v.get(at) + v.get(at + 8) + (v.get(at + 4) + v.get(at + 12));
    }

    /** Parts of the sum of x times w: one for each lane. */
    private static void multiply(
            float[] x, int xAt, int panelSize, float[] w, int wAt, int depth, float[] parts, int partsAt) {
        FloatVector c0 = FloatVector.zero(S);
        FloatVector c1 = c0;
        for (int i = 0; i < depth; i += 2 * LANES) {
            int at = xAt + i / WIDTH * panelSize + i % WIDTH;
            c0 = FloatVector.fromArray(S, x, at).fma(FloatVector.fromArray(S, w, wAt + i), c0);
            c1 = FloatVector.fromArray(S, x, at + LANES).fma(FloatVector.fromArray(S, w, wAt + i + LANES), c1);
        }
        c0.add(c1).intoArray(parts, partsAt);
    }
}
