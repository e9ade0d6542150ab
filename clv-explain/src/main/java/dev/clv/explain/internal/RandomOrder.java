package dev.clv.explain.internal;

import java.util.Random;

/** Uniform random orders. */
public final class RandomOrder {

    private RandomOrder() {}

    /** The numbers 0, 1, ..., n - 1 in a random order (the inside-out form of the shuffle of Fisher and Yates). */
    public static int[] of(int n, Random random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
