package dev.clv.nn.math;

/**
 * Elementary functions with the same bits on every JDK and processor, because they are made of additions,
 * multiplications and divisions only (Java's arithmetic is strict). Each is within about two units in the last place.
 * NaN gives NaN.
 */
public final class Elementary {

    private static final double LOG2_E = 1.4426950408889634;
    // ln 2 in two parts (Cody and Waite 1980): k * LN2_HIGH is exact for every k that occurs.
    private static final double LN2_HIGH = 6.93147180369123816490e-01;
    private static final double LN2_LOW = 1.90821492927058770002e-10;
    private static final double EXP_OVERFLOW = 709.782712893384;
    private static final double EXP_UNDERFLOW = -745.1332191019412;
    private static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(0x1.6a09e667f3bcdp-1);
    private static final double TWO_TO_54 = 0x1p54;

    private Elementary() {}

    /** e to the power x; infinite above 709.78, zero below -745.13. */
    public static double exp(double x) {
        if (!(x <= EXP_OVERFLOW)) {
            return Double.isNaN(x) ? x : Double.POSITIVE_INFINITY;
        }
        if (x < EXP_UNDERFLOW) {
            return 0;
        }
        double k = Math.rint(x * LOG2_E);
        double r = (x - k * LN2_HIGH) - k * LN2_LOW;
        // Taylor to r^13: |r| <= ln(2)/2, so the first term left out is below 5e-18.
        double tail = 1.0 / 6227020800.0;
        tail = tail * r + 1.0 / 479001600.0;
        tail = tail * r + 1.0 / 39916800.0;
        tail = tail * r + 1.0 / 3628800.0;
        tail = tail * r + 1.0 / 362880.0;
        tail = tail * r + 1.0 / 40320.0;
        tail = tail * r + 1.0 / 5040.0;
        tail = tail * r + 1.0 / 720.0;
        tail = tail * r + 1.0 / 120.0;
        tail = tail * r + 1.0 / 24.0;
        tail = tail * r + 1.0 / 6.0;
        tail = tail * r + 0.5;
        double p = 1 + (r + r * r * tail);
        int power = (int) k;
        if (power > 1022 || power < -1021) {
            int half = power / 2;
            return p * powerOfTwo(half) * powerOfTwo(power - half);
        }
        return p * powerOfTwo(power);
    }

    private static double powerOfTwo(int power) {
        return Double.longBitsToDouble((long) (power + 1023) << 52);
    }

    /** The natural logarithm; minus infinity of 0, NaN of negative numbers. */
    public static double log(double x) {
        if (!(x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE)) {
            if (x > 0 && x < Double.MIN_NORMAL) {
                return log(x * TWO_TO_54, -54);
            }
            return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
        }
        return log(x, 0);
    }

    /**
     * ln(x 2<sup>shift</sup>) = k ln 2 + ln m with m from sqrt(1/2) to sqrt(2), and ln m = 2 atanh((m - 1) / (m + 1)).
     */
    private static double log(double x, int shift) {
        long bits = Double.doubleToRawLongBits(x);
        long k = (bits - SQRT_HALF_BITS) >> 52;
        double m = Double.longBitsToDouble(bits - (k << 52));
        double power = k + shift;
        double f = m - 1;
        double s = f / (m + 1);
        double q = s * s;
        // The first term left out is below 2e-18 of the sum: q is at most 0.0295.
        double sum = 1.0 / 23;
        sum = sum * q + 1.0 / 21;
        sum = sum * q + 1.0 / 19;
        sum = sum * q + 1.0 / 17;
        sum = sum * q + 1.0 / 15;
        sum = sum * q + 1.0 / 13;
        sum = sum * q + 1.0 / 11;
        sum = sum * q + 1.0 / 9;
        sum = sum * q + 1.0 / 7;
        sum = sum * q + 1.0 / 5;
        sum = sum * q + 1.0 / 3;
        // 2 s = f - s f, of which only the small part has the rounding error of the quotient.
        return power * LN2_HIGH + (f - (s * (f - 2 * q * sum) - power * LN2_LOW));
    }

    /**
     * The base to a whole power from 0 up, by repeated squaring (unlike StrictMath.pow, without allocation in any state
     * of the JIT).
     */
    public static double power(double base, long exponent) {
        double result = 1;
        double square = base;
        for (long n = exponent; n > 0; n >>= 1) {
            if ((n & 1) == 1) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }

    /** The logistic function 1 / (1 + e<sup>-x</sup>), without overflow. */
    public static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + exp(-x));
        }
        double e = exp(x);
        return e / (1 + e);
    }

    /** ln(1 + e<sup>x</sup>), without overflow and without loss for very negative x. */
    public static double softplus(double x) {
        return x > 0 ? x + log1pUnit(exp(-x)) : log1pUnit(exp(x));
    }

    /** The x whose {@link #softplus} is y; NaN unless y is positive. */
    public static double inverseSoftplus(double y) {
        return y > 30 ? y : StrictMath.log(StrictMath.expm1(y));
    }

    /** ln(1 + u) for u in [0, 1]: 2 atanh(s) with s = u / (2 + u) at most 1/3, as a series in s squared. */
    private static double log1pUnit(double u) {
        double s = u / (2 + u);
        double q = s * s;
        double sum = 1.0 / 33;
        sum = sum * q + 1.0 / 31;
        sum = sum * q + 1.0 / 29;
        sum = sum * q + 1.0 / 27;
        sum = sum * q + 1.0 / 25;
        sum = sum * q + 1.0 / 23;
        sum = sum * q + 1.0 / 21;
        sum = sum * q + 1.0 / 19;
        sum = sum * q + 1.0 / 17;
        sum = sum * q + 1.0 / 15;
        sum = sum * q + 1.0 / 13;
        sum = sum * q + 1.0 / 11;
        sum = sum * q + 1.0 / 9;
        sum = sum * q + 1.0 / 7;
        sum = sum * q + 1.0 / 5;
        sum = sum * q + 1.0 / 3;
        return 2 * s + 2 * s * q * sum;
    }

    /** The hyperbolic tangent. */
    public static double tanh(double x) {
        double size = Math.abs(x);
        if (size < 0.5) {
            // Lambert's continued fraction: the difference of exponentials would cancel here.
            double q = x * x;
            return x / (1 + q / (3 + q / (5 + q / (7 + q / (9 + q / (11 + q / (13 + q / 15)))))));
        }
        double t = 1 - 2 / (exp(2 * size) + 1);
        return x < 0 ? -t : t;
    }
}
