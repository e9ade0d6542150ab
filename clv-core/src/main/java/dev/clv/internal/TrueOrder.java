package dev.clv.internal;

import dev.clv.features.DoubleSort;
import java.util.Arrays;

/** True values, and how well others order them. n = number of values. Immutable and thread-safe. */
public final class TrueOrder {

    private final double[] truth;
    private final double sum;
    private final double[] ranks;
    private final double[] descending;

    private TrueOrder(double[] truth, int[] order) {
        this.truth = truth;
        this.sum = Arrays.stream(truth).sum();
        this.ranks = Ranking.ranks(truth, order);
        this.descending = Ranking.descending(truth, truth, order);
    }

    /** @param truth (n), at least 1, finite and zero or more; not modified from here on */
    public static TrueOrder of(double[] truth) {
        return new TrueOrder(truth, DoubleSort.order(truth));
    }

    /** (n): mid-ranks of the true values; not modified. */
    public double[] ranks() {
        return ranks;
    }

    /** (n): the true values, largest first; not modified. */
    public double[] descending() {
        return descending;
    }

    /** The sum of the true values. */
    public double sum() {
        return sum;
    }

    /** Whether two true values differ. */
    public boolean varies() {
        return Arrays.stream(truth).anyMatch(y -> y != truth[0]);
    }

    /**
     * The Gini coefficient in an order over that in the order of the true values; NaN if these do not vary.
     *
     * @param ordered (n): the true values in that order, see {@link Ranking#descending}
     */
    public double normalisedGini(double[] ordered) {
        double perfect = gini(descending);
        return varies() && perfect > 0 ? gini(ordered) / perfect : Double.NaN;
    }

    /** Centred Gini of values in the order given: 2 mean(cumulative share) - 1 - 1/n. */
    private double gini(double[] ordered) {
        if (!(sum > 0)) {
            return Double.NaN;
        }
        double running = 0;
        double sumOfShares = 0;
        for (double value : ordered) {
            running += value;
            sumOfShares += running / sum;
        }
        int n = ordered.length;
        return 2 * sumOfShares / n - 1 - 1.0 / n;
    }

    /**
     * Spearman's correlation as it is on average if ties of the other values are broken at random; NaN if the true
     * values do not vary, or there are no more than two.
     *
     * <p>The covariance does not change when ties are broken at random, and the variance of the other ranks becomes
     * that of 0..n-1: (n (n^2 - 1)) / 12.
     *
     * @param others (n): mid-ranks of the other values
     */
    public double spearmanOfRandomTies(double[] others) {
        int n = others.length;
        if (n <= 2) {
            return Double.NaN;
        }
        double middle = (n - 1) / 2.0;
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < n; i++) {
            double a = others[i] - middle;
            double b = ranks[i] - middle;
            covariance += a * b;
            variance += b * b;
        }
        double scale = Math.sqrt(n * ((double) n * n - 1) / 12.0 * variance);
        return scale > 0 ? covariance / scale : Double.NaN;
    }
}
