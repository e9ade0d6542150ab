package dev.clv.features.read;

import dev.clv.features.internal.StrictReader;
import dev.clv.features.internal.cell.Blank;
import java.io.IOException;
import java.util.Arrays;

/**
 * Splits text into lines that end with LF, CR or both, passing over empty ones, or a JSON list into its elements. A
 * line longer than allowed is read to its end but not kept. Reuses one buffer; not thread-safe.
 */
final class LineSplitter {

    static final long WELL_FORMED = -1;

    private final StrictReader in;
    private final int maxLength;
    private boolean list;
    private long lineFeeds;
    private final char[] source = new char[8192];
    private int at;
    private int end;
    private char[] chars = new char[1024];
    private int length;
    private long number;
    private boolean tooLong;
    private boolean afterReturn;
    private long malformedOffset = WELL_FORMED;

    LineSplitter(StrictReader in, int maxLength) {
        this.in = in;
        this.maxLength = maxLength;
    }

    /** Splits JSON: into lines, or into the elements of a list if that is what the text begins with. */
    static LineSplitter ofJson(StrictReader in, int maxLength) throws IOException {
        LineSplitter splitter = new LineSplitter(in, maxLength);
        splitter.more();
        int first = 0;
        while (first < splitter.end && Blank.is(splitter.source[first])) {
            first++;
        }
        if (first < splitter.end && splitter.source[first] == '[') {
            splitter.list = true;
            while (splitter.at <= first) {
                splitter.lineFeeds += splitter.source[splitter.at++] == '\n' ? 1 : 0;
            }
        }
        return splitter;
    }

    /** Goes on to the next line, or element, that is not empty; false at the end. */
    boolean next() throws IOException {
        malformedOffset = WELL_FORMED;
        do {
            if (!(list ? readElement() : readLine())) {
                return false;
            }
        } while (length == 0);
        noteMalformed(chars, 0, length);
        return true;
    }

    private boolean readLine() throws IOException {
        length = 0;
        tooLong = false;
        if (afterReturn && more() && source[at] == '\n') {
            at++;
        }
        afterReturn = false;
        boolean any = false;
        boolean ended = false;
        while (!ended && more()) {
            any = true;
            int from = at;
            while (at < end && source[at] != '\n' && source[at] != '\r') {
                at++;
            }
            keep(from, at - from);
            ended = at < end;
            if (ended) {
                afterReturn = source[at++] == '\r';
            }
        }
        number += any ? 1 : 0;
        return any;
    }

    /** An object to its closing brace, and anything else up to what may stand between elements. */
    private boolean readElement() throws IOException {
        length = 0;
        tooLong = false;
        while (more() && isBetween(source[at])) {
            lineFeeds += source[at++] == '\n' ? 1 : 0;
        }
        number = lineFeeds + 1;
        int depth = 0;
        boolean quoted = false;
        boolean escaped = false;
        boolean any = false;
        boolean ended = false;
        while (!ended && more()) {
            any = true;
            int from = at;
            while (at < end && !ended) {
                char c = source[at];
                if (quoted) {
                    quoted = escaped || c != '"';
                    escaped = !escaped && c == '\\';
                } else if (c == '"') {
                    quoted = true;
                } else if (c == '{' || c == '[') {
                    depth++;
                } else if (depth == 0 && isBetween(c)) {
                    ended = true;
                    break;
                } else if (c == '}' || c == ']') {
                    depth--;
                    ended = depth <= 0;
                }
                lineFeeds += c == '\n' ? 1 : 0;
                at++;
            }
            keep(from, at - from);
        }
        return any;
    }

    private static boolean isBetween(char c) {
        return c == ',' || c == ']' || Blank.is(c);
    }

    private void keep(int from, int count) {
        int kept = Math.min(count, maxLength - length);
        if (length + kept > chars.length) {
            int larger = (int) Math.min(maxLength, Math.max(2L * chars.length, (long) length + kept));
            chars = Arrays.copyOf(chars, larger);
        }
        System.arraycopy(source, from, chars, length, kept);
        length += kept;
        if (kept < count) {
            tooLong = true;
            noteMalformed(source, from + kept, count - kept);
        }
    }

    private void noteMalformed(char[] text, int from, int count) {
        int marks = in.hasMalformed() ? StrictReader.countMalformed(text, from, count) : 0;
        for (int i = 0; i < marks; i++) {
            long offset = in.takeMalformedOffset();
            malformedOffset = malformedOffset == WELL_FORMED ? offset : malformedOffset;
        }
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

    /** Whether the line was too long to be kept whole. */
    boolean tooLong() {
        return tooLong;
    }

    /** The byte offset of the line's first malformed sequence, or {@link #WELL_FORMED}. */
    long malformedOffset() {
        return malformedOffset;
    }
}
