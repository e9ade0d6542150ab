package dev.clv.nn.internal.kernel;

import dev.clv.nn.math.SplitMix;

/**
 * The noise of dropout. It drops the same numbers as layer-by-layer training, whose passes are chunks of {@link #CHUNK}
 * rows.
 */
public final class Noise {

    /** Rows per chunk. Part of the meaning of a seed: another size would give other bits. */
    public static final int CHUNK = 64;

    private Noise() {}

    /** The seed of a layer's noise in the chunk that holds row b. */
    public static long seed(long batchNoise, int b, int layer) {
        return SplitMix.mix(SplitMix.mix(batchNoise, b / CHUNK), layer);
    }

    /** The factor of number o of row b: 0 or 1 / (1 - rate). */
    public static float factor(long seed, int b, int width, int o, double rate) {
        long i = (long) (b % CHUNK) * width + o;
        return SplitMix.unit(SplitMix.mix(seed, i)) < rate ? 0 : (float) (1 / (1 - rate));
    }
}
