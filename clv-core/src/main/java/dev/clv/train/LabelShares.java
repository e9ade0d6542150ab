package dev.clv.train;

import java.util.Arrays;

/**
 * How much of the sum of all labels belongs to one row and to one customer, who may have several rows. In whole
 * percent, so that no amount can be told from them.
 *
 * @param largestLabel the share of the largest label, in [0, 1]
 * @param largestCustomer the share of the customer whose labels have the largest sum, in [0, 1]
 */
public record LabelShares(double largestLabel, double largestCustomer) {

    static LabelShares of(TrainingRows rows) {
        double[] labels = rows.labels();
        return new LabelShares(share(labels), share(rows.sumsByCustomer(labels)));
    }

    private static double share(double[] amounts) {
        double sum = Arrays.stream(amounts).sum();
        return sum > 0 ? Math.rint(100 * Arrays.stream(amounts).max().orElse(0) / sum) / 100 : 0;
    }
}
