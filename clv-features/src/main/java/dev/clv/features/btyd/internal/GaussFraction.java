package dev.clv.features.btyd.internal;

/**
 * Gauss's hypergeometric function F(1, b; c; -y) for 0 &lt; b &lt; c and y &ge; 0, with its derivatives, by his
 * continued fraction 1 / (1 + u1 y / (1 + u2 y / (1 + ...))).
 *
 * <p>All u are positive, so nothing cancels. n levels of the fraction are a Gauss quadrature of E[1 / (1 + y U)] with U
 * from Beta(b, c - b), whose error shrinks at least by the factor (w - 1) / (w + 1), w = sqrt(1 + y), from level to
 * level, whatever b and c are: the number of levels is known before. Not thread-safe.
 */
public final class GaussFraction {

    /** ln of the error at which to stop. */
    private static final double DIGITS = 38;

    private double value;
    private double byB;
    private double byC;
    private double byY;

    /** Evaluates the function and its derivatives. */
    public GaussFraction of(double b, double c, double y) {
        double v = 1;
        double vb = 0;
        double vc = 0;
        double vy = 0;
        for (int level = levels(y); level > 0; level--) {
            // u = top / bottom; odd levels 2n + 1 and even levels 2n have coefficients of their own.
            int n = level / 2;
            double top;
            double topB;
            double topC;
            double low;
            if ((level & 1) == 1) {
                low = c - 1 + 2 * n;
                top = (b + n) * (c - 1 + n);
                topB = c - 1 + n;
                topC = b + n;
            } else {
                low = c - 2 + 2 * n;
                top = n * (c - 1 - b + n);
                topB = -n;
                topC = n;
            }
            double inverse = 1 / (low * (low + 1) * v);
            double scaled = y * inverse;
            double u = top * scaled;
            double back = -u / v;
            double bottomC = u * (2 * low + 1) * inverse * v;
            vb = topB * scaled + back * vb;
            vc = topC * scaled - bottomC + back * vc;
            vy = top * inverse + back * vy;
            v = 1 + u;
        }
        value = 1 / v;
        byB = -vb * value * value;
        byC = -vc * value * value;
        byY = -vy * value * value;
        return this;
    }

    private static int levels(double y) {
        double root = Math.sqrt(1 + y);
        // 1 - (w - 1) / (w + 1) = 2 / (w + 1); for small y the rate itself is y / (w + 1)^2.
        double rate = y / ((root + 1) * (root + 1));
        return rate < 1e-16 ? 1 : (int) Math.ceil(-DIGITS / StrictMath.log(rate)) + 1;
    }

    /** F. */
    public double value() {
        return value;
    }

    /** The derivative by b. */
    public double byB() {
        return byB;
    }

    /** The derivative by c. */
    public double byC() {
        return byC;
    }

    /** The derivative by y. */
    public double byY() {
        return byY;
    }
}
