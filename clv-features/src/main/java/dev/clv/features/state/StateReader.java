package dev.clv.features.state;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/**
 * Takes back what a {@link StateWriter} appended, in the same order. Never reads beyond its bytes, and never allocates
 * more than they could hold, whatever they are. Not thread-safe.
 */
public final class StateReader {

    private final byte[] bytes;
    private int position;

    /** @param bytes what {@link StateWriter#toBytes()} gave; copied */
    public StateReader(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /**
     * Takes a whole number.
     *
     * @throws IllegalArgumentException if none follows
     */
    public long whole() {
        long rest = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            byte next = next();
            rest |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return (rest >>> 1) ^ -(rest & 1);
            }
        }
        throw damaged("a whole number does not end");
    }

    /**
     * Takes a whole number that counts what follows.
     *
     * @param bytesEach the fewest bytes that each of the counted takes; at least 1
     * @return so small that the bytes left can hold that many
     * @throws IllegalArgumentException if the number is negative or larger
     */
    public int count(int bytesEach) {
        long count = whole();
        if (count < 0 || count > (bytes.length - position) / bytesEach) {
            throw damaged("it counts " + count + " where " + (bytes.length - position) + " bytes are left");
        }
        return (int) count;
    }

    /**
     * Takes a yes or no.
     *
     * @throws IllegalArgumentException if none follows
     */
    public boolean flag() {
        byte next = next();
        if (next != 0 && next != 1) {
            throw damaged("a flag is " + next);
        }
        return next == 1;
    }

    /**
     * Takes a number with all its bits.
     *
     * @throws IllegalArgumentException if none follows
     */
    public double number() {
        long bits = 0;
        for (int i = 0; i < Double.BYTES; i++) {
            bits = bits << 8 | next() & 0xff;
        }
        return Double.longBitsToDouble(bits);
    }

    /**
     * Takes an instant.
     *
     * @throws IllegalArgumentException if none follows
     */
    public Instant instant() {
        long seconds = whole();
        long nanos = whole();
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException | ArithmeticException e) {
            throw damaged("an instant has " + seconds + " seconds and " + nanos + " nanoseconds");
        }
    }

    /**
     * Takes an exact decimal with its scale.
     *
     * @throws IllegalArgumentException if none follows
     */
    public BigDecimal decimal() {
        long scale = whole();
        byte[] unscaled = bytes();
        if (Math.abs(scale) > StateWriter.MOST_SCALE || unscaled.length == 0) {
            throw damaged("a decimal has scale " + scale + " and " + unscaled.length + " bytes");
        }
        return new BigDecimal(new BigInteger(unscaled), (int) scale);
    }

    /**
     * Takes a text.
     *
     * @throws IllegalArgumentException if none follows
     */
    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /**
     * Takes some bytes.
     *
     * @throws IllegalArgumentException if fewer follow than were appended
     */
    public byte[] bytes() {
        int length = count(1);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /**
     * Makes sure that everything was taken.
     *
     * @throws IllegalArgumentException if something is left
     */
    public void end() {
        if (position < bytes.length) {
            throw damaged((bytes.length - position) + " bytes are left");
        }
    }

    private byte next() {
        if (position == bytes.length) {
            throw damaged("it ends after " + bytes.length + " bytes");
        }
        return bytes[position++];
    }

    private static IllegalArgumentException damaged(String how) {
        return new IllegalArgumentException(
                "the snapshot is damaged, or another version wrote it: " + how + "; fold the events again");
    }
}
