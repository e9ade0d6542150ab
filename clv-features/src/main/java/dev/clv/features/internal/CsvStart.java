package dev.clv.features.internal;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.CharBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of a CSV file: byte order marks and a line such as {@code sep=;}, which Excel writes above the header,
 * are passed over, and the delimiter is told from that line or from the header. One rule for every kind of CSV file.
 * Not thread-safe.
 */
public final class CsvStart {

    private static final int LONGEST_HEADER = 1 << 16;
    private static final char MARK = '\ufeff';
    private static final Pattern SEPARATOR_LINE =
            Pattern.compile("\"?sep=(\\\\t|[^\\r\\n])\"?[ ,;\t]*(\\r\\n|\\r|\\n)", Pattern.CASE_INSENSITIVE);

    private static final Pattern JSON = Pattern.compile("\\s*(\\[\\s*)?\\{\\s*[\"}]");

    private final Reader text;
    private final int lines;
    private final boolean declared;
    private final char delimiter;
    private final String header;

    private CsvStart(Reader text, int lines, boolean declared, char delimiter, String header) {
        this.text = text;
        this.lines = lines;
        this.declared = declared;
        this.delimiter = delimiter;
        this.header = header;
    }

    /**
     * Reads the beginning.
     *
     * @param text closed with {@link #text()}
     * @throws IOException if it cannot be read, or is JSON
     */
    public static CsvStart of(Reader text) throws IOException {
        CharBuffer start = CharBuffer.allocate(LONGEST_HEADER);
        while (start.hasRemaining() && text.read(start) >= 0) {}
        start.flip();
        int at = passMarks(start, 0);
        Matcher line = SEPARATOR_LINE.matcher(start).region(at, start.length());
        boolean declared = line.lookingAt();
        if (declared) {
            at = passMarks(start, line.end());
        }
        if (JSON.matcher(start).region(at, start.length()).lookingAt()) {
            throw new IOException(
                    "it is JSON and not CSV; let the name of a log end with .jsonl or .json, and convert a"
                            + " table to CSV");
        }
        String header = Delimiter.header(start.subSequence(at, start.length()));
        char delimiter = Delimiter.of(header);
        if (declared) {
            delimiter = line.group(1).length() > 1 ? '\t' : line.group(1).charAt(0);
        }
        PushbackReader rest = new PushbackReader(text, LONGEST_HEADER);
        rest.unread(start.array(), at, start.length() - at);
        return new CsvStart(rest, declared ? 1 : 0, declared, delimiter, header);
    }

    private static int passMarks(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == MARK) {
            at++;
        }
        return at;
    }

    /** The text from the header on. */
    public Reader text() {
        return text;
    }

    /** How many lines above the header were passed over. */
    public int lines() {
        return lines;
    }

    /** Whether a line of the file says what the delimiter is. */
    public boolean isDeclared() {
        return declared;
    }

    /** Whether the header holds the text, in quotes or not. */
    public boolean headerHolds(String text) {
        return header.contains(text);
    }

    /** What separates columns: what the file says, else what stands most often in the header. */
    public char delimiter() {
        return delimiter;
    }
}
