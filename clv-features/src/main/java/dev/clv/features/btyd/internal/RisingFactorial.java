package dev.clv.features.btyd.internal;

import java.util.Arrays;

/**
 * The rising factorial (a)<sub>x</sub> = a (a + 1) ... (a + x - 1) = Γ(a + x) / Γ(a), as the sum of x logarithms, which
 * loses nothing where a is large. Sums for one a are kept, so that many x cost little. Not thread-safe.
 */
public final class RisingFactorial {

    private double a = Double.NaN;
    private int known;
    private double[] logs = new double[16];
    private double[] slopes = new double[16];

    /** Chooses another a; positive. */
    public RisingFactorial of(double a) {
        if (a != this.a) {
            this.a = a;
            known = 0;
        }
        return this;
    }

    /** ln (a)<sub>x</sub>. */
    public double log(int x) {
        extend(x);
        return logs[x];
    }

    /** The derivative of ln (a)<sub>x</sub> by a. */
    public double slope(int x) {
        extend(x);
        return slopes[x];
    }

    private void extend(int x) {
        if (x >= logs.length) {
            int size = Math.max(x + 1, 2 * logs.length);
            logs = Arrays.copyOf(logs, size);
            slopes = Arrays.copyOf(slopes, size);
        }
        for (; known < x; known++) {
            logs[known + 1] = logs[known] + StrictMath.log(a + known);
            slopes[known + 1] = slopes[known] + 1 / (a + known);
        }
    }
}
