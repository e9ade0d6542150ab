package dev.clv.features.btyd.internal;

/** The logarithms of the gamma and beta functions, and the derivative of the former, by Stirling's series. */
public final class GammaFunction {

    /** From here on the series below is exact to the last bits. */
    private static final double ASYMPTOTIC = 10;

    private static final double HALF_LOG_2PI = 0.9189385332046727;

    private GammaFunction() {}

    /** ln Γ(x), x &gt; 0. */
    public static double log(double x) {
        double product = 1;
        double shifted = x;
        for (; shifted < ASYMPTOTIC; shifted++) {
            product *= shifted;
        }
        double log = (shifted - 0.5) * StrictMath.log(shifted) - shifted + HALF_LOG_2PI + remainder(shifted);
        return product == 1 ? log : log - StrictMath.log(product);
    }

    /** ln B(a, b), a and b &gt; 0; without cancellation where either is large. */
    public static double logBeta(double a, double b) {
        double small = Math.min(a, b);
        double large = Math.max(a, b);
        if (large < ASYMPTOTIC) {
            return log(small) + log(large) - log(small + large);
        }
        double sum = small + large;
        double remainders = remainder(large) - remainder(sum);
        double ofLarge = -(large - 0.5) * StrictMath.log1p(small / large);
        if (small < ASYMPTOTIC) {
            return log(small) + ofLarge - small * StrictMath.log(sum) + small + remainders;
        }
        return HALF_LOG_2PI
                + ofLarge
                - (small - 0.5) * StrictMath.log1p(large / small)
                - 0.5 * StrictMath.log(sum)
                + remainder(small)
                + remainders;
    }

    /** The derivative of ln Γ(x), x &gt; 0. */
    public static double digamma(double x) {
        double sum = 0;
        double shifted = x;
        for (; shifted < ASYMPTOTIC; shifted++) {
            sum -= 1 / shifted;
        }
        double q = 1 / (shifted * shifted);
        double series = 1.0 / 12
                - q
                        * (1.0 / 120
                                - q
                                        * (1.0 / 252
                                                - q
                                                        * (1.0 / 240
                                                                - q
                                                                        * (1.0 / 132
                                                                                - q
                                                                                        * (691.0 / 32760
                                                                                                - q * (1.0 / 12))))));
        return sum + StrictMath.log(shifted) - 0.5 / shifted - q * series;
    }

    /** What ln Γ has beyond Stirling's formula, for x &ge; 10. */
    private static double remainder(double x) {
        double q = 1 / (x * x);
        return (1.0 / 12
                        - q
                                * (1.0 / 360
                                        - q
                                                * (1.0 / 1260
                                                        - q
                                                                * (1.0 / 1680
                                                                        - q
                                                                                * (1.0 / 1188
                                                                                        - q
                                                                                                * (691.0 / 360360
                                                                                                        - q
                                                                                                                * (1.0
                                                                                                                        / 156)))))))
                / x;
    }
}
