package dev.clv.features.btyd;

import java.util.function.DoubleUnaryOperator;

/**
 * The sum of discounted purchases, of their expected number E: the integral of exp(-delta τ) dE(τ) from 0 to t, which
 * is exp(-delta t) E(t) + delta times the integral of exp(-delta τ) E(τ) dτ.
 */
final class Discounting {

    /** Positive abscissas and weights of Gauss's rule of 16 points on [-1, 1]; Abramowitz and Stegun, table 25.4. */
    private static final double[] POINTS = {
        0.0950125098376374402, 0.2816035507792589132, 0.4580167776572273863, 0.6178762444026437484,
        0.7554044083550030339, 0.8656312023878317438, 0.9445750230732325761, 0.9894009349916499326
    };

    private static final double[] WEIGHTS = {
        0.1894506104550684963, 0.1826034150449235888, 0.1691565193950025382, 0.1495959888165767321,
        0.1246289712555338720, 0.0951585116824927848, 0.0622535239386478929, 0.0271524594117540949
    };

    private Discounting() {}

    /**
     * The sum.
     *
     * @param expected E; smooth in ln(1 + τ / scale)
     * @param scale of the customer's rates, in units of time
     */
    static double of(DoubleUnaryOperator expected, double t, double delta, double scale) {
        Require.time(t);
        double end = StrictMath.log1p(t / scale);
        // A panel for every e-fold of the time, and for every e-fold of the discount.
        int panels = (int) Math.min(64, 1 + Math.ceil(end) + Math.ceil(Math.abs(delta) * t / 4));
        double half = end / panels / 2;
        double sum = 0;
        for (int panel = 0; panel < panels; panel++) {
            double middle = (2 * panel + 1) * half;
            for (int i = 0; i < POINTS.length; i++) {
                sum += WEIGHTS[i]
                        * (density(expected, delta, scale, middle + half * POINTS[i])
                                + density(expected, delta, scale, middle - half * POINTS[i]));
            }
        }
        return StrictMath.exp(-delta * t) * expected.applyAsDouble(t) + delta * half * sum;
    }

    /** exp(-delta τ) E(τ) dτ / du at u = ln(1 + τ / scale). */
    private static double density(DoubleUnaryOperator expected, double delta, double scale, double u) {
        double tau = scale * StrictMath.expm1(u);
        return StrictMath.exp(-delta * tau) * expected.applyAsDouble(tau) * (scale + tau);
    }
}
