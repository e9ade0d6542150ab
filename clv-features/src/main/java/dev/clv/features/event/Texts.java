package dev.clv.features.event;

import dev.clv.features.internal.cell.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Distinct texts as bytes, each known by a number from 0 on. Immutable and thread-safe.
 *
 * <p>A text is stored as the number of its bytes (7 bits a byte, lowest first, the high bit saying that more follow)
 * and then its UTF-16 units, each coded like a UTF-8 code point of its own (CESU-8). That loses nothing, not even a
 * lone surrogate, and bytes compare like {@link String#compareTo}.
 */
final class Texts {

    /** No text. */
    static final int NONE = -1;

    /** Few and short texts are also kept as strings, because they come up again and again. */
    private static final int MAX_CACHED = 1 << 16;

    private static final int MAX_CACHED_BYTES = 1 << 22;

    private final byte[][] chunks;
    private final long[] starts;
    private final String @Nullable [] cache;

    /** @param starts where each text begins: the chunk in the upper half, the place in it in the lower half */
    Texts(byte[][] chunks, long[] starts) {
        this.chunks = chunks;
        this.starts = starts;
        long bytes = 0;
        for (byte[] chunk : chunks) {
            bytes += chunk.length;
        }
        this.cache = starts.length <= MAX_CACHED && bytes <= MAX_CACHED_BYTES ? decodeAll() : null;
    }

    int size() {
        return starts.length;
    }

    String get(int text) {
        return cache != null ? cache[text] : decode(chunks, starts[text]);
    }

    @Nullable
    String getOrNull(int text) {
        return text == NONE ? null : get(text);
    }

    /** Where {@code text} is in texts that are sorted, or a negative number. */
    int search(CharSequence text) {
        byte[] wanted = new byte[3 * text.length()];
        int length = encode(text, wanted);
        int low = 0;
        int high = starts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            byte[] chunk = chunk(chunks, starts[middle]);
            int body = body(chunk, starts[middle]);
            int order = Arrays.compareUnsigned(chunk, body, body + length(chunk, starts[middle]), wanted, 0, length);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return NONE;
    }

    private String[] decodeAll() {
        String[] strings = new String[starts.length];
        for (int text = 0; text < strings.length; text++) {
            strings[text] = decode(chunks, starts[text]);
        }
        return strings;
    }

    static byte[] chunk(byte[][] chunks, long start) {
        return chunks[(int) (start >>> 32)];
    }

    /** The number of bytes of the text at {@code start}. */
    static int length(byte[] chunk, long start) {
        int at = (int) start;
        int length = 0;
        int shift = 0;
        while (chunk[at] < 0) {
            length |= (chunk[at++] & 0x7f) << shift;
            shift += 7;
        }
        return length | chunk[at] << shift;
    }

    /** Where the bytes of the text at {@code start} begin. */
    static int body(byte[] chunk, long start) {
        int at = (int) start;
        while (chunk[at] < 0) {
            at++;
        }
        return at + 1;
    }

    /** Like {@link String#compareTo}, up to the size of the result. */
    static int compare(byte[][] chunks, long left, long right) {
        byte[] a = chunk(chunks, left);
        byte[] b = chunk(chunks, right);
        int fromA = body(a, left);
        int fromB = body(b, right);
        return Arrays.compareUnsigned(a, fromA, fromA + length(a, left), b, fromB, fromB + length(b, right));
    }

    /** Writes a text without its length, at most three bytes a character; returns the number of bytes. */
    static int encode(CharSequence text, byte[] bytes) {
        int length = text.length();
        int at = 0;
        if (text instanceof Slice slice) {
            at = slice.copyAscii(bytes);
        }
        for (int i = at; i < length; i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                bytes[at++] = (byte) unit;
            } else if (unit < 0x800) {
                bytes[at++] = (byte) (0xc0 | unit >>> 6);
                bytes[at++] = (byte) (0x80 | unit & 0x3f);
            } else {
                bytes[at++] = (byte) (0xe0 | unit >>> 12);
                bytes[at++] = (byte) (0x80 | unit >>> 6 & 0x3f);
                bytes[at++] = (byte) (0x80 | unit & 0x3f);
            }
        }
        return at;
    }

    static String decode(byte[][] chunks, long start) {
        byte[] chunk = chunk(chunks, start);
        return decode(chunk, body(chunk, start), length(chunk, start));
    }

    /** The text of so many bytes of a chunk. */
    static String decode(byte[] chunk, int from, int length) {
        int at = from;
        int end = from + length;
        int ascii = at;
        while (ascii < end && chunk[ascii] >= 0) {
            ascii++;
        }
        if (ascii == end) {
            return new String(chunk, at, end - at, StandardCharsets.ISO_8859_1);
        }
        char[] units = new char[end - at];
        int count = 0;
        while (at < end) {
            int lead = chunk[at++];
            if (lead >= 0) {
                units[count++] = (char) lead;
            } else if (lead < (byte) 0xe0) {
                units[count++] = (char) ((lead & 0x1f) << 6 | chunk[at++] & 0x3f);
            } else {
                units[count++] = (char) ((lead & 0x0f) << 12 | (chunk[at++] & 0x3f) << 6 | chunk[at++] & 0x3f);
            }
        }
        return new String(units, 0, count);
    }
}
