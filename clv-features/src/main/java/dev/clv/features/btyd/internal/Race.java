package dev.clv.features.btyd.internal;

/**
 * Two exponential clocks run against each other, one with a rate μ from Gamma(s, B), one with a rate λ from Gamma(k, A)
 * (shape, rate): the probability that the first rings first, E[μ / (μ + λ)], with the derivatives of its logarithm.
 *
 * <p>It is s / (k + s) F(1, k; k + s + 1; 1 - B / A), or the same by Pfaff's transformation, in whichever form the
 * argument is not positive. Not thread-safe.
 */
public final class Race {

    private final Hypergeometric f = new Hypergeometric();
    private double log;
    private double byS;
    private double byB;
    private double byK;
    private double byA;

    /** The logarithm of the probability without its derivatives; all arguments are positive. */
    public static double logOf(double s, double B, double k, double A) {
        double fair = StrictMath.log(s / (k + s));
        return A >= B
                ? fair + StrictMath.log(A / B * Hypergeometric.valueOf(s + 1, k + s + 1, (A - B) / B))
                : fair + StrictMath.log(Hypergeometric.valueOf(k, k + s + 1, (B - A) / A));
    }

    /** Runs the race; all arguments are positive. */
    public Race of(double s, double B, double k, double A) {
        double fair = StrictMath.log(s / (k + s));
        double y;
        double byY;
        if (A >= B) {
            y = (A - B) / B;
            f.of(s + 1, k + s + 1, y);
            log = fair + StrictMath.log((1 + y) * f.value());
            byS = 1 / s - 1 / (k + s) + (f.byB() + f.byC()) / f.value();
            byK = -1 / (k + s) + f.byC() / f.value();
            byY = 1 / (1 + y) + f.byY() / f.value();
            byA = byY / B;
            byB = -byY * A / (B * B);
        } else {
            y = (B - A) / A;
            f.of(k, k + s + 1, y);
            log = fair + StrictMath.log(f.value());
            byS = 1 / s - 1 / (k + s) + f.byC() / f.value();
            byK = -1 / (k + s) + (f.byB() + f.byC()) / f.value();
            byY = f.byY() / f.value();
            byB = byY / A;
            byA = -byY * B / (A * A);
        }
        return this;
    }

    /** The logarithm of the probability. */
    public double log() {
        return log;
    }

    /** Its derivative by s. */
    public double byS() {
        return byS;
    }

    /** Its derivative by B. */
    public double byB() {
        return byB;
    }

    /** Its derivative by k. */
    public double byK() {
        return byK;
    }

    /** Its derivative by A. */
    public double byA() {
        return byA;
    }
}
