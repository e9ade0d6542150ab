package dev.clv.nn.train;

/** The inputs of rows (n, I), kept once for all that is selected from them. Immutable and thread-safe. */
interface InputTable {

    /** I. */
    int columns();

    /** One input. */
    double get(int row, int column);

    /** Copies the inputs of a row to {@code at} and behind. */
    void copyRow(int row, double[] to, int at);

    /** All inputs as floats, row after row, made when they are first asked for; not to be modified. */
    float[] floats();

    /**
     * The inputs of a row as floats, from {@link #sequenceAt} on, of which those behind the end of a sequence may be
     * missing; not to be modified.
     */
    float[] sequence(int row);

    /** Where they begin. */
    int sequenceAt(int row);
}
