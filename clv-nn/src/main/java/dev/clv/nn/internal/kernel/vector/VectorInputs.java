package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.S;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Copies rows into a batch. Subnormal numbers, which processors compute with slowly, become 0. */
final class VectorInputs {

    private static final VectorSpecies<Integer> BITS = IntVector.SPECIES_PREFERRED;
    private static final int MAGNITUDE = 0x7fff_ffff;
    private static final int LEAST = Float.floatToRawIntBits(Float.MIN_NORMAL);

    private VectorInputs() {}

    /** Returns whether all n are numbers of magnitude at most {@code limit}. */
    static boolean copy(float[] from, int first, int n, float[] v, int at, float limit) {
        if (n < LANES) {
            boolean within = true;
            for (int i = 0; i < n; i++) {
                within &= put(from[first + i], v, at + i, limit);
            }
            return within;
        }
        return copyRows(from, first, n, 1, v, at, limit);
    }

    /**
     * The same for rows of n numbers, at least a vector and at most a panel, that follow each other. Magnitudes are
     * compared as integers, NaN being the largest.
     */
    static boolean copyRows(float[] from, int first, int n, int rows, float[] v, int at, float limit) {
        IntVector most = IntVector.zero(BITS);
        int end = n - LANES; // the last vector ends with the row
        for (int b = 0; b < rows; b++) {
            int row = first + b * n;
            int to = at + b * WIDTH;
            for (int i = 0; i < end; i += LANES) {
                IntVector bits = FloatVector.fromArray(S, from, row + i).reinterpretAsInts();
                IntVector magnitude = bits.and(MAGNITUDE);
                most = most.max(magnitude);
                IntVector small = magnitude.sub(LEAST).lanewise(VectorOperators.ASHR, 31);
                bits.lanewise(VectorOperators.AND_NOT, small)
                        .reinterpretAsFloats()
                        .intoArray(v, to + i);
            }
            IntVector bits = FloatVector.fromArray(S, from, row + end).reinterpretAsInts();
            IntVector magnitude = bits.and(MAGNITUDE);
            most = most.max(magnitude);
            IntVector small = magnitude.sub(LEAST).lanewise(VectorOperators.ASHR, 31);
            bits.lanewise(VectorOperators.AND_NOT, small).reinterpretAsFloats().intoArray(v, to + end);
        }
        return !most.compare(VectorOperators.GT, Float.floatToRawIntBits(limit)).anyTrue();
    }

    /** The same from doubles, rounded to float. */
    static boolean copy(double[] from, int first, int n, float[] v, int at, float limit) {
        boolean within = true;
        for (int i = 0; i < n; i++) {
            within &= put((float) from[first + i], v, at + i, limit);
        }
        return within;
    }

    private static boolean put(float x, float[] v, int at, float limit) {
        float magnitude = Math.abs(x);
        v[at] = magnitude < Float.MIN_NORMAL ? 0 : x;
        return magnitude <= limit;
    }
}
