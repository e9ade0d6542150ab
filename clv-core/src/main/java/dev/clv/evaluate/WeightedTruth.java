package dev.clv.evaluate;

import dev.clv.features.DoubleSort;
import java.util.Arrays;

/**
 * True values of rows that are counted several times each, or not at all: what all metrics of one resample share, in
 * time linear in the number of rows. All arrays are in ascending order of the truth, so that memory is read in order.
 * Not thread-safe. n = rows, N = sum of their counts.
 */
final class WeightedTruth {

    private static final double CAP = 0.99;

    private final int[] order;

    /** (n) true values, ascending, and the index of the first positive one. */
    final double[] truth;

    final int firstPositive;

    /** Of the latest resample: (n) counts, and mid-ranks less their mean (N - 1) / 2, times the counts. */
    final int[] counts;

    final double[] countedRanks;
    double total;
    double positives;
    double sum;
    boolean varies;
    double variation;
    double rankVariation;
    double rankVariationOfPositives;
    double perfectGini;
    double cap99;

    WeightedTruth(double[] truth) {
        this.order = DoubleSort.order(truth);
        this.truth = ordered(truth);
        this.firstPositive =
                (int) Arrays.stream(truth).filter(value -> !(value > 0)).count();
        this.countedRanks = new double[truth.length];
        this.counts = new int[truth.length];
    }

    /** Values of the rows in the order of the truth. */
    double[] ordered(double[] ofRows) {
        return Arrays.stream(order).mapToDouble(row -> ofRows[row]).toArray();
    }

    /**
     * Counts the rows anew, at least one of them.
     *
     * @param times (n) in the order that the rows were given
     */
    void count(int[] times) {
        total = 0;
        sum = 0;
        double zeros = 0;
        for (int i = 0; i < order.length; i++) {
            counts[i] = times[order[i]];
            total += counts[i];
            sum += counts[i] * truth[i];
            zeros = i < firstPositive ? total : zeros;
        }
        positives = total - zeros;
        rank();
        cap99 = positives == 0 ? 0 : quantileOfPositives(CAP);
    }

    private void rank() {
        double middle = (total - 1) / 2;
        double middleOfPositives = (positives - 1) / 2;
        double zeros = total - positives;
        double mean = sum / total;
        double before = 0;
        double after = sum;
        double shares = 0;
        int groups = 0;
        variation = 0;
        rankVariation = 0;
        rankVariationOfPositives = 0;
        for (int start = 0; start < order.length; ) {
            double value = truth[start];
            double weight = 0;
            int end = start;
            while (end < order.length && truth[end] == value) {
                weight += counts[end++];
            }
            double rank = before + (weight - 1) / 2;
            for (int i = start; i < end; i++) {
                countedRanks[i] = counts[i] * (rank - middle);
            }
            if (weight > 0) {
                groups++;
                variation += weight * (value - mean) * (value - mean);
                rankVariation += weight * (rank - middle) * (rank - middle);
                if (value > 0) {
                    double ofPositives = rank - zeros - middleOfPositives;
                    rankVariationOfPositives += weight * ofPositives * ofPositives;
                }
                after -= weight * value;
                shares += weight * after + value * weight * (weight + 1) / 2;
            }
            before += weight;
            start = end;
        }
        varies = groups > 1;
        perfectGini = gini(shares);
    }

    /**
     * Centred Gini: 2 mean(cumulative share) - 1 - 1 / N.
     *
     * @param cumulated sum over all counted rows, highest first, of the cumulative value
     */
    double gini(double cumulated) {
        return sum > 0 ? 2 * cumulated / sum / total - 1 - 1 / total : Double.NaN;
    }

    private double quantileOfPositives(double q) {
        double at = (total - positives) + q * (positives - 1);
        double below = Math.floor(at);
        double low = Double.NaN;
        double before = 0;
        for (int i = 0; i < order.length; i++) {
            before += counts[i];
            if (Double.isNaN(low) && before > below) {
                low = truth[i];
            }
            if (before > below + 1 || before == total) {
                return low + (at - below) * (truth[i] - low);
            }
        }
        throw new IllegalStateException("at least one row is counted");
    }
}
