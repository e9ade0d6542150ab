package dev.clv.nn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Loops of {@link VectorForward} that go along one row. */
final class VectorDots {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    private VectorDots() {}

    /**
     * One output of each row: the product of its numbers from x on with a row of weights, in two chains of vectors whose lanes are added up
     * at the end, four chains of them. {@code depth} is a multiple of two vectors, with room for one behind the output at y.
     */
    static void dot(int rows, float[] v, int record, int x, int depth, float[] w, int at, float bias, int y) {
        for (int b = 0; b < rows; b++) {
            int row = b * record;
            FloatVector c0 = FloatVector.zero(S);
            FloatVector c1 = FloatVector.zero(S);
            for (int k = 0; k < depth; k += 2 * LANES) {
                c0 = FloatVector.fromArray(S, v, row + x + k).fma(FloatVector.fromArray(S, w, at + k), c0);
                c1 = FloatVector.fromArray(S, v, row + x + k + LANES)
                        .fma(FloatVector.fromArray(S, w, at + k + LANES), c1);
            }
            int t = row + y;
            FloatVector.zero(S).add(c0).add(c1).intoArray(v, t);
            float s0 = v[t];
            float s1 = v[t + 1];
            float s2 = v[t + 2];
            float s3 = v[t + 3];
            for (int i = 4; i < LANES; i += 4) {
                s0 += v[t + i];
                s1 += v[t + i + 1];
                s2 += v[t + i + 2];
                s3 += v[t + i + 3];
            }
            v[t] = bias + (s0 + s1 + (s2 + s3));
        }
    }
}
