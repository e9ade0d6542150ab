package dev.clv.features.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes text strictly without stopping: every malformed sequence becomes one lone low surrogate, which no well-formed
 * input can contain, and its byte offset is remembered until the row that holds it is read.
 *
 * <p>A leading byte order mark (of UTF-8 or UTF-16) decides the encoding and is left out; UTF-16 is recognised without
 * one too, by zero bytes, where UTF-8 is expected. Offsets count bytes of the decompressed content, from 0. Not
 * thread-safe.
 */
public final class StrictReader extends Reader {

    /** Stands for a malformed sequence; unlike U+FFFD it cannot be part of the input. */
    public static final char MALFORMED = '\udc80';

    private static final int BUFFER = 1 << 16;

    /**
     * How many characters are decoded at once: the JDK's decoder is several times quicker up to the first character
     * beyond ASCII of a call than behind it.
     */
    private static final int AT_ONCE = 1 << 13;

    private final InputStream in;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
    private final Charset charset;
    private final CharsetDecoder decoder;

    private final MalformedOffsets malformed = new MalformedOffsets();
    private long filled;
    private boolean ended;

    /**
     * Begins to read.
     *
     * @param in closed with this
     * @param encoding of a text that does not begin with a byte order mark; see {@link #canRead}
     */
    public StrictReader(InputStream in, Charset encoding) throws IOException {
        this.in = in;
        fill();
        if (begins(0xEF, 0xBB, 0xBF)) {
            bytes.position(3);
            charset = StandardCharsets.UTF_8;
        } else if (begins(0xFE, 0xFF)) {
            bytes.position(2);
            charset = StandardCharsets.UTF_16BE;
        } else if (begins(0xFF, 0xFE)) {
            bytes.position(2);
            charset = StandardCharsets.UTF_16LE;
        } else {
            charset = encoding.equals(StandardCharsets.UTF_8) ? unmarked() : encoding;
        }
        decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Whether texts in this encoding can be read: one that extends ASCII, or a form of UTF-16. */
    public static boolean canRead(Charset encoding) {
        if (encoding.name().startsWith("UTF-16")) {
            return true;
        }
        String ascii = "aZ09,;\t\"\r\n";
        return encoding.canEncode() && ascii.equals(new String(ascii.getBytes(encoding), StandardCharsets.US_ASCII));
    }

    /** The encoding that is read, which a byte order mark may have decided. */
    public Charset charset() {
        return charset;
    }

    /** What a text without a mark is: two characters of UTF-16 with a zero byte each cannot begin one in UTF-8. */
    private Charset unmarked() {
        if (bytes.remaining() < 4) {
            return StandardCharsets.UTF_8;
        }
        int start = bytes.position();
        boolean[] zero = new boolean[4];
        for (int i = 0; i < 4; i++) {
            zero[i] = bytes.get(start + i) == 0;
        }
        if (!zero[0] && zero[1] && !zero[2] && zero[3]) {
            return StandardCharsets.UTF_16LE;
        }
        return zero[0] && !zero[1] && zero[2] && !zero[3] ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    private boolean begins(int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.remaining() || (bytes.get(bytes.position() + i) & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** Passes over this many lines, which end with LF, CR or both, before anything is decoded. */
    public void skipLines(int lines) throws IOException {
        for (int line = 0; line < lines; line++) {
            int unit = next();
            while (unit >= 0 && unit != '\n' && unit != '\r') {
                unit = next();
            }
            if (unit == '\r') {
                passOverLineFeed();
            }
        }
    }

    /** Whether nothing is left to decode. */
    public boolean atEnd() throws IOException {
        return !more();
    }

    /** Whether a malformed sequence was decoded whose offset has not been taken. */
    public boolean hasMalformed() {
        return !malformed.isEmpty();
    }

    /** Takes the byte offset of the first malformed sequence not taken yet; one for each {@link #MALFORMED} read. */
    public long takeMalformedOffset() {
        return malformed.take();
    }

    /** The offsets that have not been taken. */
    public MalformedOffsets malformed() {
        return malformed;
    }

    /** How many of the characters are marks of malformed sequences: low surrogates without a high one in front. */
    public static int countMalformed(char[] chars, int offset, int length) {
        int count = 0;
        for (int i = offset; i < offset + length; i++) {
            if (chars[i] == MALFORMED && (i == offset || !Character.isHighSurrogate(chars[i - 1]))) {
                count++;
            }
        }
        return count;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        CharBuffer chars = CharBuffer.wrap(target, offset, Math.min(length, AT_ONCE));
        while (chars.position() == offset) {
            CoderResult result = decoder.decode(bytes, chars, ended);
            if (result.isError()) {
                if (!chars.hasRemaining()) {
                    break;
                }
                malformed.add(filled - bytes.remaining());
                bytes.position(bytes.position() + result.length());
                chars.put(MALFORMED);
            } else if (result.isOverflow()) {
                break;
            } else if (ended) {
                return chars.position() == offset ? -1 : chars.position() - offset;
            } else {
                fill();
            }
        }
        return chars.position() - offset;
    }

    private boolean more() throws IOException {
        if (!bytes.hasRemaining() && !ended) {
            fill();
        }
        return bytes.hasRemaining();
    }

    private void passOverLineFeed() throws IOException {
        if (bytes.remaining() < 2 && !ended) {
            fill();
        }
        int start = bytes.position();
        if (next() != '\n') {
            bytes.position(start);
        }
    }

    /** The next unit of the encoding, of one byte or two; -1 at the end. */
    private int next() throws IOException {
        int first = nextByte();
        if (first < 0 || !charset.name().startsWith("UTF-16")) {
            return first;
        }
        int second = nextByte();
        return charset.equals(StandardCharsets.UTF_16LE) ? second << 8 | first : first << 8 | second;
    }

    private int nextByte() throws IOException {
        return more() ? bytes.get() & 0xFF : -1;
    }

    /** Reads until there is something new, keeping the bytes of a character that is not complete yet. */
    private void fill() throws IOException {
        bytes.compact();
        int wanted = bytes.remaining();
        int got = in.read(bytes.array(), bytes.position(), wanted);
        while (got >= 0 && got + bytes.position() < 4) {
            bytes.position(bytes.position() + got);
            filled += got;
            got = in.read(bytes.array(), bytes.position(), bytes.remaining());
        }
        if (got < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + got);
            filled += got;
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
