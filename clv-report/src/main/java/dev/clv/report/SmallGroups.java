package dev.clv.report;

import java.util.DoubleSummaryStatistics;

/** The rule that protects single customers on a page of aggregates: no amount of a group of fewer than five. */
final class SmallGroups {

    static final int FEWEST = 5;

    private SmallGroups() {}

    /** An amount of a group; NaN if the group is too small. */
    static double amount(double amount, int customers) {
        return customers < FEWEST ? Double.NaN : amount;
    }

    /** The mean of a group; NaN if the group is too small. */
    static double mean(DoubleSummaryStatistics values) {
        return amount(values.getAverage(), (int) values.getCount());
    }
}
