package dev.clv.nn.layer;

import dev.clv.nn.math.NamedMatrices;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * One matrix of trainable numbers: its name within the layer and its shape. A vector has one row.
 *
 * @param name for example {@code "weights"}, unique within the layer
 * @param rows at least 1
 * @param columns at least 1
 * @param decays whether L1, L2, max-norm and weight decay apply to it; true for weights, false for biases
 */
public record ParameterShape(String name, int rows, int columns, boolean decays) {

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if rows or columns is not positive
     */
    public ParameterShape {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "parameter '" + name + "' must have a positive shape, was " + rows + " x " + columns);
        }
    }

    /** The number of trainable numbers, rows times columns. */
    public int size() {
        return Math.multiplyExact(rows, columns);
    }

    /** The same shape under another name. */
    public ParameterShape named(String other) {
        return new ParameterShape(other, rows, columns, decays);
    }

    /** A new matrix of this shape, all zero. */
    public DMatrixRMaj zeros() {
        return new DMatrixRMaj(rows, columns);
    }

    /** New matrices of these names and shapes, all zero. */
    public static NamedMatrices zeros(List<ParameterShape> shapes) {
        NamedMatrices matrices = NamedMatrices.none();
        for (ParameterShape shape : shapes) {
            matrices = matrices.and(shape.name, shape.zeros());
        }
        return matrices;
    }
}
