package dev.clv.train;

import java.util.Locale;

/** Training would need more memory than Java may use; told before it begins. */
public final class NotEnoughMemoryException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
    private static final long MEBIBYTE = 1L << 20;

    private final long heap;

    /**
     * Says what was to be done and how much memory is enough for it.
     *
     * @param what was to be done
     * @param heap as of {@link #heap()}
     * @param most as much memory as Java may use, in bytes
     */
    NotEnoughMemoryException(String what, long heap, long most) {
        super(String.format(
                Locale.ROOT,
                "%s needs about %,d MiB of memory, but Java may use %,d; start it with -Xmx%dm (for the command line,"
                        + " JAVA_OPTS=-Xmx%dm), take fewer origins or customers, or fewer features",
                what,
                mebibytes(heap),
                mebibytes(most),
                mebibytes(heap),
                mebibytes(heap)));
        this.heap = heap;
    }

    /** The heap that is enough for all, in bytes: what is in memory already and what will be. */
    public long heap() {
        return heap;
    }

    private static long mebibytes(long bytes) {
        return (bytes + MEBIBYTE - 1) / MEBIBYTE;
    }
}
