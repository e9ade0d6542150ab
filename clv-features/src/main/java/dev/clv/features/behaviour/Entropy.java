package dev.clv.features.behaviour;

import java.util.Arrays;

/** Shannon's entropy. */
final class Entropy {

    private Entropy() {}

    /** @return in nats, at least 0; NaN if nothing was counted */
    static double of(long... counts) {
        long all = Arrays.stream(counts).sum();
        if (all == 0) {
            return Double.NaN;
        }
        double entropy = 0;
        for (long count : counts) {
            if (count > 0) {
                double share = (double) count / all;
                entropy -= share * StrictMath.log(share);
            }
        }
        return Math.max(0, entropy);
    }
}
