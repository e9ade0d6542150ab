package dev.clv.serve.drift;

import java.util.Arrays;

/**
 * The population stability index of a number: the sum over bins of (b - a) ln(b / a), where a and b are the shares
 * before and after (Siddiqi, "Credit Risk Scorecards", 2006; below .1 is usual, above .25 another population). Half a
 * row is added to each bin so that no share is 0. Immutable.
 *
 * @param edges the upper ends of all bins but the last, included, rising
 */
record StabilityIndex(double[] edges) {

    /**
     * Bins of about equal numbers of rows, fewer where values are equal or a bin would hold too few.
     *
     * @param sorted what was before, rising, without NaN; not empty
     * @param most at least 2
     * @param least how many rows each bin holds, at least 1
     */
    static StabilityIndex of(double[] sorted, int most, int least) {
        double[] edges = new double[most - 1];
        int count = 0;
        int filled = 0; // rows in the bins so far
        for (int bin = 1; bin < most; bin++) {
            double edge = sorted[(int) ((long) bin * sorted.length / most)];
            int upTo = upTo(edge, sorted);
            if (upTo - filled >= least && sorted.length - upTo >= least) {
                edges[count++] = edge;
                filled = upTo;
            }
        }
        return new StabilityIndex(Arrays.copyOf(edges, count));
    }

    /** How many values are at most {@code edge}, which is one of them. */
    private static int upTo(double edge, double[] sorted) {
        int count = Math.max(0, Arrays.binarySearch(sorted, edge));
        while (count < sorted.length && sorted[count] <= edge) {
            count++;
        }
        return count;
    }

    int bins() {
        return edges.length + 1;
    }

    /** How many values lie in each bin. */
    long[] counts(double[] values) {
        long[] counts = new long[bins()];
        for (double value : values) {
            int place = Arrays.binarySearch(edges, value);
            counts[place >= 0 ? place : -place - 1]++;
        }
        return counts;
    }

    /** Of counts in the same bins. */
    static double between(long[] before, long[] after) {
        double rowsBefore = Arrays.stream(before).sum() + 0.5 * before.length;
        double rowsAfter = Arrays.stream(after).sum() + 0.5 * after.length;
        double index = 0;
        for (int bin = 0; bin < before.length; bin++) {
            double a = (before[bin] + 0.5) / rowsBefore;
            double b = (after[bin] + 0.5) / rowsAfter;
            index += (b - a) * StrictMath.log(b / a);
        }
        return index;
    }
}
