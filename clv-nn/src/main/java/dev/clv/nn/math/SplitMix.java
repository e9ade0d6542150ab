package dev.clv.nn.math;

/**
 * A small random generator whose bits are fixed by its seed on every JDK: SplitMix64 (Steele, Lea and Flood 2014, "Fast
 * splittable pseudorandom number generators"). {@link #mix(long, long)} also derives independent seeds from a seed and
 * a counter, so that randomness can belong to an epoch, a batch or a row instead of to a thread. Not thread-safe; not
 * for secrets.
 */
public final class SplitMix {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /** A generator started from this seed; any value is good. */
    public SplitMix(long seed) {
        state = seed;
    }

    /** 64 random bits. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return finish(state);
    }

    /** A uniform number in [0, 1), a multiple of 2<sup>-53</sup>. */
    public double nextDouble() {
        return unit(nextLong());
    }

    /** A uniform number in [-limit, limit). */
    public double nextSymmetric(double limit) {
        return limit * (2 * nextDouble() - 1);
    }

    /**
     * A uniform whole number in [0, bound), without bias that matters below 2<sup>31</sup>.
     *
     * @throws IllegalArgumentException if bound is not positive
     */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive, was " + bound);
        }
        return (int) Math.multiplyHigh(nextLong() >>> 1, (long) bound << 1);
    }

    /** Puts the numbers in a uniformly random order (Fisher-Yates). */
    public void shuffle(int[] order) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }

    /** A seed that depends on both numbers and looks independent for every pair. */
    public static long mix(long seed, long counter) {
        return finish(finish(seed + GOLDEN_GAMMA) + counter * GOLDEN_GAMMA);
    }

    /** The number in [0, 1) made of the upper 53 of these bits. */
    public static double unit(long bits) {
        return (bits >>> 11) * 0x1.0p-53;
    }

    private static long finish(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
