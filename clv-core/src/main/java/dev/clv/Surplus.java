package dev.clv;

/** Tells an increase of a share from chance. */
final class Surplus {

    private static final double LEAST = 0.01;
    private static final double STANDARD_ERRORS = 4;

    private Surplus() {}

    /**
     * Whether so many rows are more than a share of training lets one expect: more than twice as many and one of a
     * hundred rows, and by more than four standard errors.
     *
     * @param share in [0, 1]; with 0, any row is more
     */
    static boolean isLarge(long count, long rows, double share) {
        double expected = share * rows;
        return share == 0
                ? count > 0
                : count > 2 * expected + LEAST * rows
                        && count - expected > STANDARD_ERRORS * Math.sqrt(expected * (1 - share));
    }
}
