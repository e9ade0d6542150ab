package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.SplitMix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a network, from (B, I) numbers to (B, O), where B is the rows of the batch, I {@link #inputs()} and O
 * {@link #outputs()}. All matrices are row major and start at index 0; arrays may be longer than the batch needs, the
 * rest is left alone. The layer's parameters start at {@code at} of an array that holds all parameters of the network,
 * in the order of {@link #parameters()}; its gradients start at the same index of an array of the same length.
 *
 * <p>A layer is immutable and thread-safe: everything that changes is handed in. It allocates nothing in
 * {@code forward} and {@code backward}. A row's outputs depend on that row alone. Run
 * {@link dev.clv.nn.check.LayerChecks} on your own.
 */
public interface Layer {

    /** Numbers per row taken, at least 1. */
    int inputs();

    /** Numbers per row given, at least 1. */
    int outputs();

    /**
     * How many categories an input column that holds a category index has; 0, as by default, for an ordinary number. An
     * index is a whole number from 0 up, and its gradient is 0.
     *
     * @param column from 0 to {@link #inputs()} - 1
     */
    default int categories(int column) {
        return 0;
    }

    /** The trainable arrays, in their order in memory; none by default. */
    default List<ParameterShape> parameters() {
        return List.of();
    }

    /** Writes the starting values of the parameters at {@code at}; zeros are there already. */
    default void initialize(double[] parameters, int at, SplitMix random) {}

    /** Memory for one pass at a time of up to this many rows. */
    default LayerMemory memory(int rows) {
        return new LayerMemory();
    }

    /**
     * y = f(x).
     *
     * @param x (B, I). Not modified.
     * @param parameters not modified
     * @param y (B, O). Overwritten.
     * @param memory from {@link #memory}, with room for these rows. Modified.
     */
    void forward(int rows, double[] x, double[] parameters, int at, double[] y, LayerMemory memory);

    /**
     * From the gradient of a scalar by y to its gradients by x and by the parameters, after {@code forward} with the
     * same arguments.
     *
     * @param x (B, I). Not modified.
     * @param y (B, O), what forward gave. Not modified.
     * @param dy (B, O). Not modified.
     * @param dx (B, I). Overwritten; null when not wanted.
     * @param gradients the parameters' gradients, which are added to; null when not wanted
     * @param memory as forward left it
     */
    void backward(
            int rows,
            double[] x,
            double[] y,
            double[] dy,
            double[] parameters,
            int at,
            double @Nullable [] dx,
            double @Nullable [] gradients,
            LayerMemory memory);

    /** This layer as plain data, from which a {@link dev.clv.nn.Vocabulary} rebuilds it. */
    Description describe();
}
