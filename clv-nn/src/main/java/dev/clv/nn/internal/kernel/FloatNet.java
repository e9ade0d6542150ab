package dev.clv.nn.internal.kernel;

/**
 * The weights of a network and the optimiser's moments, all in float and in the layout of the {@link KernelProvider}
 * that made it. Nothing allocates after it is made.
 *
 * <p>A training step has two halves. First {@link FloatPass}es take rows of a batch forward and backward and leave
 * gradients in one or more slots. Then {@link #total} and {@link #update} move each of the {@link #parts} of the
 * weights. Different passes may run on different threads at the same time, and so may different parts; no number
 * depends on which, because every sum runs in the order of its index. The caller makes sure that the halves do not
 * overlap.
 */
public interface FloatNet {

    /** The arrays that a network has for each weight. */
    enum Numbers {
        /** The weights. */
        WEIGHTS,
        /** The gradient that {@link FloatNet#total} left. */
        GRADIENT,
        /** The running mean of the gradient, or the momentum. */
        FIRST_MOMENTS,
        /** The running mean of its square. */
        SECOND_MOMENTS
    }

    /** Room for up to this many rows, at least 1, on their way through this network. */
    FloatPass pass(int rows);

    /** Overwrites these numbers, given in the order of the network's parameters. */
    void load(Numbers kind, double[] values);

    /**
     * Copies these numbers out, in the order of the network's parameters; entries that no layer owns are left alone.
     */
    void store(Numbers kind, double[] values);

    /** The number of parts that the weights are cut into; it depends on the network alone. */
    int parts();

    /**
     * The gradient of one part: the sum of its first {@code gradients} gradients in their order, plus l1 times the sign
     * and l2 times the size of each weight (not bias).
     */
    void total(int part, int gradients, float l1, float l2);

    /** The sum of squares of a part's total gradient. */
    double squares(int part);

    /** Moves the weights of one part along its total gradient. */
    void update(int part, Update update);
}
