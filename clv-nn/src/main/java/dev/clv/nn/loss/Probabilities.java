package dev.clv.nn.loss;

import dev.clv.nn.math.Elementary;

/** Distribution functions that several losses share; deterministic on every JDK. */
final class Probabilities {

    private static final double HALF_LN_2_PI = StandardNormal.HALF_LN_2_PI;
    private static final int MOST_TERMS = 100_000;

    private Probabilities() {}

    static double checkQuantile(double q) {
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException("a quantile must be in (0, 1), was " + q);
        }
        return q;
    }

    /**
     * ln of the gamma function for x above zero: Stirling's series at x + n of at least 10, then the recurrence back.
     */
    static double logGamma(double x) {
        double shift = 1;
        double at = x;
        while (at < 10) {
            shift *= at;
            at += 1;
        }
        double r = 1 / (at * at);
        double series = (((((-691.0 / 360360 * r + 1.0 / 1188) * r - 1.0 / 1680) * r + 1.0 / 1260) * r - 1.0 / 360) * r
                        + 1.0 / 12)
                / at;
        return (at - 0.5) * StrictMath.log(at) - at + HALF_LN_2_PI + series - StrictMath.log(shift);
    }

    /**
     * The distribution function of a gamma variable of this shape and scale 1, the regularised lower incomplete gamma
     * function: its power series below shape + 1, else the continued fraction of its complement by Lentz's method (DLMF
     * 8.11.4 and 8.9.2).
     */
    static double gammaCdf(double shape, double x) {
        if (!(x > 0)) {
            return 0;
        }
        double front = Elementary.exp(shape * StrictMath.log(x) - x - logGamma(shape));
        if (x < shape + 1) {
            double term = 1 / shape;
            double sum = term;
            for (int n = 1; n < MOST_TERMS && term > 1e-17 * sum; n++) {
                term *= x / (shape + n);
                sum += term;
            }
            return Math.min(1, front * sum);
        }
        double b = x + 1 - shape;
        double c = 1e300;
        double d = 1 / b;
        double fraction = d;
        for (int n = 1; n < MOST_TERMS; n++) {
            double a = -n * (n - shape);
            b += 2;
            d = 1 / awayFromZero(a * d + b);
            c = awayFromZero(b + a / c);
            double factor = d * c;
            fraction *= factor;
            if (Math.abs(factor - 1) < 1e-16) {
                break;
            }
        }
        return Math.max(0, 1 - front * fraction);
    }

    private static double awayFromZero(double v) {
        return Math.abs(v) < 1e-300 ? 1e-300 : v;
    }

    /** The quantile of a gamma variable of this shape and scale 1. */
    static double gammaQuantile(double shape, double q) {
        return invert(x -> gammaCdf(shape, x), shape, q);
    }

    /**
     * Strictly positive x where the rising function reaches q, by doubling from the start and then halving to the last
     * bit.
     */
    static double invert(java.util.function.DoubleUnaryOperator cdf, double start, double q) {
        double high = Math.max(start, Double.MIN_NORMAL);
        while (cdf.applyAsDouble(high) < q && high < 1e300) {
            high *= 2;
        }
        double low = high;
        while (cdf.applyAsDouble(low) >= q && low > Double.MIN_NORMAL) {
            low /= 2;
        }
        while (true) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                return high;
            }
            if (cdf.applyAsDouble(middle) < q) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }
}
