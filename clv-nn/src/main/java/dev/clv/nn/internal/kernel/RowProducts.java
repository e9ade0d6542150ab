package dev.clv.nn.internal.kernel;

/**
 * Dense layers for many rows in double, from activations to activations, without training. Every number of a result is
 * a chain of multiply-adds in the order of the inputs that starts with the bias, and each step is fused where the
 * processor does that. So all implementations give the same bits, and a row gives the same bits alone and among others.
 * Stateless and thread-safe.
 */
public interface RowProducts {

    /**
     * Room for the activations of rows, in the layout of this implementation.
     *
     * @param capacity the most rows, at least 1
     * @param width numbers per row, at least 1
     */
    BatchActivations newActivations(int capacity, int width);

    /**
     * A dense layer. Thread-safe.
     *
     * @param parameters weights (I, O) at {@code weightsAt} and bias (O) at {@code biasAt}; not to be modified
     *     afterwards
     */
    RowProduct product(int inputs, int outputs, double[] parameters, int weightsAt, int biasAt);

    /**
     * sums += by x.
     *
     * @param x not modified
     * @param sums added to from {@code at} on, as many numbers as x has
     */
    void add(double by, double[] x, double[] sums, int at);
}
