package dev.clv.nn.internal.kernel;

/**
 * The weights of a network in float, laid out for prediction by the {@link KernelProvider} that made it. Immutable and
 * thread-safe; the numbers that change are in the {@link Rows}.
 */
public interface FloatForward {

    /** The best number of rows for one block: enough to be worth a call, few enough for the cache. */
    int rowsAtOnce();

    /**
     * Room for blocks of up to this many rows, for one thread at a time.
     *
     * @throws IllegalArgumentException if capacity is not positive
     */
    Rows newRows(int capacity);

    /** Room for blocks of up to {@link #rowsAtOnce} rows, for one thread at a time, until it is given back. */
    default Rows borrow() {
        return newRows(rowsAtOnce());
    }

    /** Takes back what {@link #borrow} lent. */
    default void giveBack(Rows rows) {}

    /** A block of rows on its way through the network. Nothing allocates after it is made. Not thread-safe. */
    interface Rows {

        /**
         * Sets row b of the block to the I numbers of {@code from} that start at {@code at}, rounded to float.
         *
         * @return whether all of them are numbers of magnitude at most {@code limit}
         */
        boolean input(int b, double[] from, int at, float limit);

        /** The same from floats. */
        boolean input(int b, float[] from, int at, float limit);

        /** The same for the first {@code count} rows of the block, which follow each other in {@code from}. */
        boolean inputs(int count, float[] from, int at, float limit);

        /**
         * Computes all layers for the first {@code rows} rows of the block. A row gives the same bits alone and among
         * others.
         *
         * @param z their raw outputs (B, K), written from row {@code at} on
         */
        void forward(int rows, double[] z, int at);
    }
}
