package dev.clv.nn.internal.kernel;

/**
 * The activations of many rows, (B, W), in arrays that are either one per unit or one per row, depending on the
 * {@link RowProducts} that made them. Numbers are finite and below 2<sup>1023</sup> in size. Not thread-safe.
 */
public abstract class BatchActivations {

    /** One per unit or one per row. */
    protected final double[][] arrays;

    /** W. */
    protected final int width;

    /** For the implementations. */
    protected BatchActivations(double[][] arrays, int width) {
        this.arrays = arrays;
        this.width = width;
    }

    /**
     * Overwrites the first rows.
     *
     * @param source number {@code at + k} of {@code source[b]} becomes number k of row b. Not modified.
     * @param rectify whether to take max(x, 0) instead of a number x
     */
    public abstract void load(int rows, double[][] source, int at, boolean rectify);

    /**
     * Writes the first rows.
     *
     * @param into number k of row b becomes {@code into[b][k]}
     */
    public abstract void store(int rows, double[][] into);

    /** Number k of row b. */
    public abstract double get(int b, int k);

    /** Overwrites number k of row b. */
    public abstract void set(int b, int k, double value);

    /** How many arrays the first rows are in. */
    public abstract int arrays(int rows);

    /** How many numbers of each such array belong to them. */
    public abstract int length(int rows);

    /** An array of {@link #arrays}, from 0 on, as it is: for functions that treat every number alike. */
    public double[] array(int index) {
        return arrays[index];
    }
}
