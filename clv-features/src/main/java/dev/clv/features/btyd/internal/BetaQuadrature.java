package dev.clv.features.btyd.internal;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Points and weights for means over p from Beta(a, b): the trapezoidal rule in the logit of p.
 *
 * <p>There the density is analytic and decays exponentially, so the rule converges geometrically in the number of its
 * points (Trefethen and Weideman, The Exponentially Convergent Trapezoidal Rule, 2014), whatever a and b are; there are
 * more of them, though, the nearer a or b is to 0. Immutable.
 */
public final class BetaQuadrature {

    private static final double WIDEST_STEP = 0.3;
    private static final double STEP_PER_SPREAD = 0.55;

    /** ln of the density, relative to its peak, from which on points are left out. */
    private static final double NEGLIGIBLE = -40;

    private final double a;
    private final double b;
    private final int size;
    private final double[] p;
    private final double[] weights;
    private final double[] logP;
    private final double[] logQ;

    /** A rule for these positive parameters. */
    public BetaQuadrature(double a, double b) {
        this.a = a;
        this.b = b;
        double step = Math.min(WIDEST_STEP, STEP_PER_SPREAD * Math.sqrt(1 / a + 1 / b));
        double mode = StrictMath.log(a / b);
        Points points = new Points();
        points.add(mode, Double.POSITIVE_INFINITY);
        double peak = points.logs[0];
        for (int side = -1; side <= 1; side += 2) {
            int i = 1;
            while (points.add(mode + side * i * step, peak)) {
                i++;
            }
        }
        size = points.size;
        p = new double[size];
        weights = new double[size];
        logP = points.logP;
        logQ = points.logQ;
        double sum = 0;
        for (int i = 0; i < size; i++) {
            p[i] = StrictMath.exp(logP[i]);
            weights[i] = StrictMath.exp(points.logs[i] - peak);
            sum += weights[i];
        }
        for (int i = 0; i < size; i++) {
            weights[i] /= sum;
        }
        center(logP);
        center(logQ);
    }

    private final class Points {

        private double[] logs = new double[128];
        private double[] logP = new double[128];
        private double[] logQ = new double[128];
        private int size;

        /** Adds the point of a logit u, unless its density is negligible. */
        boolean add(double u, double peak) {
            double tail = StrictMath.log1p(StrictMath.exp(-Math.abs(u)));
            double log = u < 0 ? u - tail : -tail;
            double density = a * log + b * (log - u);
            if (density - peak < NEGLIGIBLE && size > 0) {
                return false;
            }
            if (size == logs.length) {
                logs = Arrays.copyOf(logs, 2 * size);
                logP = Arrays.copyOf(logP, 2 * size);
                logQ = Arrays.copyOf(logQ, 2 * size);
            }
            logs[size] = density;
            logP[size] = log;
            logQ[size] = u < 0 ? -tail : -u - tail;
            size++;
            return true;
        }
    }

    /** Subtracts the mean. */
    private void center(double[] values) {
        double mean = 0;
        for (int i = 0; i < size; i++) {
            mean += weights[i] * values[i];
        }
        for (int i = 0; i < size; i++) {
            values[i] -= mean;
        }
    }

    /** Whether it is the rule of these parameters. */
    boolean isOf(double a, double b) {
        return this.a == a && this.b == b;
    }

    /** The number of points. */
    int size() {
        return size;
    }

    double p(int point) {
        return p[point];
    }

    /** Weights add up to 1. */
    double weight(int point) {
        return weights[point];
    }

    /** ln p less its mean: times the weight, the derivative of the weight by a. */
    double logP(int point) {
        return logP[point];
    }

    /** ln (1 - p) less its mean: times the weight, the derivative of the weight by b. */
    double logQ(int point) {
        return logQ[point];
    }

    private double sum(DoubleUnaryOperator f) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += weights[i] * f.applyAsDouble(p[i]);
        }
        return sum;
    }

    /**
     * The mean of a function.
     *
     * <p>Where a or b is below 1, it takes the chord of the function between 0 and 1, whose mean is known; what is left
     * of the function vanishes at both ends, as if a and b were larger by 1.
     *
     * @param f smooth on [0, 1], ends included
     */
    public static double mean(double a, double b, DoubleUnaryOperator f) {
        if (a >= 1 && b >= 1) {
            return new BetaQuadrature(a, b).sum(f);
        }
        double atZero = f.applyAsDouble(0);
        double atOne = f.applyAsDouble(1);
        double share = a / (a + b);
        double chord = atZero * (b / (a + b)) + atOne * share;
        double rest = new BetaQuadrature(a + 1, b + 1)
                .sum(p -> p == 0 || p == 1 ? 0 : (f.applyAsDouble(p) - atZero * (1 - p) - atOne * p) / (p * (1 - p)));
        return chord + share * (b / (a + b + 1)) * rest;
    }
}
