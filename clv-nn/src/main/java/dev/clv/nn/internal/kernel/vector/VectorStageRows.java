package dev.clv.nn.internal.kernel.vector;

import dev.clv.nn.internal.kernel.FloatPass;

/**
 * Rows at a dense layer as a {@link VectorPass} drives them, counted from 0; the contracts are those of
 * {@link FloatPass}.
 */
interface VectorStageRows {

    /** first is the place of row 0 in the batch. */
    void forward(int from, int to, int first, boolean training, long noise);

    /** Passes the gradient on to the layer before, through what follows that layer's product. */
    void backward(int from, int to);

    void gradient(int part, int rows, int sum);

    /** Copies what the layer gives out, row 0 to the place of {@code first}. */
    void outputs(int from, int to, int first, double[] z);

    /** Takes the gradient by what the layer gives. */
    void slopes(int from, int to, int first, double[] dz);

    boolean isFinite(int from, int to);
}
