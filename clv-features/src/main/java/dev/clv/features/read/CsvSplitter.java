package dev.clv.features.read;

import dev.clv.features.internal.MalformedOffsets;
import dev.clv.features.internal.StrictReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a CSV file behind line feeds that end a record, by the parser's rules on quotes: one at the start of a field
 * opens it, a doubled one stands for itself, and within a field that begins otherwise it is a character like any other.
 * Not thread-safe.
 */
final class CsvSplitter {

    private static final char QUOTE = '"';

    /** Bytes that a character may have had. */
    private static final int BYTES = 4;

    private final Reader in;
    private final char delimiter;
    private final MalformedOffsets malformed;
    private final Supplier<OptionalLong> mostBytesLeft;
    private final int size;
    private long linesAbove;

    /** What stands behind the last chunk and has been read. */
    private char[] ahead = new char[0];

    private boolean ended;
    private boolean stuck;

    /**
     * @param all what is cut
     * @param size how many characters a chunk has at most
     */
    CsvSplitter(CsvStretch all, char delimiter, int size) {
        this.in = all.text();
        this.delimiter = delimiter;
        this.linesAbove = all.linesAbove();
        this.malformed = all.malformed();
        this.mostBytesLeft = all.mostBytesLeft();
        this.size = size;
    }

    /** The next chunk; null at the end, and where a record does not fit into one. */
    @Nullable
    CsvChunk next() throws IOException {
        if (stuck) {
            return null;
        }
        int kept = ahead.length;
        OptionalLong left = leftWith(kept);
        char[] chars = Arrays.copyOf(ahead, size);
        int length = kept;
        while (!ended && length < size) {
            int got = in.read(chars, length, size - length);
            ended = got < 0;
            length += Math.max(0, got);
        }
        Cut cut = ended ? new Cut(length, 0) : cut(chars, length);
        if (cut.at == 0) {
            stuck = !ended;
            ahead = Arrays.copyOf(chars, length);
            return null;
        }
        ahead = Arrays.copyOfRange(chars, cut.at, length);
        int marks = malformed.isEmpty() ? 0 : StrictReader.countMalformed(chars, 0, cut.at);
        CsvChunk chunk = new CsvChunk(chars, cut.at, linesAbove, malformed.take(marks), left);
        linesAbove += cut.lines;
        return chunk;
    }

    /** No more bytes than this can follow, with those of characters that were read and are still to come. */
    private OptionalLong leftWith(long characters) {
        OptionalLong left = mostBytesLeft.get();
        return left.isEmpty() ? left : OptionalLong.of(left.getAsLong() + BYTES * characters);
    }

    /** What is left when there are no more chunks. */
    CsvStretch rest() {
        long kept = ahead.length;
        return new CsvStretch(new JoinedReader(ahead, in), linesAbove, malformed, () -> leftWith(kept));
    }

    /**
     * @param at how many characters stand in front of it, 0 if there is none
     * @param lines how many lines they are
     */
    private record Cut(int at, long lines) {}

    /** Behind the last record that ends among the characters, unless there are only empty lines. */
    private Cut cut(char[] chars, int length) {
        int at = 0;
        long linesAt = 0;
        long lines = 0;
        boolean any = false;
        boolean quoted = false;
        int closing = -1; // the last quote that closed a field, or is the first of a doubled one
        for (int i = 0; i < length; i++) {
            int first = i;
            // Most characters mean nothing here.
            while (i < length && chars[i] > QUOTE) {
                i++;
            }
            any |= i > first;
            if (i == length) {
                break;
            }
            char c = chars[i];
            if (c == '\n' || c == '\r') {
                lines += c == '\n' && i > 0 && chars[i - 1] == '\r' ? 0 : 1;
                if (c == '\n' && any && !quoted) {
                    at = i + 1;
                    linesAt = lines;
                }
            } else {
                any = true;
                if (c == QUOTE && quoted) {
                    quoted = false;
                    closing = i;
                } else if (c == QUOTE) {
                    quoted = i == 0 || closing == i - 1 || beginsField(chars[i - 1]);
                }
            }
        }
        return new Cut(at, linesAt);
    }

    /** Whether a field begins behind a character that is not quoted. */
    private boolean beginsField(char before) {
        return before == delimiter || before == '\n' || before == '\r';
    }

    /** Some characters and then a reader. */
    private static final class JoinedReader extends Reader {

        private final char[] first;
        private final Reader second;
        private int at;

        JoinedReader(char[] first, Reader second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            if (at == first.length) {
                return second.read(target, offset, length);
            }
            int count = Math.min(length, first.length - at);
            System.arraycopy(first, at, target, offset, count);
            at += count;
            return count;
        }

        @Override
        public void close() throws IOException {
            second.close();
        }
    }
}
