package dev.clv.nn.internal.kernel;

/**
 * Some rows of a batch at one stage of a {@link LayeredPass}, counted from 0 within the pass; the input is the output
 * of the stage before.
 */
public interface FloatLayerRows {

    /**
     * Computes the stage's outputs for these rows.
     *
     * @param first the place of row 0 in the batch, which noise depends on
     */
    void forward(int from, int to, int first, boolean training, long noise);

    /** Computes the gradient by the product of the stage before, if there is one, from that by this stage's product. */
    void backward(int from, int to);

    /** Overwrites gradient number {@code slot} of a part of the weights with that over the first rows. */
    void gradient(int part, int rows, int slot);

    /** Copies the outputs to a batch (B, O) in which row 0 is at the place {@code first}. */
    void outputs(int from, int to, int first, double[] z);

    /** Takes the gradient by the stage's product from a batch (B, O) in which row 0 is at the place {@code first}. */
    void outputGradients(int from, int to, int first, double[] dz);

    /** Whether all outputs of these rows are finite. */
    boolean isFinite(int from, int to);
}
