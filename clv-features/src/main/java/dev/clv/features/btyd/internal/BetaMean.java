package dev.clv.features.btyd.internal;

import java.util.function.DoubleUnaryOperator;

/**
 * The mean of a function of p where p is Beta(a, b) distributed, by the trapezoidal rule in the logit of p.
 *
 * <p>There the density is analytic and decays exponentially, so the rule converges geometrically in the number of its
 * points (Trefethen and Weideman, The Exponentially Convergent Trapezoidal Rule, 2014). Where a or b is below 1 the
 * decay is slow; the chord of the function between 0 and 1 has a known mean, and what is left of the function vanishes
 * at both ends.
 */
public final class BetaMean {

    private static final double WIDEST_STEP = 0.45;
    private static final double STEP_PER_SPREAD = 0.65;
    private static final double NEGLIGIBLE = -42;

    private BetaMean() {}

    /**
     * The mean of {@code f}.
     *
     * @param f smooth on [0, 1], ends included
     */
    public static double of(double a, double b, DoubleUnaryOperator f) {
        if (a >= 1 && b >= 1) {
            return trapezoidal(a, b, f);
        }
        double atZero = f.applyAsDouble(0);
        double atOne = f.applyAsDouble(1);
        double mean = a / (a + b);
        double chord = atZero * (b / (a + b)) + atOne * mean;
        double rest = trapezoidal(
                a + 1,
                b + 1,
                p -> p == 0 || p == 1 ? 0 : (f.applyAsDouble(p) - atZero * (1 - p) - atOne * p) / (p * (1 - p)));
        return chord + mean * (b / (a + b + 1)) * rest;
    }

    private static double trapezoidal(double a, double b, DoubleUnaryOperator f) {
        double spread = Math.sqrt(1 / a + 1 / b);
        double step = Math.min(WIDEST_STEP, STEP_PER_SPREAD * spread);
        double mode = StrictMath.log(a / b);
        double peak = logDensity(a, b, mode);
        double weights = 1;
        double sum = f.applyAsDouble(a / (a + b));
        for (int side = -1; side <= 1; side += 2) {
            for (int i = 1; ; i++) {
                double u = mode + side * i * step;
                double log = logDensity(a, b, u) - peak;
                if (log < NEGLIGIBLE) {
                    break;
                }
                double weight = StrictMath.exp(log);
                weights += weight;
                sum += weight * f.applyAsDouble(1 / (1 + StrictMath.exp(-u)));
            }
        }
        return sum / weights;
    }

    /** Of u = logit p, without its constant: a ln p + b ln(1 - p). */
    private static double logDensity(double a, double b, double u) {
        double tail = StrictMath.log1p(StrictMath.exp(-Math.abs(u)));
        return u < 0 ? a * (u - tail) - b * tail : -a * tail - b * (u + tail);
    }
}
