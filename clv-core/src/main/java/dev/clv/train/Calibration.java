package dev.clv.train;

import java.util.Arrays;

/**
 * The factor on every expectation of one target: what customers did, by what networks expected of them that had not
 * seen them.
 *
 * <p>No customer decides it: what each did and what was expected of each count up to the same {@link ShareLimit}, a
 * tenth of the sum. And networks whose total is wrong by more than a factor of 2 are not put right by multiplication:
 * the factor stays in [1/2, 2].
 *
 * @param factor in [1/2, 2]
 * @param unbounded the same before it was bounded to that range; zero or more, finite
 */
record Calibration(double factor, double unbounded) {

    static final double LEAST = 0.5;
    static final double MOST = 2;
    private static final double LARGEST_SHARE = 0.1;

    /**
     * The calibration of one target.
     *
     * @param actualOf what each customer did; zero or more
     * @param expectedOf what was expected of each, in the same order; zero or more
     */
    static Calibration of(double[] actualOf, double[] expectedOf) {
        double limit = limit(actualOf, expectedOf);
        double unbounded = limit == Double.POSITIVE_INFINITY
                ? ratio(Arrays.stream(actualOf).sum(), Arrays.stream(expectedOf).sum())
                : ratio(ShareLimit.sumUpTo(limit, actualOf), ShareLimit.sumUpTo(limit, expectedOf));
        return new Calibration(Math.min(MOST, Math.max(LEAST, unbounded)), unbounded);
    }

    private static double limit(double[] actual, double[] expected) {
        double limit = ShareLimit.of(actual, LARGEST_SHARE);
        return limit < Double.POSITIVE_INFINITY
                ? limit
                // An expectation may be a gross error too, but hardly where it is less than what somebody did.
                : Math.max(
                        ShareLimit.of(expected, LARGEST_SHARE),
                        Arrays.stream(actual).max().orElse(0));
    }

    private static double ratio(double actual, double expected) {
        return expected > 0 ? actual / expected : 1;
    }
}
