package dev.clv.features.read;

import dev.clv.features.internal.StrictReader;
import dev.clv.features.internal.cell.Blank;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits JSON into its records, which are lines that end with LF, CR or both, except empty ones; the elements of a list
 * that is the whole text; objects one after the other, of several lines each; or the objects of a list in an object. A
 * record longer than allowed is read to its end but not kept. Reuses one buffer; not thread-safe.
 */
final class LineSplitter {

    static final long WELL_FORMED = -1;

    private enum Form {
        LINES,
        ELEMENTS,
        LISTS
    }

    private static final int BUFFER = 8192;

    /** How far the first object is looked at to tell a record from an object around a list of them. */
    private static final int LOOK_AHEAD = 1 << 16;

    private final StrictReader in;
    private final int maxLength;
    private Form form = Form.LINES;
    private long lineFeeds;
    /** Of all characters before those in the buffer, and where the line at hand begins. */
    private long passed;

    private long lineStart;
    private int column = 1;
    private char[] source = new char[BUFFER];
    private int at;
    private int end;
    private char[] chars = new char[1024];
    private int length;
    private long number;
    private boolean tooLong;
    private boolean afterReturn;
    private long malformedOffset = WELL_FORMED;

    private final JsonWrapper wrapper;
    private final JsonLists lists = new JsonLists();
    private @Nullable String records;
    private boolean inRecords;
    private boolean anyRecord;
    private boolean cutOff;
    private boolean listIsOpen;

    private LineSplitter(StrictReader in, int maxLength, JsonWrapper wrapper) {
        this.in = in;
        this.maxLength = maxLength;
        this.wrapper = wrapper;
    }

    /**
     * Splits JSON in the form that its beginning shows.
     *
     * @throws EventReadException from here or from {@link #next} if it is not clear which list holds the records, or if
     *     the text ends before the list, or an object of several lines, does
     */
    static LineSplitter ofJson(StrictReader in, int maxLength, JsonWrapper wrapper) throws IOException {
        LineSplitter splitter = new LineSplitter(in, maxLength, wrapper);
        splitter.more();
        int first = 0;
        while (first < splitter.end && Blank.is(splitter.source[first])) {
            first++;
        }
        splitter.records = wrapper.named();
        if (wrapper.named() != null) {
            splitter.form = Form.LISTS;
        } else if (first < splitter.end && splitter.source[first] == '[') {
            splitter.form = Form.ELEMENTS;
            splitter.listIsOpen = true;
            while (splitter.at <= first) {
                splitter.pass();
            }
        } else if (first < splitter.end && splitter.source[first] == '{') {
            splitter.lookAhead(first);
        }
        return splitter;
    }

    /** Tells a record from an object around a list of them, and an object of one line from one of several. */
    private void lookAhead(int first) throws IOException {
        JsonLists ahead = new JsonLists();
        boolean record = false;
        boolean lines = false;
        String list = null;
        JsonLists.Found found = JsonLists.Found.NOTHING;
        for (int i = first; found != JsonLists.Found.END && (i < end || extend()); i++) {
            boolean lineEnd = source[i] == '\n' || source[i] == '\r';
            if (lineEnd && ahead.isInText()) {
                return;
            }
            lines |= lineEnd;
            found = ahead.next(source[i]);
            if (found == JsonLists.Found.FIELD) {
                record |= wrapper.isOfRecord(ahead.path());
            } else if (found == JsonLists.Found.LIST && list == null) {
                list = ahead.path();
            }
        }
        if (!record && list != null) {
            records = list;
            form = Form.LISTS;
        } else if (lines && found == JsonLists.Found.END) {
            form = Form.ELEMENTS;
        }
    }

    /** Goes on to the next line, or element, that is not empty; false at the end. */
    boolean next() throws IOException {
        malformedOffset = WELL_FORMED;
        do {
            boolean any = switch (form) {
                case LINES -> readLine();
                case ELEMENTS -> readElement();
                case LISTS -> readOfList();
            };
            if (!any) {
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

    /** The next element of a list that is the whole text, or the next of several objects. */
    private boolean readElement() throws IOException {
        length = 0;
        tooLong = false;
        while (more() && isBetween(source[at])) {
            listIsOpen &= source[at] != ']';
            pass();
        }
        boolean any = readValue();
        if (any ? cutOff : listIsOpen) {
            refuseCutOff();
        }
        return any;
    }

    /** What follows the place where a bracket or a quote is missing cannot be told apart either. */
    private void refuseCutOff() {
        if (wrapper.isWhole()) {
            throw wrapper.cutOff(cutOff ? number : lineFeeds + 1);
        }
    }

    /** The next object of a list of records; what stands around it is followed, not kept. */
    private boolean readOfList() throws IOException {
        length = 0;
        tooLong = false;
        while (more()) {
            char c = source[at];
            if (inRecords && !isBetween(c)) {
                boolean any = readValue();
                if (cutOff) {
                    refuseCutOff();
                }
                return any;
            }
            if (inRecords) {
                inRecords = c != ']';
                if (!inRecords) {
                    lists.leave();
                }
                pass();
            } else if (isRecords(lists.next(c))) {
                inRecords = true;
                anyRecord = true;
            } else {
                pass();
            }
        }
        if (!anyRecord) {
            throw wrapper.notFound();
        }
        if (!lists.isOutside()) {
            refuseCutOff();
        }
        return false;
    }

    private boolean isRecords(JsonLists.Found found) {
        String list = String.valueOf(records);
        if (found == JsonLists.Found.FIELD) {
            wrapper.meetField(lists.path(), list, lineFeeds + 1);
        }
        if (found != JsonLists.Found.LIST) {
            return false;
        }
        boolean ours = lists.path().equals(list);
        if (!ours) {
            wrapper.meet(lists.path(), list, lineFeeds + 1);
        }
        return ours;
    }

    /** Goes on by a character between records. */
    private void pass() {
        char c = source[at++];
        if (c == '\n') {
            lineFeeds++;
            lineStart = passed + at;
        } else if (in.hasMalformed()) {
            noteMalformed(source, at - 1, 1);
        }
    }

    private void start() {
        malformedOffset = WELL_FORMED;
        number = lineFeeds + 1;
        column = (int) Math.min(Integer.MAX_VALUE, passed + at - lineStart + 1);
    }

    /** An object or a list to its closing bracket, and anything else up to what may stand between records. */
    private boolean readValue() throws IOException {
        start();
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
                at++;
                if (c == '\n') {
                    lineFeeds++;
                    lineStart = passed + at;
                }
            }
            keep(from, at - from);
        }
        cutOff = any && (depth > 0 || quoted);
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
            passed += end;
            end = Math.max(0, in.read(source, 0, source.length));
            at = 0;
        }
        return at < end;
    }

    /** Keeps what is in the buffer and reads on, as long as it is no more than is looked at. */
    private boolean extend() throws IOException {
        if (end >= LOOK_AHEAD) {
            return false;
        }
        if (end == source.length) {
            source = Arrays.copyOf(source, 2 * end);
        }
        int read = in.read(source, end, source.length - end);
        end += Math.max(0, read);
        return read > 0;
    }

    /**
     * The record at hand, in characters that are overwritten by the next.
     *
     * @param linesAbove how many lines of the file stand above what is split
     */
    JsonText record(long linesAbove) {
        return new JsonText(chars, 0, length, linesAbove + number, column, tooLong, malformedOffset);
    }
}
