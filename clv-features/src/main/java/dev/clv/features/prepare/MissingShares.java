package dev.clv.features.prepare;

import dev.clv.features.Feature;
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

    /** The share of the rows of training, at least one, that lack the value of a column. */
    static double share(double[] column) {
        long missing = Arrays.stream(column).filter(Double::isNaN).count();
        return Math.ceil(STEPS * missing / column.length) / STEPS;
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
