package dev.clv.nn.internal.kernel;

/**
 * Some rows of a batch on their way through a {@link FloatNet}: their activations, and the gradients by them. Rows are
 * counted from the start of the batch; a pass holds as many as it was made for, from the one that {@link #begin} names.
 * Nothing allocates after it is made.
 *
 * <p>Ranges of rows start a multiple of {@link #ROWS} after the first. Ranges may run on different threads at the same
 * time; when all are done, so may the gradients of different parts.
 */
public interface FloatPass {

    /** Ranges of rows start at multiples of this. */
    int ROWS = 6;

    /** The pass holds row {@code first} of the batch and those that follow it. */
    void begin(int first);

    /** Sets row b to the I numbers of {@code values} that start at {@code at}. */
    void input(int b, float[] values, int at);

    /**
     * Computes all layers for the rows from {@code from} to {@code to} (exclusive).
     *
     * @param training whether dropout applies and {@link #backward} will follow
     * @param noise the seed of the batch's noise
     */
    void forward(int from, int to, boolean training, long noise);

    /** Copies the raw outputs (B, K) of these rows out. */
    void outputs(int from, int to, double[] z);

    /** Takes the gradients by the raw outputs (B, K) of these rows. */
    void outputGradients(int from, int to, double[] dz);

    /** Computes the gradients by all layers' products from those by the raw outputs. */
    void backward(int from, int to);

    /**
     * Overwrites gradient number {@code slot} of one part of the weights with that over the rows of this pass before
     * {@code to}.
     */
    void gradient(int part, int to, int slot);

    /** The first layer, from 0, whose outputs of these rows hold a NaN or an infinity; -1 if none. */
    int firstNonFinite(int from, int to);
}
