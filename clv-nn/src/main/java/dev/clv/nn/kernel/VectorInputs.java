package dev.clv.nn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Copies a row in. Numbers too small for full precision, with which processors are slow, become 0. */
final class VectorInputs {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    private VectorInputs() {}

    /** Returns whether all n are numbers of magnitude at most {@code limit}. */
    static boolean copy(float[] from, int first, int n, float[] v, int at, float limit) {
        FloatVector most = FloatVector.broadcast(S, limit);
        FloatVector least = FloatVector.broadcast(S, Float.MIN_NORMAL);
        boolean within = true;
        int i = 0;
        while (i < n && n >= LANES) {
            FloatVector x = FloatVector.fromArray(S, from, first + i);
            FloatVector magnitude = x.abs();
            within &= magnitude.compare(VectorOperators.LE, most).allTrue();
            x.blend(0f, magnitude.compare(VectorOperators.LT, least)).intoArray(v, at + i);
            i += i == n - LANES ? LANES : Math.min(LANES, n - LANES - i); // the last vector ends with the row
        }
        for (; i < n; i++) {
            within &= put(from[first + i], v, at + i, limit);
        }
        return within;
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
