package dev.clv.nn.internal.kernel.vector;

import dev.clv.nn.internal.kernel.HotSpot;

/**
 * Hands out stretches of large arrays that begin at a cache line, as far as Java allows: a vector that straddles two
 * lines is loaded twice, and loads are the bottleneck of products. Arrays start anywhere and may move, but the
 * collectors G1 and Z put a large array at the start of a region and leave it there. With other collectors or another
 * size of header, only speed is lost. Not thread-safe.
 */
final class Arena {

    /** The unit that stretches are rounded up to: two lines of 64 bytes, since processors fetch them in pairs. */
    private static final int LINES = 32;

    /** The index of the first number of an array at a cache line: the header takes 16 of 64 bytes. */
    private static final int FIRST = 12;

    /**
     * The size of a region in bytes if the collector is not G1: an array of half of it is large to Z, and other
     * collectors do not care.
     */
    private static final long USUAL_REGION = 1 << 20;

    /** The length of an array that G1 counts as large: more than half a region. */
    private static final int LARGE = (int) (HotSpot.option("G1HeapRegionSize")
                    .map(Long::parseLong)
                    .filter(size -> size > 0)
                    .orElse(USUAL_REGION)
            / 2
            / Float.BYTES);

    private float[] block = {};
    private int next;

    /** Room for so many numbers, all 0. */
    Floats take(int count) {
        int room = Math.addExact(count, LINES - 1) / LINES * LINES;
        if (next + room > block.length) {
            block = new float[Math.max(Math.addExact(FIRST, room), LARGE)];
            next = FIRST;
        }
        Floats taken = new Floats(block, next, count);
        next += room;
        return taken;
    }
}
