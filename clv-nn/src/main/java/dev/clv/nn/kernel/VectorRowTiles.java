package dev.clv.nn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of {@link VectorForward} for one row, with four accumulators: a load of a whole vector at any address takes a cycle, and
 * a multiply-add answers after four. A panel of less than four vectors has several accumulators for each output: chain c of C adds up the
 * inputs k with k mod C = c, and the chains are added to the bias in turn. Written out because the compiler keeps a vector in a register only
 * as a local variable of the loop's own method.
 *
 * <p>{@code v} holds inputs from x on and takes the result from y on. A panel in {@code w} starts at {@code at} with the bias, and the
 * weights of input after input follow. {@code depth} is a multiple of the number of chains. The result is {@code straight} times the sum
 * plus {@code folded} times its magnitude: 1 and 0 for the sum itself; a half and a half for max(sum, 0), exactly, where a maximum by
 * Java's rules for NaN and -0 would cost several times as much.
 *
 * <p>All vectors are of one size: the compiler of JDK 17 boxes what is stored once a process has stored vectors of several sizes.
 */
final class VectorRowTiles {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    private VectorRowTiles() {}

    /** One row by 4 vectors, 1 chain. */
    static void one4x1(float[] v, int x, int depth, float[] w, int at, float straight, float folded, int y) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c02 = FloatVector.zero(S);
        FloatVector c03 = FloatVector.zero(S);
        for (int k = 0; k < depth; k++) {
            int row = at + (k + 1) * (4 * LANES);
            FloatVector s0 = FloatVector.broadcast(S, v[x + k]);
            c00 = s0.fma(FloatVector.fromArray(S, w, row), c00);
            c01 = s0.fma(FloatVector.fromArray(S, w, row + LANES), c01);
            c02 = s0.fma(FloatVector.fromArray(S, w, row + 2 * LANES), c02);
            c03 = s0.fma(FloatVector.fromArray(S, w, row + 3 * LANES), c03);
        }
        FloatVector s = FloatVector.broadcast(S, straight);
        FloatVector f = FloatVector.broadcast(S, folded);
        FloatVector bias0 = FloatVector.fromArray(S, w, at);
        FloatVector sum0 = bias0.add(c00);
        sum0.abs().fma(f, sum0.mul(s)).intoArray(v, y);
        FloatVector bias1 = FloatVector.fromArray(S, w, at + LANES);
        FloatVector sum1 = bias1.add(c01);
        sum1.abs().fma(f, sum1.mul(s)).intoArray(v, y + LANES);
        FloatVector bias2 = FloatVector.fromArray(S, w, at + 2 * LANES);
        FloatVector sum2 = bias2.add(c02);
        sum2.abs().fma(f, sum2.mul(s)).intoArray(v, y + 2 * LANES);
        FloatVector bias3 = FloatVector.fromArray(S, w, at + 3 * LANES);
        FloatVector sum3 = bias3.add(c03);
        sum3.abs().fma(f, sum3.mul(s)).intoArray(v, y + 3 * LANES);
    }

    /** One row by 2 vectors, 2 chains. */
    static void one2x2(float[] v, int x, int depth, float[] w, int at, float straight, float folded, int y) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c11 = FloatVector.zero(S);
        for (int k = 0; k < depth; k += 2) {
            int row = at + (k + 1) * (2 * LANES);
            FloatVector s0 = FloatVector.broadcast(S, v[x + k]);
            c00 = s0.fma(FloatVector.fromArray(S, w, row), c00);
            c01 = s0.fma(FloatVector.fromArray(S, w, row + LANES), c01);
            FloatVector s1 = FloatVector.broadcast(S, v[x + k + 1]);
            c10 = s1.fma(FloatVector.fromArray(S, w, row + 2 * LANES), c10);
            c11 = s1.fma(FloatVector.fromArray(S, w, row + 3 * LANES), c11);
        }
        FloatVector s = FloatVector.broadcast(S, straight);
        FloatVector f = FloatVector.broadcast(S, folded);
        FloatVector bias0 = FloatVector.fromArray(S, w, at);
        FloatVector sum0 = bias0.add(c00).add(c10);
        sum0.abs().fma(f, sum0.mul(s)).intoArray(v, y);
        FloatVector bias1 = FloatVector.fromArray(S, w, at + LANES);
        FloatVector sum1 = bias1.add(c01).add(c11);
        sum1.abs().fma(f, sum1.mul(s)).intoArray(v, y + LANES);
    }

    /** One row by 1 vector, 4 chains. */
    static void one1x4(float[] v, int x, int depth, float[] w, int at, float straight, float folded, int y) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        for (int k = 0; k < depth; k += 4) {
            int row = at + (k + 1) * LANES;
            FloatVector s0 = FloatVector.broadcast(S, v[x + k]);
            c00 = s0.fma(FloatVector.fromArray(S, w, row), c00);
            FloatVector s1 = FloatVector.broadcast(S, v[x + k + 1]);
            c10 = s1.fma(FloatVector.fromArray(S, w, row + LANES), c10);
            FloatVector s2 = FloatVector.broadcast(S, v[x + k + 2]);
            c20 = s2.fma(FloatVector.fromArray(S, w, row + 2 * LANES), c20);
            FloatVector s3 = FloatVector.broadcast(S, v[x + k + 3]);
            c30 = s3.fma(FloatVector.fromArray(S, w, row + 3 * LANES), c30);
        }
        FloatVector s = FloatVector.broadcast(S, straight);
        FloatVector f = FloatVector.broadcast(S, folded);
        FloatVector bias0 = FloatVector.fromArray(S, w, at);
        FloatVector sum0 = bias0.add(c00).add(c10).add(c20).add(c30);
        sum0.abs().fma(f, sum0.mul(s)).intoArray(v, y);
    }
}
