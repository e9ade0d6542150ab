package dev.clv.nn.kernel;

import static dev.clv.nn.kernel.VectorBatch.LANES;
import static dev.clv.nn.kernel.VectorBatch.S;
import static dev.clv.nn.kernel.VectorBatch.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * The last layer of {@link VectorForward} when it has few outputs: the weights of each output as a row (K, I), so that vectors run along the
 * inputs. Immutable.
 */
final class VectorDots {

    /** Up to as many outputs this is faster than panels, which would be mostly padding. */
    static final int FEW = 4;

    private final int outputs;
    private final int depth; // inputs, padded
    private final float[] w;
    private final float[] bias;

    VectorDots(FloatShape.Dense shape, double[] parameters) {
        outputs = shape.outputs();
        depth = (shape.inputs() + 2 * LANES - 1) / (2 * LANES) * (2 * LANES);
        w = new float[outputs * depth];
        bias = new float[outputs];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < shape.inputs(); i++) {
                w[o * depth + i] = VectorDense.normal(parameters[shape.weightsAt() + i * outputs + o]);
            }
            bias[o] = VectorDense.normal(parameters[shape.biasAt() + o]);
        }
    }

    /** z (rows, K) from row {@code first} on = this layer of the first rows of x; lanes has room for a vector of each. */
    void forward(int rows, VectorBatch x, float[] lanes, double[] z, int first) {
        for (int o = 0; o < outputs; o++) {
            for (int b = 0; b < rows; b++) {
                multiply(x.numbers, b * WIDTH, x.panelSize, w, o * depth, depth, lanes, b * LANES);
            }
            for (int b = 0; b < rows; b++) {
                z[(first + b) * outputs + o] = bias[o] + sum(lanes, b * LANES);
            }
        }
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

    /** In four chains; the API's own sum over lanes may add up in any order, which need not be the same twice. */
    private static float sum(float[] v, int at) {
        float s0 = v[at];
        float s1 = v[at + 1];
        float s2 = v[at + 2];
        float s3 = v[at + 3];
        for (int i = at + 4; i < at + LANES; i += 4) {
            s0 += v[i];
            s1 += v[i + 1];
            s2 += v[i + 2];
            s3 += v[i + 3];
        }
        return s0 + s1 + (s2 + s3);
    }
}
