package dev.clv.nn.internal.kernel;

import org.jspecify.annotations.Nullable;

/** One implementation of all kernels. Stateless and thread-safe. */
public interface KernelProvider {

    /** A short name with the vector width where it matters, for example {@code vector-512}. */
    String name();

    /**
     * Room for a network's weights.
     *
     * @param sequence what reads a sequence before the chain; null if nothing does. Then all rows of a pass are one
     *     range.
     * @param gradients how many gradients may be at work before they are added up, at least 1
     */
    FloatNet net(@Nullable SequenceStage sequence, DenseChain chain, int gradients);

    /**
     * These weights, ready for prediction.
     *
     * @param parameters all parameters of the network, of which the chain tells where its weights are. Not modified,
     *     and not kept.
     */
    FloatForward forward(DenseChain chain, double[] parameters);

    /** Products in double of rows in this provider's own layout. */
    RowProducts rowProducts();

    /** Elementary functions of arrays in double. */
    ElementaryArrays elementary();
}
