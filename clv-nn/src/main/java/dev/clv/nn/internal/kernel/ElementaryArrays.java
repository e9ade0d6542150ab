package dev.clv.nn.internal.kernel;

import dev.clv.nn.math.Elementary;

/**
 * The functions of {@link Elementary}, of whole arrays at once. All implementations give the bits of those functions.
 * Stateless and thread-safe.
 */
public interface ElementaryArrays {

    /**
     * {@link Elementary#exp}.
     *
     * @param n how many, from 0 on
     * @param x not modified, unless it is y
     * @param y overwritten
     */
    void exp(int n, double[] x, double[] y);

    /** {@link Elementary#log}; arguments as of {@link #exp}. */
    void log(int n, double[] x, double[] y);

    /** {@link Elementary#sigmoid}; arguments as of {@link #exp}. */
    void sigmoid(int n, double[] x, double[] y);

    /** {@link Elementary#softplus}; arguments as of {@link #exp}. */
    void softplus(int n, double[] x, double[] y);
}
