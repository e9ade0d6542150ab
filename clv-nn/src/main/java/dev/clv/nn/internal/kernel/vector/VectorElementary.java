package dev.clv.nn.internal.kernel.vector;

import dev.clv.nn.internal.kernel.ElementaryArrays;
import dev.clv.nn.math.Elementary;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The steps of {@link Elementary} on whole vectors, in the same order and without fused multiply-adds, hence the same
 * bits. Vectors that hold a number out of the ordinary range are left to {@link Elementary}.
 */
final class VectorElementary implements ElementaryArrays {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> BITS = S.withLanes(long.class);
    private static final int LANES = S.length();

    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 6.93147180369123816490e-01;
    private static final double LN2_LOW = 1.90821492927058770002e-10;
    private static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(0x1.6a09e667f3bcdp-1);

    /** Within it, the power of two in {@link Elementary#exp} is a normal number. */
    private static final double EXP_RANGE = 707;

    /** Adding and subtracting it rounds to the nearest whole number, which is left in its lowest bits. */
    private static final double ROUNDING = 0x1.8p52;

    private static final long ROUNDING_BITS = Double.doubleToRawLongBits(ROUNDING);

    @Override
    public void exp(int n, double[] x, double[] y) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, i);
            if (ordinary(v)) {
                exp(v).intoArray(y, i);
            } else {
                for (int k = i; k < i + LANES; k++) {
                    y[k] = Elementary.exp(x[k]);
                }
            }
        }
        for (; i < n; i++) {
            y[i] = Elementary.exp(x[i]);
        }
    }

    @Override
    public void log(int n, double[] x, double[] y) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, i);
            if (v.compare(VectorOperators.GE, Double.MIN_NORMAL).allTrue()
                    && v.compare(VectorOperators.LE, Double.MAX_VALUE).allTrue()) {
                log(v).intoArray(y, i);
            } else {
                for (int k = i; k < i + LANES; k++) {
                    y[k] = Elementary.log(x[k]);
                }
            }
        }
        for (; i < n; i++) {
            y[i] = Elementary.log(x[i]);
        }
    }

    @Override
    public void sigmoid(int n, double[] x, double[] y) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, i);
            if (ordinary(v)) {
                DoubleVector e = exp(v.abs().neg());
                VectorMask<Double> rises = v.compare(VectorOperators.GE, 0);
                e.blend(1, rises).div(e.add(1)).intoArray(y, i);
            } else {
                for (int k = i; k < i + LANES; k++) {
                    y[k] = Elementary.sigmoid(x[k]);
                }
            }
        }
        for (; i < n; i++) {
            y[i] = Elementary.sigmoid(x[i]);
        }
    }

    @Override
    public void softplus(int n, double[] x, double[] y) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, i);
            if (ordinary(v)) {
                log1pUnit(exp(v.abs().neg())).add(v.max(0)).intoArray(y, i);
            } else {
                for (int k = i; k < i + LANES; k++) {
                    y[k] = Elementary.softplus(x[k]);
                }
            }
        }
        for (; i < n; i++) {
            y[i] = Elementary.softplus(x[i]);
        }
    }

    /** False of NaN. */
    private static boolean ordinary(DoubleVector x) {
        return x.abs().compare(VectorOperators.LE, EXP_RANGE).allTrue();
    }

    private static DoubleVector exp(DoubleVector x) {
        DoubleVector rounded = x.mul(LOG2_E).add(ROUNDING);
        DoubleVector k = rounded.sub(ROUNDING);
        DoubleVector r = x.sub(k.mul(LN2_HIGH)).sub(k.mul(LN2_LOW));
        DoubleVector tail = DoubleVector.broadcast(S, 1.0 / 6227020800.0);
        tail = tail.mul(r).add(1.0 / 479001600.0);
        tail = tail.mul(r).add(1.0 / 39916800.0);
        tail = tail.mul(r).add(1.0 / 3628800.0);
        tail = tail.mul(r).add(1.0 / 362880.0);
        tail = tail.mul(r).add(1.0 / 40320.0);
        tail = tail.mul(r).add(1.0 / 5040.0);
        tail = tail.mul(r).add(1.0 / 720.0);
        tail = tail.mul(r).add(1.0 / 120.0);
        tail = tail.mul(r).add(1.0 / 24.0);
        tail = tail.mul(r).add(1.0 / 6.0);
        tail = tail.mul(r).add(0.5);
        LongVector power = rounded.reinterpretAsLongs().sub(ROUNDING_BITS);
        DoubleVector scale = power.add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
        return r.add(r.mul(r).mul(tail)).add(1).mul(scale);
    }

    private static DoubleVector log(DoubleVector x) {
        LongVector bits = x.reinterpretAsLongs();
        LongVector k = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
        DoubleVector m = bits.sub(k.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles();
        // From a long to a double by the same rounding number, since 256-bit machines have no instruction for it.
        DoubleVector power = k.add(ROUNDING_BITS).reinterpretAsDoubles().sub(ROUNDING);
        DoubleVector f = m.sub(1);
        DoubleVector s = f.div(m.add(1));
        DoubleVector q = s.mul(s);
        DoubleVector sum = DoubleVector.broadcast(S, 1.0 / 23);
        sum = sum.mul(q).add(1.0 / 21);
        sum = sum.mul(q).add(1.0 / 19);
        sum = sum.mul(q).add(1.0 / 17);
        sum = sum.mul(q).add(1.0 / 15);
        sum = sum.mul(q).add(1.0 / 13);
        sum = sum.mul(q).add(1.0 / 11);
        sum = sum.mul(q).add(1.0 / 9);
        sum = sum.mul(q).add(1.0 / 7);
        sum = sum.mul(q).add(1.0 / 5);
        sum = sum.mul(q).add(1.0 / 3);
        DoubleVector small = s.mul(f.sub(q.mul(2).mul(sum))).sub(power.mul(LN2_LOW));
        return power.mul(LN2_HIGH).add(f.sub(small));
    }

    private static DoubleVector log1pUnit(DoubleVector u) {
        DoubleVector s = u.div(u.add(2));
        DoubleVector q = s.mul(s);
        DoubleVector sum = DoubleVector.broadcast(S, 1.0 / 33);
        sum = sum.mul(q).add(1.0 / 31);
        sum = sum.mul(q).add(1.0 / 29);
        sum = sum.mul(q).add(1.0 / 27);
        sum = sum.mul(q).add(1.0 / 25);
        sum = sum.mul(q).add(1.0 / 23);
        sum = sum.mul(q).add(1.0 / 21);
        sum = sum.mul(q).add(1.0 / 19);
        sum = sum.mul(q).add(1.0 / 17);
        sum = sum.mul(q).add(1.0 / 15);
        sum = sum.mul(q).add(1.0 / 13);
        sum = sum.mul(q).add(1.0 / 11);
        sum = sum.mul(q).add(1.0 / 9);
        sum = sum.mul(q).add(1.0 / 7);
        sum = sum.mul(q).add(1.0 / 5);
        sum = sum.mul(q).add(1.0 / 3);
        DoubleVector twice = s.mul(2);
        return twice.add(twice.mul(q).mul(sum));
    }
}
