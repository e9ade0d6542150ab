package dev.clv.explain.internal;

import java.util.Random;

/** Randomness of a row, which depends on the row's values only and not on its place among other rows. */
public final class RowSeed {

    private RowSeed() {}

    /** A generator from a seed and a row's values. */
    public static Random random(long seed, double[] row) {
        long hash = seed;
        for (double value : row) {
            hash = mix(hash + 0x9e3779b97f4a7c15L + Double.doubleToLongBits(value));
        }
        return new Random(hash);
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014). */
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
