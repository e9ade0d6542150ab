package dev.clv.features.btyd.internal;

import org.jspecify.annotations.Nullable;

/**
 * Gauss's hypergeometric function F(1, b; c; -y) for 0 &lt; b &lt; c and y &ge; 0, with its derivatives. It is E[1 / (1
 * + y U)] with U from Beta(b, c - b).
 *
 * <p>By Gauss's continued fraction 1 / (1 + u1 y / (1 + u2 y / (1 + ...))), whose u are all positive, so that nothing
 * cancels. n levels of it are a Gauss quadrature of the mean, whose error shrinks at least by the factor (w - 1) / (w +
 * 1), w = sqrt(1 + y), from level to level: their number is known before. Where y is so large that they would be many,
 * by {@link BetaQuadrature}, whose points serve all y. The value alone takes few operations a level and no memory, so
 * that it uses the fraction for longer. Not thread-safe.
 */
public final class Hypergeometric {

    /** ln of the error at which to stop. */
    private static final double DIGITS = 37;

    private static final int MOST_LEVELS = 100;
    private static final int MOST_LEVELS_OF_VALUE = 1000;

    /** Below it, the quadrature would need too many points. */
    private static final double LEAST_SHAPE = 0.05;

    private double value;
    private double byB;
    private double byC;
    private double byY;

    private @Nullable BetaQuadrature known;

    /** The function without its derivatives. */
    public static double valueOf(double b, double c, double y) {
        double levels = levels(y);
        return levels <= MOST_LEVELS_OF_VALUE
                ? valueByFraction(b, c, y, (int) levels)
                : new Hypergeometric().of(b, c, y).value();
    }

    private static double levels(double y) {
        double root = Math.sqrt(1 + y);
        double rate = y / ((root + 1) * (root + 1));
        return rate < 1e-16 ? 1 : Math.ceil(-DIGITS / StrictMath.log(rate)) + 1;
    }

    /** As {@link #byFraction}. */
    private static double valueByFraction(double b, double c, double y, int levels) {
        double v = 1;
        for (int level = levels; level > 0; level--) {
            int n = level / 2;
            boolean odd = (level & 1) == 1;
            double low = (odd ? c - 1 : c - 2) + 2 * n;
            double top = odd ? (b + n) * (c - 1 + n) : n * (c - 1 - b + n);
            v = 1 + top * y / (low * (low + 1) * v);
        }
        return 1 / v;
    }

    /** Evaluates the function and its derivatives. */
    public Hypergeometric of(double b, double c, double y) {
        double levels = levels(y);
        if (levels <= MOST_LEVELS) {
            byFraction(b, c, y, (int) levels);
        } else if (b >= LEAST_SHAPE && c - b >= LEAST_SHAPE) {
            byQuadrature(b, c, y);
        } else {
            byQuadrature(b + 1, c + 2, y);
            lower(b, c, y);
        }
        return this;
    }

    /** From the innermost level outward; v is the rest of the fraction from a level on, vb, vc, vy its derivatives. */
    private void byFraction(double b, double c, double y, int levels) {
        double v = 1;
        double vb = 0;
        double vc = 0;
        double vy = 0;
        for (int level = levels; level > 0; level--) {
            // u = top / (low (low + 1)) in two forms, for level 2n + 1 and level 2n.
            int n = level / 2;
            double low;
            double top;
            double topB;
            double topC;
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
            double bottom = low * (low + 1);
            double inverse = 1 / (bottom * v);
            double scaled = y * inverse;
            double term = top * scaled;
            double back = -term * bottom * inverse;
            vb = topB * scaled + back * vb;
            vc = topC * scaled - term * (2 * low + 1) * v * inverse + back * vc;
            vy = top * inverse + back * vy;
            v = 1 + term;
        }
        value = 1 / v;
        byB = -vb * value * value;
        byC = -vc * value * value;
        byY = -vy * value * value;
    }

    private void byQuadrature(double b, double c, double y) {
        BetaQuadrature quadrature = known;
        if (quadrature == null || !quadrature.isOf(b, c - b)) {
            quadrature = new BetaQuadrature(b, c - b);
            known = quadrature;
        }
        value = 0;
        byB = 0;
        byC = 0;
        byY = 0;
        for (int i = 0; i < quadrature.size(); i++) {
            double p = quadrature.p(i);
            double f = 1 / (1 + y * p);
            double term = quadrature.weight(i) * f;
            value += term;
            byC += term * quadrature.logQ(i);
            byB += term * (quadrature.logP(i) - quadrature.logQ(i));
            byY -= term * f * p;
        }
    }

    /** From F(1, b + 1; c + 2; -y) to F(1, b; c; -y): the chord of 1 / (1 + y U) between U = 0 and 1, less the rest. */
    private void lower(double b, double c, double y) {
        double ofRest = b * (c - b) / (c * (c + 1));
        double ofRestByB = (c - 2 * b) / (c * (c + 1));
        double ofRestByC = b / (c * (c + 1)) - ofRest * (2 * c + 1) / (c * (c + 1));
        double bend = y * y / (1 + y);
        double rest = value;
        value = ((c - b) + b / (1 + y)) / c - ofRest * bend * rest;
        byB = -y / (c * (1 + y)) - bend * (ofRestByB * rest + ofRest * byB);
        byC = b * y / (c * c * (1 + y)) - bend * (ofRestByC * rest + ofRest * byC);
        byY = -b / (c * (1 + y) * (1 + y)) - ofRest * (y * (y + 2) / ((1 + y) * (1 + y)) * rest + bend * byY);
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
