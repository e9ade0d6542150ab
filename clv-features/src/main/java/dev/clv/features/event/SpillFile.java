package dev.clv.features.event;

import dev.clv.features.internal.Interruption;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A temporary file of this process alone: written at its end, read anywhere. It is gone when it is closed and when the
 * process ends in whatever way; where the system allows it, it has no name from the beginning. Not thread-safe.
 *
 * <p>Failures of the disk are {@link UncheckedIOException}s that say which folder is meant; an interrupt is a
 * {@link java.util.concurrent.CancellationException}.
 */
final class SpillFile implements Closeable {

    private final Path folder;
    private final FileChannel channel;

    private SpillFile(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** A new file in a folder. */
    static SpillFile in(Path folder) {
        try {
            // The name that was made sure to be free, readable by its owner only, is opened again to be deleted.
            Path file = Files.createTempFile(folder, "clv", ".tmp");
            try {
                return new SpillFile(
                        folder,
                        FileChannel.open(
                                file,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.DELETE_ON_CLOSE));
            } catch (IOException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /**
     * What is written goes to the end of the file, a buffer at a time; several outputs may write in turn.
     *
     * @param buffer how many bytes
     */
    Output output(int buffer) {
        return new Output(this, buffer);
    }

    /**
     * What an output wrote.
     *
     * @param stretches of {@link Output#finish}
     */
    Input input(long[] stretches, int buffer) {
        return new Input(this, stretches, buffer);
    }

    /** Appends some bytes; where they begin. */
    private long append(byte[] bytes, int length) {
        Interruption.check();
        try {
            long start = channel.size();
            ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
            while (rest.hasRemaining()) {
                channel.write(rest, start + rest.position());
            }
            return start;
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    private void read(byte[] bytes, int at, int length, long from) {
        Interruption.check();
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes, at, length);
            while (rest.hasRemaining()) {
                if (channel.read(rest, from + rest.position() - at) < 0) {
                    throw new IOException("a temporary file is shorter than what was written");
                }
            }
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    private static RuntimeException failed(Path folder, IOException e) {
        if (e instanceof ClosedByInterruptException) {
            Interruption.check();
        }
        return new UncheckedIOException(
                new IOException("temporary files in '" + folder + "' cannot be used: " + e.getMessage(), e));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /** Plain values on their way into the file. Not thread-safe. */
    static final class Output {

        private final SpillFile file;
        private byte[] bytes;
        private int size;
        private long[] stretches = new long[2];
        private int used;

        private Output(SpillFile file, int buffer) {
            this.file = file;
            this.bytes = new byte[buffer];
        }

        void octet(int value) {
            reserve(1);
            bytes[size++] = (byte) value;
        }

        /** A whole number: 1 byte if it is near 0, up to 10 bytes. */
        void whole(long value) {
            reserve(10);
            long rest = (value << 1) ^ (value >> 63);
            while ((rest & ~0x7fL) != 0) {
                bytes[size++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            bytes[size++] = (byte) rest;
        }

        /** All bits of a number; a small whole one takes few bytes. */
        void number(double value) {
            int small = (int) value;
            if (small >= 0 && small < 1 << 20 && Double.doubleToLongBits(small) == Double.doubleToLongBits(value)) {
                whole(small + 1);
                return;
            }
            whole(0);
            reserve(Long.BYTES);
            long bits = Double.doubleToLongBits(value);
            for (int shift = 56; shift >= 0; shift -= 8) {
                bytes[size++] = (byte) (bits >>> shift);
            }
        }

        void bytes(byte[] from, int at, int length) {
            reserve(length);
            System.arraycopy(from, at, bytes, size, length);
            size += length;
        }

        private void reserve(int more) {
            if (bytes.length - size < more) {
                flush();
                if (bytes.length < more) {
                    bytes = new byte[more];
                }
            }
        }

        private void flush() {
            if (size == 0) {
                return;
            }
            long start = file.append(bytes, size);
            if (used > 0 && stretches[used - 1] == start) {
                stretches[used - 1] += size;
            } else {
                if (used == stretches.length) {
                    stretches = Arrays.copyOf(stretches, 2 * used);
                }
                stretches[used++] = start;
                stretches[used++] = start + size;
            }
            size = 0;
        }

        /** Ends the writing: where each stretch of what was written begins, and where it ends. */
        long[] finish() {
            flush();
            bytes = new byte[0];
            return Arrays.copyOf(stretches, used);
        }
    }

    /** Plain values from a stretch of the file. Not thread-safe. */
    static final class Input {

        private final SpillFile file;
        private final long[] stretches;
        private int stretch = -2;
        private long next;
        private long end;
        private byte[] bytes;
        private int at;
        private int size;

        private Input(SpillFile file, long[] stretches, int buffer) {
            this.file = file;
            this.stretches = stretches;
            this.bytes = new byte[buffer];
        }

        boolean atEnd() {
            return at == size && next == end && stretch + 2 >= stretches.length;
        }

        int octet() {
            require(1);
            return bytes[at++] & 0xff;
        }

        long whole() {
            long value = 0;
            int shift = 0;
            int octet = octet();
            while (octet >= 0x80) {
                value |= (octet & 0x7fL) << shift;
                shift += 7;
                octet = octet();
            }
            value |= (long) octet << shift;
            return (value >>> 1) ^ -(value & 1);
        }

        double number() {
            long small = whole();
            if (small > 0) {
                return small - 1;
            }
            require(Long.BYTES);
            long bits = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                bits = bits << 8 | bytes[at++] & 0xff;
            }
            return Double.longBitsToDouble(bits);
        }

        /** Passes over so many bytes, which {@link #array} has from the result on until the next call. */
        int bytes(int length) {
            require(length);
            at += length;
            return at - length;
        }

        byte[] array() {
            return bytes;
        }

        private void require(int more) {
            if (size - at >= more) {
                return;
            }
            byte[] old = bytes;
            if (bytes.length < more) {
                bytes = new byte[more];
            }
            System.arraycopy(old, at, bytes, 0, size - at);
            size -= at;
            at = 0;
            if (next == end && size == 0 && stretch + 2 < stretches.length) { // no value lies in two of them
                stretch += 2;
                next = stretches[stretch];
                end = stretches[stretch + 1];
            }
            int read = (int) Math.min(bytes.length - size, end - next);
            if (size + read < more) {
                throw new IllegalStateException("a temporary file ends within a value");
            }
            file.read(bytes, size, read, next);
            next += read;
            size += read;
        }
    }
}
