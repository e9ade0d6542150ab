package dev.clv.nn;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * One trained matrix under its stable name, for example {@code dense1.weights}. Immutable: the values are copied in and
 * out.
 */
public final class Parameter {

    private final String name;
    private final int rows;
    private final int columns;
    private final double[] values;

    private Parameter(String name, int rows, int columns, double[] values) {
        this.name = name;
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /**
     * A parameter of these values.
     *
     * @param values rows times columns numbers, row major. Copied.
     * @throws IllegalArgumentException if the number of values does not fit the shape
     */
    public static Parameter of(String name, int rows, int columns, double[] values) {
        if (values.length != (long) rows * columns) {
            throw new IllegalArgumentException("parameter '" + name + "' is " + rows + " x " + columns + " and needs "
                    + (long) rows * columns + " values, got " + values.length);
        }
        return new Parameter(name, rows, columns, values.clone());
    }

    /**
     * A parameter of the numbers of a matrix.
     *
     * @param values copied
     */
    public static Parameter of(String name, DMatrixRMaj values) {
        return of(name, values.numRows, values.numCols, Arrays.copyOf(values.data, values.getNumElements()));
    }

    /** The stable name, unique in its network. */
    public String name() {
        return name;
    }

    /** Rows; 1 for a vector. */
    public int rows() {
        return rows;
    }

    /** Columns. */
    public int columns() {
        return columns;
    }

    /** A copy of the values, row major. */
    public double[] values() {
        return values.clone();
    }

    /** The values as a new matrix. */
    public DMatrixRMaj matrix() {
        return new DMatrixRMaj(rows, columns, true, values);
    }

    void copyTo(double[] target, int at) {
        System.arraycopy(values, 0, target, at, values.length);
    }

    @Override
    public String toString() {
        return name + " " + rows + " x " + columns;
    }
}
