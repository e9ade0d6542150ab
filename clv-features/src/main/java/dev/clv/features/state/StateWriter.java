package dev.clv.features.state;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Appends plain values to a growing array of bytes; {@link StateReader} takes them back in the same order. The format
 * holds no types and no names: a reader must read exactly what was written. Not thread-safe.
 */
public final class StateWriter {

    /** A sum of decimals has as many digits as their scales are apart: a bound for memory. */
    static final int MOST_SCALE = 100_000;

    private byte[] bytes = new byte[32];
    private int size;

    /** Appends a whole number: 1 byte if it is near 0, up to 10 bytes. */
    public StateWriter whole(long value) {
        // Zigzag, so that small negative numbers are short as well.
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            append((byte) (rest | 0x80));
            rest >>>= 7;
        }
        append((byte) rest);
        return this;
    }

    /** Appends a yes or no: 1 byte. */
    public StateWriter flag(boolean value) {
        append((byte) (value ? 1 : 0));
        return this;
    }

    /** Appends a number with all its bits, NaN and infinities allowed: 8 bytes. */
    public StateWriter number(double value) {
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 56; shift >= 0; shift -= 8) {
            append((byte) (bits >>> shift));
        }
        return this;
    }

    /** Appends an instant with its nanoseconds. */
    public StateWriter instant(Instant value) {
        return whole(value.getEpochSecond()).whole(value.getNano());
    }

    /**
     * Appends an exact decimal with its scale.
     *
     * @param value of a scale from -100,000 to 100,000
     * @throws IllegalArgumentException if its scale is beyond that
     */
    public StateWriter decimal(BigDecimal value) {
        if (Math.abs((long) value.scale()) > MOST_SCALE) {
            throw new IllegalArgumentException("the scale of a decimal must be from -" + MOST_SCALE + " to "
                    + MOST_SCALE + ", was " + value.scale());
        }
        whole(value.scale());
        return bytes(value.unscaledValue().toByteArray());
    }

    /** Appends a text, whatever characters it has. */
    public StateWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return bytes(utf8);
    }

    /** Appends some bytes, for instance another writer's; {@link StateReader#bytes()} gives exactly these back. */
    public StateWriter bytes(byte[] value) {
        whole(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    /** A copy of all that was appended. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void append(byte value) {
        reserve(1);
        bytes[size++] = value;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * size));
        }
    }
}
