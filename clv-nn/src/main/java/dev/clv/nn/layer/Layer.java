package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * One step of a network, from a matrix of (B, I) numbers to one of (B, O), where B is the number of rows, I
 * {@link #inputs()} and O {@link #outputs()}. The shapes of all matrices handed in are set; parameters and gradients
 * have the names and shapes of {@link #parameters()}. A matrix's {@code data} may be longer than its shape; what is
 * behind is left alone.
 *
 * <p>A layer is immutable and thread-safe: everything that changes is handed in. It allocates nothing in
 * {@code forward} and {@code backward}: work with EJML's operations that write to a given matrix, with
 * {@link LayerMemory#products}, or with loops over {@code data}. A row's outputs depend on that row alone. Run
 * {@link dev.clv.nn.check.LayerChecks} on your own.
 */
public interface Layer {

    /** Numbers per row taken, at least 1. */
    int inputs();

    /** Numbers per row given, at least 1. */
    int outputs();

    /**
     * How many categories an input column that holds a category index has; 0, unless overridden, for an ordinary
     * number. An index is a whole number from 0 up, and its gradient is 0.
     *
     * @param column from 0 to {@link #inputs()} - 1
     */
    default int categories(int column) {
        return 0;
    }

    /** Names and shapes of the trainable matrices, in order; none unless overridden. */
    default List<ParameterShape> parameters() {
        return List.of();
    }

    /** Writes the starting values of the parameters, which are 0 when handed in. */
    default void initialize(NamedMatrices parameters, SplitMix random) {}

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
    void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory);

    /**
     * From the gradient of a scalar by y to its gradients by x and by the parameters, after {@code forward} with the
     * same x, parameters, y and memory.
     *
     * @param x (B, I). Not modified.
     * @param y (B, O), the result of {@code forward}. Not modified.
     * @param dy (B, O). Not modified.
     * @param parameters not modified
     * @param dx (B, I). Overwritten; null if not wanted.
     * @param gradients the parameters' gradients under the names of the parameters. Added to; null if not wanted.
     * @param memory as forward left it
     */
    void backward(
            DMatrixRMaj x,
            DMatrixRMaj y,
            DMatrixRMaj dy,
            NamedMatrices parameters,
            @Nullable DMatrixRMaj dx,
            @Nullable NamedMatrices gradients,
            LayerMemory memory);

    /** This layer as plain data, from which a {@link dev.clv.nn.Vocabulary} rebuilds it. */
    Description describe();
}
