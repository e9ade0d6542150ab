package dev.clv.features.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where malformed sequences stand in a text: their byte offsets, in order, each until the row that holds it is read.
 * Not thread-safe.
 */
public final class MalformedOffsets {

    private final Deque<Long> offsets = new ArrayDeque<>();
    private boolean empty = true;

    /** No offsets. */
    public MalformedOffsets() {}

    /** Whether there is none left. */
    public boolean isEmpty() {
        return empty;
    }

    /** Takes the first that was not taken yet. */
    public long take() {
        long first = offsets.removeFirst();
        empty = offsets.isEmpty();
        return first;
    }

    /** Takes the first {@code count}. */
    public MalformedOffsets take(int count) {
        MalformedOffsets taken = new MalformedOffsets();
        for (int i = 0; i < count; i++) {
            taken.add(take());
        }
        return taken;
    }

    /** The same offsets, to be taken independently. */
    public MalformedOffsets copy() {
        MalformedOffsets copy = new MalformedOffsets();
        copy.offsets.addAll(offsets);
        copy.empty = empty;
        return copy;
    }

    void add(long offset) {
        offsets.addLast(offset);
        empty = false;
    }
}
