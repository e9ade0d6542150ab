package dev.clv.features.btyd.internal;

import java.util.Arrays;

/**
 * Finds the maximum of a smooth function within a box by the method of Broyden, Fletcher, Goldfarb and Shanno (Nocedal
 * and Wright, Numerical Optimization, 2006, chapter 6), with steps projected into the box: a variable at an edge whose
 * gradient points outward stays there.
 *
 * <p>Values are expected to be of the order of 1 per unit of a variable, as mean log-likelihoods by logarithms of
 * parameters are. Deterministic.
 */
public final class Maximizer {

    /** Gradients at which to stop. */
    private static final double ROUGH = 1e-3;

    private static final double FINE = 1e-10;

    private static final double LONGEST_STEP = 2;
    private static final double SUFFICIENT = 1e-4;
    private static final double ROUNDING = 1e-14;
    private static final int MOST_HALVINGS = 40;
    private static final int MOST_STEPS = 500;
    private static final int MOST_IDLE = 4;

    private final Objective objective;
    private final double[] lower;
    private final double[] upper;
    private final int n;

    private final double[] x;
    private final double[] gradient;
    private double value;

    /** Of the negative second derivatives, as far as steps have told; the identity while fresh. */
    private final double[][] inverse;

    private boolean fresh;

    private Maximizer(Objective objective, double[] lower, double[] upper, double[] start) {
        this.objective = objective;
        this.lower = lower;
        this.upper = upper;
        this.n = start.length;
        this.x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = clip(i, start[i]);
        }
        this.gradient = new double[n];
        this.value = objective.at(x, gradient);
        this.inverse = new double[n][n];
        reset();
    }

    /**
     * The best point reached from any of the starts: each is followed roughly, the best of them to the end.
     *
     * @param lower the least value of each variable
     * @param upper the largest value of each variable
     * @param starts at least one; moved into the box
     */
    public static double[] maximize(Objective objective, double[] lower, double[] upper, double[]... starts) {
        Maximizer best = new Maximizer(objective, lower, upper, starts[0]);
        best.climb(ROUGH);
        for (int i = 1; i < starts.length; i++) {
            Maximizer other = new Maximizer(objective, lower, upper, starts[i]);
            other.climb(ROUGH);
            if (other.value > best.value + ROUNDING) {
                best = other;
            }
        }
        best.climb(FINE);
        return best.x;
    }

    private void climb(double tolerance) {
        double[] direction = new double[n];
        double[] next = new double[n];
        double[] nextGradient = new double[n];
        boolean[] free = new boolean[n];
        int idle = 0;
        for (int step = 0; step < MOST_STEPS && idle < MOST_IDLE; step++) {
            double steepest = 0;
            for (int i = 0; i < n; i++) {
                free[i] = gradient[i] > 0 ? x[i] < upper[i] : x[i] > lower[i];
                steepest = free[i] ? Math.max(steepest, Math.abs(gradient[i])) : steepest;
            }
            if (steepest <= tolerance) {
                return;
            }
            if (!direction(direction, free)) {
                reset();
                direction(direction, free);
            }
            double gain = search(direction, next, nextGradient);
            if (Double.isNaN(gain)) {
                if (fresh) {
                    return;
                }
                reset();
                continue;
            }
            idle = gain <= ROUNDING * Math.abs(value) ? idle + 1 : 0;
            learn(next, nextGradient);
            System.arraycopy(next, 0, x, 0, n);
            System.arraycopy(nextGradient, 0, gradient, 0, n);
            value += gain;
        }
    }

    /** The quasi-Newton direction among the free variables; false if it does not go up. */
    private boolean direction(double[] direction, boolean[] free) {
        double[][] ofFree = ofFree(free);
        double slope = 0;
        double longest = 0;
        for (int i = 0; i < n; i++) {
            direction[i] = 0;
            for (int j = 0; j < n && free[i]; j++) {
                direction[i] += free[j] ? ofFree[i][j] * gradient[j] : 0;
            }
            slope += direction[i] * gradient[i];
            longest = Math.max(longest, Math.abs(direction[i]));
        }
        double limit = fresh ? 1 : LONGEST_STEP;
        // A fresh start knows no scale: its first step is as long as may be, and is shortened by the search.
        double scale = longest > limit || fresh ? limit / longest : 1;
        for (int i = 0; i < n; i++) {
            direction[i] *= scale;
        }
        return slope > 0;
    }

    /** The inverse if the variables that are not free are constants. */
    private double[][] ofFree(boolean[] free) {
        double[][] matrix = new double[n][];
        for (int i = 0; i < n; i++) {
            matrix[i] = inverse[i].clone();
        }
        for (int fixed = 0; fixed < n; fixed++) {
            for (int i = 0; i < n && !free[fixed]; i++) {
                double factor = i == fixed ? 0 : matrix[i][fixed] / matrix[fixed][fixed];
                for (int j = 0; j < n; j++) {
                    matrix[i][j] -= factor * matrix[fixed][j];
                }
            }
        }
        return matrix;
    }

    /** Shortens the step until the value rises enough; NaN if it never does. */
    private double search(double[] direction, double[] next, double[] nextGradient) {
        double length = 1;
        for (int halving = 0; halving < MOST_HALVINGS; halving++) {
            double expected = 0;
            for (int i = 0; i < n; i++) {
                next[i] = clip(i, x[i] + length * direction[i]);
                expected += gradient[i] * (next[i] - x[i]);
            }
            double gain = objective.at(next, nextGradient) - value;
            if (gain >= SUFFICIENT * expected - ROUNDING * Math.abs(value)) {
                return gain;
            }
            // The maximum of the parabola through both values and the slope, within limits.
            double parabola = expected / (2 * (expected - gain));
            length *= parabola > 0.1 ? Math.min(parabola, 0.5) : 0.1;
        }
        return Double.NaN;
    }

    /** Updates the inverse of the (negative) second derivatives by the step taken. */
    private void learn(double[] next, double[] nextGradient) {
        double[] s = new double[n];
        double[] y = new double[n];
        double sy = 0;
        double yy = 0;
        double ss = 0;
        for (int i = 0; i < n; i++) {
            s[i] = next[i] - x[i];
            y[i] = gradient[i] - nextGradient[i];
            sy += s[i] * y[i];
            yy += y[i] * y[i];
            ss += s[i] * s[i];
        }
        if (!(sy > 1e-10 * Math.sqrt(ss * yy))) {
            // Not concave here: go on in the same direction, more boldly.
            scale(4);
            return;
        }
        if (fresh) {
            reset();
            scale(sy / yy);
        }
        fresh = false;
        double[] hy = new double[n];
        double yhy = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                hy[i] += inverse[i][j] * y[j];
            }
            yhy += y[i] * hy[i];
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                inverse[i][j] += (1 + yhy / sy) * s[i] * s[j] / sy - (hy[i] * s[j] + s[i] * hy[j]) / sy;
            }
        }
    }

    private void scale(double factor) {
        for (double[] row : inverse) {
            for (int j = 0; j < n; j++) {
                row[j] *= factor;
            }
        }
    }

    private void reset() {
        for (int i = 0; i < n; i++) {
            Arrays.fill(inverse[i], 0);
            inverse[i][i] = 1;
        }
        fresh = true;
    }

    private double clip(int i, double value) {
        return Math.max(lower[i], Math.min(upper[i], value));
    }
}
