package dev.clv.nn.kernel;

/**
 * The weights of a network, the optimiser's moments and one batch at work, all in float and in the layout of the {@link FloatKernels}
 * that made it. Nothing allocates after it is made.
 *
 * <p>A training step has two halves. Rows: {@link #input}, {@link #forward}, {@link #outputs}, {@link #slopes} and {@link #backward}
 * for disjoint ranges of rows. Then, when all rows are done, parts: {@link #gradient} and {@link #update} for each of the {@link #parts}
 * of the weights. Ranges, and parts, may run on different threads at the same time; no number depends on which, because every
 * sum belongs to one row or to one weight and runs in the order of its index. Whoever calls sees to it that the halves do not overlap.
 *
 * <p>Ranges of rows start at multiples of {@link #ROWS}.
 */
public interface FloatNet {

    /** Ranges of rows start at multiples of this. */
    int ROWS = 6;

    /** The arrays that a network has for each weight. */
    enum Numbers {
        /** The weights. */
        WEIGHTS,
        /** The gradient that {@link FloatNet#gradient} left. */
        GRADIENT,
        /** The running mean of the gradient, or the momentum. */
        FIRST_MOMENTS,
        /** The running mean of its square. */
        SECOND_MOMENTS
    }

    /** A good number of rows for one range, a multiple of {@link #ROWS}: enough to be worth a call, few enough for the cache. */
    int rowsAtOnce();

    /** Overwrites these numbers, given in the order of the network's parameters. */
    void load(Numbers kind, double[] values);

    /** Copies these numbers out, in the order of the network's parameters; entries that no layer owns are left alone. */
    void store(Numbers kind, double[] values);

    /** Sets row b of the batch to the I numbers of {@code from} that start at {@code at}. */
    void input(int b, float[] from, int at);

    /**
     * All layers for rows from (a multiple of {@link #ROWS}) to to (exclusive).
     *
     * @param training whether dropout applies and {@link #backward} will follow
     * @param noise the seed of the batch's noise
     */
    void forward(int from, int to, boolean training, long noise);

    /** Copies the raw outputs (B, K) of these rows out. */
    void outputs(int from, int to, double[] z);

    /** Takes the gradients by the raw outputs (B, K) of these rows. */
    void slopes(int from, int to, double[] dz);

    /** From the raw outputs' gradients to those of all layers. */
    void backward(int from, int to);

    /** The number of parts that the weights are cut into; it depends on the network alone. */
    int parts();

    /** The gradient of one part, over the first {@code rows} rows, plus l1 times the sign and l2 times the size of each weight (not bias). */
    void gradient(int part, int rows, float l1, float l2);

    /** The sum of squares of a part's gradient. */
    double squares(int part);

    /** Moves the weights of one part along its gradient. */
    void update(int part, Update update);

    /** The first layer, from 0, whose outputs of the first {@code rows} rows hold a NaN or an infinity; -1 if none. */
    int firstNonFinite(int rows);
}
