package dev.clv.features.prepare;

/** How one raw feature becomes one or more outputs. Immutable. */
interface ColumnEncoder {

    /** The number of outputs. */
    int width();

    /**
     * Writes the outputs of one raw value.
     *
     * @param out modified in {@code [offset, offset + width())}
     */
    void write(double raw, double[] out, int offset);

    /** Whether an output never varied in training and is therefore always 0. */
    boolean isConstant(int output);

    /** Whether every training row had a value. */
    boolean isNeverMissing();
}
