package dev.clv.features.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The records of a JSON file, some at a time. Not thread-safe. */
final class JsonChunks {

    /** Bytes that a character may have had. */
    private static final long BYTES = 4;

    private final LineSplitter lines;
    private final long linesAbove;
    private final Supplier<OptionalLong> mostBytesLeft;
    private final int size;
    private @Nullable JsonText ahead; // the record behind the last chunk, if it was read
    private @Nullable IOException unreadable;
    private @Nullable EventReadException refused;

    /**
     * @param linesAbove how many lines of the file stand above what is split
     * @param size how many characters a chunk has at most, unless it is a single record
     */
    JsonChunks(LineSplitter lines, long linesAbove, Supplier<OptionalLong> mostBytesLeft, int size) {
        this.lines = lines;
        this.linesAbove = linesAbove;
        this.mostBytesLeft = mostBytesLeft;
        this.size = size;
    }

    /** The next chunk; null at the end, and where the file cannot be read any further, which {@link #finish} tells. */
    @Nullable
    JsonChunk next() {
        JsonText first = ahead != null ? ahead : read();
        if (first == null) {
            return null;
        }
        OptionalLong left = mostBytesLeft.get();
        char[] chars = new char[Math.max(size, first.length())];
        List<JsonText> records = new ArrayList<>();
        int used = 0;
        JsonText next = first;
        while (next != null && used + next.length() <= chars.length) {
            records.add(next.movedTo(chars, used));
            used += next.length();
            next = read();
        }
        ahead = next;
        return new JsonChunk(
                records, left.isEmpty() ? left : OptionalLong.of(left.getAsLong() + BYTES * first.length()));
    }

    /** The next record; null where there is none. */
    private @Nullable JsonText read() {
        try {
            return unreadable == null && refused == null && lines.next() ? lines.record(linesAbove) : null;
        } catch (IOException e) {
            unreadable = e;
        } catch (EventReadException e) {
            refused = e;
        }
        // What comes before it in the file may fail first.
        return null;
    }

    /**
     * To be called once the last chunk is read: throws why there was no further one, unless the file was at its end.
     */
    void finish() throws IOException {
        if (unreadable != null) {
            throw unreadable;
        }
        if (refused != null) {
            throw refused;
        }
    }
}
