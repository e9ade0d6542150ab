package dev.clv.serve.drift;

import java.util.Arrays;

/**
 * The divergence of Jensen and Shannon between shares of categories, in bits: 0 for equal shares, 1 if no category has
 * a share in both (Lin, "Divergence Measures Based on the Shannon Entropy", 1991).
 */
final class JensenShannon {

    private static final double LN_2 = StrictMath.log(2);

    private JensenShannon() {}

    /**
     * Of numbers of rows in the same categories.
     *
     * @param before zero or more each, not all zero
     * @param after likewise
     */
    static double divergence(double[] before, double[] after) {
        double rowsBefore = Arrays.stream(before).sum();
        double rowsAfter = Arrays.stream(after).sum();
        double nats = 0;
        for (int category = 0; category < before.length; category++) {
            double a = before[category] / rowsBefore;
            double b = after[category] / rowsAfter;
            nats += (part(a, (a + b) / 2) + part(b, (a + b) / 2)) / 2;
        }
        return Math.max(0, nats / LN_2);
    }

    private static double part(double share, double mean) {
        return share > 0 ? share * StrictMath.log(share / mean) : 0;
    }
}
