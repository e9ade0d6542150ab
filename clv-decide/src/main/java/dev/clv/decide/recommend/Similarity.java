package dev.clv.decide.recommend;

import dev.clv.nn.math.Elementary;

/** How alike two products are by who bought them. */
enum Similarity {
    /** Customers of both over the geometric mean of those of each. */
    COSINE {
        @Override
        double of(int both, int one, int other, int all) {
            return both / Math.sqrt((double) one * other);
        }
    },

    /** Customers of both over those of either. */
    JACCARD {
        @Override
        double of(int both, int one, int other, int all) {
            return both / (double) (one + other - both);
        }
    },

    /**
     * Twice the logarithm of the likelihood ratio of independence; 0 if both are bought together less than by chance.
     */
    LOG_LIKELIHOOD {
        @Override
        double of(int both, int one, int other, int all) {
            if ((double) both * all <= (double) one * other) {
                return 0;
            }
            double cells = term(both) + term(one - both) + term(other - both) + term(all - one - other + both);
            double margins = term(one) + term(all - one) + term(other) + term(all - other);
            return Math.max(0, 2 * (cells - margins + term(all)));
        }
    };

    /** k ln k, which take longer to compute than to look up. */
    private static final double[] TERMS = new double[1 << 17];

    static {
        for (int k = 1; k < TERMS.length; k++) {
            TERMS[k] = k * Elementary.log(k);
        }
    }

    abstract double of(int both, int one, int other, int all);

    private static double term(int count) {
        return count < TERMS.length ? TERMS[count] : count * Elementary.log(count);
    }
}
