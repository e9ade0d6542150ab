package dev.clv.nn.internal.kernel;

/**
 * Some rows of a batch at one stage of a {@link LayeredPass}, counted from 0 within the pass; what goes in is what the
 * stage before gave.
 */
public interface FloatLayerRows {

    /**
     * From the input of these rows to the stage's outputs.
     *
     * @param first the place of row 0 in the batch, which noise depends on
     */
    void forward(int from, int to, int first, boolean training, long noise);

    /** From the gradient by the stage's product to that of the stage before, if there is one. */
    void backward(int from, int to);

    /** Overwrites gradient number {@code slot} of a part of the weights with that over the first rows. */
    void gradient(int part, int rows, int slot);

    /** Copies what the stage gives to a batch (B, O) in which row 0 is at the place {@code first}. */
    void outputs(int from, int to, int first, double[] z);

    /** Takes the gradient by the stage's product from a batch (B, O) in which row 0 is at the place {@code first}. */
    void outputGradients(int from, int to, int first, double[] dz);

    /** Whether all outputs of these rows are finite. */
    boolean isFinite(int from, int to);
}
