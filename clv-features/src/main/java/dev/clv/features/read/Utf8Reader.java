package dev.clv.features.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decodes UTF-8 strictly without stopping: every malformed sequence becomes one lone low surrogate, which no
 * well-formed input can contain, and its byte offset is remembered until the row that holds it asks for it.
 *
 * <p>One leading byte order mark is left out. Offsets count bytes of the decompressed content, from 0. Not thread-safe.
 */
final class Utf8Reader extends Reader {

    /** Stands for a malformed sequence; unlike U+FFFD it cannot be part of the input. */
    static final char MALFORMED = '\udc80';

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final Deque<Long> malformed = new ArrayDeque<>();
    private long filled;
    private boolean ended;

    Utf8Reader(InputStream in) throws IOException {
        this.in = in;
        fill();
        byte[] head = bytes.array();
        if (bytes.remaining() >= 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF) {
            bytes.position(3);
        }
    }

    /** Passes over this many lines, which end with LF, CR or both, before anything is decoded. */
    void skipLines(int lines) throws IOException {
        for (int line = 0; line < lines; line++) {
            int b = next();
            while (b >= 0 && b != '\n' && b != '\r') {
                b = next();
            }
            if (b == '\r' && more() && bytes.get(bytes.position()) == '\n') {
                next();
            }
        }
    }

    /** True when nothing is left to decode. */
    boolean atEnd() throws IOException {
        return !more();
    }

    /** True when a malformed sequence was decoded whose offset nobody has asked for. */
    boolean hasMalformed() {
        return !malformed.isEmpty();
    }

    /** The byte offset of the first malformed sequence not asked for yet; one for each {@link #MALFORMED} read. */
    long takeMalformedOffset() {
        return malformed.removeFirst();
    }

    /** How many of the characters are marks of malformed sequences: low surrogates without a high one in front. */
    static int countMalformed(char[] chars, int offset, int length) {
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
        CharBuffer chars = CharBuffer.wrap(target, offset, length);
        while (chars.position() == offset) {
            CoderResult result = decoder.decode(bytes, chars, ended);
            if (result.isMalformed()) {
                if (!chars.hasRemaining()) {
                    break;
                }
                malformed.addLast(filled - bytes.remaining());
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

    private int next() throws IOException {
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
