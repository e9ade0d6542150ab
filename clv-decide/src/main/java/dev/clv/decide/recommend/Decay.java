package dev.clv.decide.recommend;

/** exp(-age / scale) by whole days, the same bits on every JDK. */
final class Decay {

    private static final int MOST = 4000;

    private final double[] values = new double[MOST + 1];

    /** @param scale in days, positive */
    Decay(double scale) {
        for (int age = 0; age <= MOST; age++) {
            values[age] = StrictMath.exp(-age / scale);
        }
    }

    double of(int age) {
        return values[Math.min(age, MOST)];
    }
}
