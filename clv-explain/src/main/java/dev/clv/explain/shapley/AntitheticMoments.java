package dev.clv.explain.shapley;

import dev.clv.explain.internal.RunningMoments;

/**
 * Means over rounds of two walks each, and the variances of these means.
 *
 * <p>A few rounds may agree by chance although the order of features matters: their spread of 0 is no proof that the
 * mean is exact. Order is seen to matter if the two walks of a round differ. After n rounds with equal means the next
 * one differs with probability 1 / (n + 2) by the rule of succession; the difference is taken to be that of the two
 * walks. Where the two walks of every round agree as well, the variance is 0. Not thread-safe.
 */
final class AntitheticMoments {

    /** Spreads below this part of the difference of two walks are rounding. */
    private static final double ROUNDING = 1e-12;

    private final RunningMoments moments;
    private final double[] difference;

    /** Moments of no rounds yet. */
    AntitheticMoments(int size) {
        moments = new RunningMoments(size);
        difference = new double[size];
    }

    /**
     * Adds a round.
     *
     * @param first what the first walk gives
     * @param second what the second gives; both are not modified
     */
    void add(double[] first, double[] second) {
        double[] middle = new double[first.length];
        for (int i = 0; i < middle.length; i++) {
            middle[i] = first[i] / 2 + second[i] / 2;
            difference[i] = Math.max(difference[i], Math.abs(first[i] - second[i]) / 2);
        }
        moments.add(middle);
    }

    /** How many rounds were added. */
    int rounds() {
        return moments.count();
    }

    /** The mean of an element; 0 of no rounds. */
    double mean(int index) {
        return moments.mean(index);
    }

    /** The variance of the mean of an element, by at least two rounds. */
    double variance(int index) {
        int n = moments.count();
        double squares = moments.squares(index);
        double spread = difference[index];
        if (squares <= n * (ROUNDING * spread) * (ROUNDING * spread)) {
            return spread * spread / (n + 2) / n;
        }
        return squares / (n - 1) / n;
    }
}
