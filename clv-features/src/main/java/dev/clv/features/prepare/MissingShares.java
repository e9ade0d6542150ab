package dev.clv.features.prepare;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import java.util.Arrays;
import java.util.Set;

/**
 * Which features a row is expected to have, since nearly every training row had them.
 *
 * @param shares of each feature, the share of training rows without it, in [0, 1]
 * @param computed the names of features that may be undefined without anything being missing
 */
record MissingShares(double[] shares, Set<String> computed) {

    private static final double MOST = 0.05;

    /** In steps of a thousandth, so that no single customer is told of. */
    private static final double STEPS = 1000;

    static MissingShares of(FeatureMatrix training, Set<String> computed) {
        double[] shares = new double[training.schema().size()];
        for (int i = 0; i < shares.length; i++) {
            long missing =
                    Arrays.stream(training.column(i)).filter(Double::isNaN).count();
            shares[i] = Math.ceil(STEPS * missing / training.rows()) / STEPS;
        }
        return new MissingShares(shares, computed);
    }

    /** @param columns the numbers of some columns, ascending */
    MissingShares only(int[] columns) {
        return new MissingShares(
                Arrays.stream(columns).mapToDouble(column -> shares[column]).toArray(), computed);
    }

    boolean isExpected(Feature feature, int index) {
        return shares[index] <= MOST && !computed.contains(feature.name());
    }
}
