package dev.clv.features.internal;

/** A place among some rows, columns or the like, counted from 0. */
public final class Index {

    private Index() {}

    /**
     * The index itself.
     *
     * @param what is counted, for the message
     * @throws IndexOutOfBoundsException if the index is negative or not less than {@code size}; the message tells all
     *     three
     */
    public static int require(String what, int index, int size) {
        if (index < 0 || index >= size) {
            throw outOfBounds(what, index, size);
        }
        return index;
    }

    private static IndexOutOfBoundsException outOfBounds(String what, int index, int size) {
        return new IndexOutOfBoundsException(
                size == 0
                        ? "there is no " + what + ", so " + index + " names none"
                        : what + " must be from 0 to " + (size - 1) + ", was " + index);
    }
}
