package dev.clv.serve.drift;

/**
 * How large a statistic becomes by chance alone where nothing changed. A level is given as standard errors of a normal
 * number: the probability of more than that decides, whatever the statistic.
 */
final class Chance {

    /**
     * The level of all comparisons of a report, chosen by simulation so that at most 1 % of the reports on stationary
     * shops of 200 to 3,000 customers detect anything (docs/drift.md).
     */
    static final double LEVEL = 3.75;

    private static final double LN_2 = StrictMath.log(2);

    private Chance() {}

    /** Of a stability index: chi-squared times the sum of the reciprocal sizes. */
    static double ofStability(int bins, double before, double after, double level) {
        return chiSquared(bins - 1, level) * (1 / before + 1 / after);
    }

    /** Of a divergence in bits, an eighth of chi-squared for small differences. */
    static double ofDivergence(int categories, double before, double after, double level) {
        return chiSquared(categories - 1, level) * (1 / before + 1 / after) / (8 * LN_2);
    }

    /** Of the distance of two distributions, of which 2 exp(-2 x²) bounds the probability of x standard sizes. */
    static double ofDistance(double before, double after, double level) {
        double tail = level * level / 2 + StrictMath.log(Math.max(1, level) * Math.sqrt(2 * Math.PI));
        return Math.sqrt(tail / 2 * (1 / before + 1 / after));
    }

    /** The quantile of chi-squared at a normal level (Wilson and Hilferty 1931). */
    static double chiSquared(int freedom, double level) {
        if (freedom < 1) {
            return 0;
        }
        double part = 2.0 / (9 * freedom);
        double root = 1 - part + level * Math.sqrt(part);
        return freedom * root * root * root;
    }
}
