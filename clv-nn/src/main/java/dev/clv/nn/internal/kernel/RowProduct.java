package dev.clv.nn.internal.kernel;

/** One dense layer of {@link RowProducts}, y = x w + bias. Immutable and thread-safe. */
@FunctionalInterface
public interface RowProduct {

    /**
     * Computes the layer for the first rows.
     *
     * @param rows at most the capacity of both x and y
     * @param x (B, I), of the implementation that made this layer. Not modified.
     * @param rectify whether to go on to y = max(x w + bias, 0)
     * @param y (B, O), of the same. Overwritten, also behind the rows.
     */
    void forward(int rows, BatchActivations x, boolean rectify, BatchActivations y);
}
