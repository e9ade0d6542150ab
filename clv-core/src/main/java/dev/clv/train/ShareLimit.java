package dev.clv.train;

import java.util.Arrays;

/**
 * The amount up to which each of many counts, so that none has more than a given share of the sum (winsorising: Dixon
 * 1960, "Simplified estimation from censored normal samples").
 */
final class ShareLimit {

    private ShareLimit() {}

    /**
     * The largest limit with which the sum of {@code min(amount, limit)} belongs to nobody by more than {@code share};
     * infinite if it does not without a limit. Where few amounts are positive, the share is at least twice that of each
     * if all were equal.
     *
     * @param amounts zero or more, finite; in any order, not modified
     * @param share in (0, 1)
     */
    static double of(double[] amounts, double share) {
        double[] falling = Arrays.stream(amounts)
                .filter(amount -> amount > 0)
                .map(amount -> -amount)
                .sorted()
                .map(amount -> -amount)
                .toArray();
        double most = Math.max(share, 2.0 / falling.length);
        double rest = Arrays.stream(falling).sum();
        double limit = Double.POSITIVE_INFINITY;
        for (int above = 0; above < falling.length && falling[above] > (above == 0 ? most * rest : limit); above++) {
            rest -= falling[above];
            // So many have the limit L each, which is that share of the sum: L = most * (L * (above + 1) + rest).
            limit = most * rest / (1 - most * (above + 1));
        }
        return limit;
    }

    /** The sum of amounts that count up to the limit each. */
    static double sumUpTo(double limit, double[] amounts) {
        return Arrays.stream(amounts).map(amount -> Math.min(amount, limit)).sum();
    }
}
