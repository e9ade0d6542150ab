package dev.clv.nn.internal.kernel;

/**
 * The product of a dense layer for many rows whose numbers lie unit by unit: x is (I, B) and y (O, B), one array per
 * unit, all of one length, and the inner loop runs over rows, so that narrow layers fill whole vector registers as
 * well. Sums run in the order of the inputs, and each step is one fused multiply-add where the processor has it. All
 * implementations give the same bits. Stateless and thread-safe.
 */
public interface ColumnProducts {

    /**
     * y = x w + bias.
     *
     * @param rows B, how many numbers of every array to take; those behind are not used, but may be overwritten in y
     * @param x (I, B) or longer. Not modified.
     * @param parameters weights (I, O) at {@code wAt} and bias (O) at {@code biasAt}. Not modified.
     * @param y (O, B) or longer. Overwritten.
     */
    void forward(
            int rows, int inputs, int outputs, double[][] x, double[] parameters, int wAt, int biasAt, double[][] y);
}
