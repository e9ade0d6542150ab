package dev.clv.value;

import java.util.function.DoubleUnaryOperator;

/** From quantiles back to probabilities. */
final class Quantiles {

    private Quantiles() {}

    /**
     * The largest q whose quantile is at most the amount, by bisection. The halving points are the same for all
     * amounts, so that a larger amount never has a smaller probability, whatever the rounding of the quantiles.
     *
     * @param quantile never falls as q rises in (0, 1)
     */
    static double probabilityAtMost(double amount, DoubleUnaryOperator quantile) {
        double below = 0;
        double above = 1;
        for (double q = 0.5; below < q && q < above; q = below + (above - below) / 2) {
            if (quantile.applyAsDouble(q) <= amount) {
                below = q;
            } else {
                above = q;
            }
        }
        return below;
    }
}
