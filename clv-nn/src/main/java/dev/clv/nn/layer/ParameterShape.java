package dev.clv.nn.layer;

/**
 * One array of trainable numbers: its name within the layer and its shape, row major. A vector has one row.
 *
 * @param name for example {@code "weights"}, unique within the layer
 * @param rows at least 1
 * @param columns at least 1
 * @param decays whether L2 and weight decay pull it to zero; true for weights, false for biases
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
}
