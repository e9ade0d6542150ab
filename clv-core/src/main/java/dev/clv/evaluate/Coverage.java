package dev.clv.evaluate;

import dev.clv.value.ValueDistribution;

/** Whether predicted intervals hold true values. */
public final class Coverage {

    private Coverage() {}

    /**
     * Whether the central interval of a distribution holds a value; its mean over customers is
     * {@link Metric#COVERAGE_80} for a share of 0.8.
     *
     * @param predicted no {@linkplain ValueDistribution#isPoint() point}
     * @param share of the interval, in (0, 1)
     * @param truth zero or more
     * @return 1 or 0; for a value of 0 the share of its levels that lie in the interval, in [0, 1]
     */
    public static double of(ValueDistribution predicted, double share, double truth) {
        double from = (1 - share) / 2;
        double to = 1 - from;
        double zero = 1 - predicted.probabilityAbove(0);
        return truth > 0 || !(zero > 0)
                ? covered(from, predicted.quantile(from), to, predicted.quantile(to), zero, truth)
                : covered(from, 0, to, 0, zero, truth);
    }

    /**
     * Whether the interval of two quantiles holds the true value. A true value of 0 with a probability of its own fills
     * the levels from 0 to that probability and counts for the share of them that lies within the interval's levels.
     */
    static double covered(double from, double low, double to, double high, double zero, double truth) {
        if (truth > 0 || !(zero > 0)) {
            return truth >= low && truth <= high ? 1 : 0;
        }
        return Math.max(0, Math.min(to, zero) - from) / zero;
    }
}
