package dev.clv.features.prepare;

import java.util.Arrays;

/**
 * sign(x) ln(1 + |x| / unit), or x itself for a unit of 0.
 *
 * @param unit the size where the curve bends, in the unit of x; 0 for no log at all
 */
record SignedLog(double unit) {

    static final SignedLog NONE = new SignedLog(0);

    double apply(double value) {
        return unit > 0 ? Math.copySign(StrictMath.log1p(Math.abs(value) / unit), value) : value;
    }

    /** As {@link #apply}, for each value; new. */
    double[] apply(double[] values) {
        return Arrays.stream(values).map(this::apply).toArray();
    }
}
