package dev.clv.features.read;

import java.io.IOException;

/**
 * Splits text into lines that end with LF, CR or both, passing over empty ones. A line longer than allowed is read to its
 * end but not kept. Reuses one buffer; not thread-safe.
 */
final class LineSplitter {

    static final long WELL_FORMED = -1;

    private final Utf8Reader in;
    private final int maxLength;
    private final char[] source = new char[8192];
    private int at;
    private int end;
    private char[] chars = new char[1024];
    private int length;
    private long number;
    private boolean tooLong;
    private boolean afterReturn;
    private long malformedOffset = WELL_FORMED;

    LineSplitter(Utf8Reader in, int maxLength) {
        this.in = in;
        this.maxLength = maxLength;
    }

    /** Goes on to the next line that is not empty; false at the end. */
    boolean next() throws IOException {
        do {
            if (!readLine()) {
                return false;
            }
        } while (length == 0 && !tooLong);
        malformedOffset = WELL_FORMED;
        if (in.hasMalformed()) {
            int marks = Utf8Reader.countMalformed(chars, 0, length);
            for (int i = 0; i < marks; i++) {
                long offset = in.takeMalformedOffset();
                malformedOffset = malformedOffset == WELL_FORMED ? offset : malformedOffset;
            }
        }
        return true;
    }

    private boolean readLine() throws IOException {
        length = 0;
        tooLong = false;
        boolean any = false;
        while (more()) {
            char c = source[at++];
            boolean secondHalf = c == '\n' && afterReturn;
            afterReturn = c == '\r';
            if (secondHalf) {
                continue;
            }
            any = true;
            if (c == '\n' || c == '\r') {
                break;
            }
            keep(c);
        }
        number += any ? 1 : 0;
        return any;
    }

    private void keep(char c) {
        if (length == maxLength) {
            tooLong = true;
            if (c == Utf8Reader.MALFORMED && !Character.isHighSurrogate(chars[length - 1]) && in.hasMalformed()) {
                in.takeMalformedOffset();
            }
            return;
        }
        if (length == chars.length) {
            chars = java.util.Arrays.copyOf(chars, Math.min(maxLength, 2 * length));
        }
        chars[length++] = c;
    }

    private boolean more() throws IOException {
        if (at == end) {
            end = Math.max(0, in.read(source, 0, source.length));
            at = 0;
        }
        return at < end;
    }

    /** The line's characters, from 0 to {@link #length()}. */
    char[] chars() {
        return chars;
    }

    int length() {
        return length;
    }

    /** The number of the line, from 1. */
    long number() {
        return number;
    }

    /** True when the line was too long to be kept whole. */
    boolean tooLong() {
        return tooLong;
    }

    /** The byte offset of the line's first malformed sequence, or {@link #WELL_FORMED}. */
    long malformedOffset() {
        return malformedOffset;
    }
}
