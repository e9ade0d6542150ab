package dev.clv.nn.internal.kernel.vector;

import dev.clv.nn.internal.kernel.FloatLayer;
import dev.clv.nn.internal.kernel.FloatLayerRows;
import org.jspecify.annotations.Nullable;

/** The weights of one layer of a {@link VectorNet}, in either of two layouts. */
interface VectorWeights extends FloatLayer {

    /**
     * Room for rows at this layer.
     *
     * @param x what goes in
     * @param before what it comes from, null for the network's input
     * @param rows how many, in whole blocks
     */
    FloatLayerRows rows(Arena arena, VectorBatch x, @Nullable VectorSource before, int rows);
}
