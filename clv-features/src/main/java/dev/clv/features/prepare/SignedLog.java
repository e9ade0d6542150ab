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
        return unit > 0 && value != 0 ? Math.copySign(StrictMath.log1p(Math.abs(value) / unit), value) : value;
    }

    /** The inverse of {@link #apply(double)}. */
    double invert(double logged) {
        return unit > 0 ? Math.copySign(StrictMath.expm1(Math.abs(logged)) * unit, logged) : logged;
    }

    /** As {@link #apply}, for each value; new. */
    double[] apply(double[] values) {
        return Arrays.stream(values).map(this::apply).toArray();
    }
}
