package dev.clv.nn.internal.noise;

import dev.clv.nn.math.SplitMix;

/**
 * Which numbers of a row dropout sets to zero: a function of seeds and places alone, the same in double and in float.
 *
 * <p>Four neighbours of a row share 64 random bits, 16 each, so the probability is a multiple of 2<sup>-16</sup>; what
 * stays is divided by exactly the probability of staying. Immutable and thread-safe.
 */
public final class DropoutNoise {

    /** Rows per chunk. Part of the meaning of a seed: another size would give other bits. */
    public static final int CHUNK = 64;

    /** How many neighbours share their random bits. */
    public static final int SHARED = 4;

    private static final int BITS = 16;
    private static final int STEPS = 1 << BITS;

    private final int groups; // of numbers that share their bits, in a row
    private final int dropped; // so many of the 2^16 draws
    private final int kept; // the bits of the factor of what stays

    /**
     * The noise of rows of this width.
     *
     * @param rate the probability of a zero, in [0, 1)
     */
    public DropoutNoise(int width, double rate) {
        groups = (width + SHARED - 1) / SHARED;
        dropped = (int) Math.min(Math.round(rate * STEPS), STEPS - 1);
        kept = Float.floatToRawIntBits((float) STEPS / (STEPS - dropped));
    }

    /** The seed of a layer's noise in the chunk that holds row b of a batch. */
    public static long seed(long batchNoise, int b, int layer) {
        return SplitMix.mix(SplitMix.mix(batchNoise, b / CHUNK), layer);
    }

    /** The random bits of the numbers from {@link #SHARED} times {@code group} on of row b. */
    public long bits(long seed, int b, int group) {
        return SplitMix.mix(seed, (long) (b % CHUNK) * groups + group);
    }

    /**
     * The factor, 0 or that of what stays, of one of the numbers that share these bits. Without a branch, which no
     * processor could predict.
     *
     * @param place below {@link #SHARED}
     */
    public float factor(long bits, int place) {
        int draw = (int) (bits >>> place * BITS) & STEPS - 1;
        return Float.intBitsToFloat(kept & ~(draw - dropped >> Integer.SIZE - 1));
    }
}
