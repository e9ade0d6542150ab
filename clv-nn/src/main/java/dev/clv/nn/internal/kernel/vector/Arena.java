package dev.clv.nn.internal.kernel.vector;

import dev.clv.nn.internal.kernel.HotSpot;

/**
 * Hands out stretches of large arrays so that each begins where a line of the cache begins, as well as Java allows: a
 * vector that lies across two lines is read twice, and products wait for little else. Arrays start anywhere, and move;
 * but the collectors G1 and Z put a large array at the start of a region and leave it there. With others, or another
 * header, nothing is lost but the speed. Not thread-safe.
 */
final class Arena {

    /** Numbers that a stretch is rounded up to: two lines of 64 bytes, since processors fetch them in pairs. */
    private static final int LINES = 32;

    /** The first number of an array that begins a line: its header takes 16 of 64 bytes. */
    private static final int FIRST = 12;

    /** Bytes of a region where G1 has none: half of them are a large array to Z, and of no consequence to others. */
    private static final long USUAL_REGION = 1 << 20;

    /** As many numbers are more than half a region, which is a large array to G1. */
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
