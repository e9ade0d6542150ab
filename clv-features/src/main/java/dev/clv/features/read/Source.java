package dev.clv.features.read;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/**
 * An opened input: its name for messages, its content decompressed when it begins like gzip, and how much of it has
 * been read.
 */
final class Source implements AutoCloseable {

    private static final int GZIP_BUFFER = 1 << 16;

    /** Deflate never packs more than this many bytes into one. */
    private static final long MAX_INFLATION = 1032;

    private final String name;
    private final CountingStream raw;
    private final InputStream content;
    private final OptionalLong size;
    private final boolean gzip;

    private Source(String name, InputStream in, OptionalLong size, LongConsumer progress) throws IOException {
        this.name = name;
        this.size = size;
        this.raw = new CountingStream(in, progress);
        PushbackInputStream start = new PushbackInputStream(raw, 4);
        byte[] head = start.readNBytes(4);
        start.unread(head);
        this.gzip = begins(head, 0x1F, 0x8B);
        if (begins(head, 'P', 'K', 3, 4)) {
            throw new IOException("it is a zip archive; unpack it, or compress it with gzip");
        }
        if (begins(head, 0xFF, 0xFE) || begins(head, 0xFE, 0xFF)) {
            throw new IOException("it is UTF-16; convert it to UTF-8");
        }
        this.content = gzip ? new GZIPInputStream(start, GZIP_BUFFER) : start;
    }

    /** @param progress told the bytes read so far, of the file as it is stored */
    static Source open(Path path, LongConsumer progress) {
        String name = String.valueOf(path.getFileName());
        try {
            InputStream in = Files.newInputStream(path);
            try {
                return new Source(name, in, OptionalLong.of(Files.size(path)), progress);
            } catch (IOException e) {
                in.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw EventReadException.about(name).cause(e).because("there is no such file", "check the path");
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** @param in closed with the source */
    static Source open(InputStream in, String name, LongConsumer progress) {
        try {
            return new Source(name, in, OptionalLong.empty(), progress);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    static EventReadException unreadable(String name, IOException cause) {
        String reason = cause instanceof java.io.EOFException
                ? "the compressed data end too early, the file is cut off"
                : String.valueOf(cause.getMessage());
        return EventReadException.about(name).cause(cause).because("cannot be read: " + reason, "");
    }

    String name() {
        return name;
    }

    InputStream content() {
        return content;
    }

    /** No more bytes of content than this can follow; empty when the size is unknown. */
    OptionalLong mostBytesLeft() {
        if (size.isEmpty()) {
            return size;
        }
        long left = Math.max(0, size.getAsLong() - raw.count);
        // What the decompressor holds already was counted as read.
        return OptionalLong.of(gzip ? (left + GZIP_BUFFER) * MAX_INFLATION : left);
    }

    @Override
    public void close() throws IOException {
        content.close();
        raw.tellTotal();
    }

    private static boolean begins(byte[] head, int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (head[i] != (byte) bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Counts what goes through, and tells it every mebibyte. */
    private static final class CountingStream extends FilterInputStream {

        private static final long STEP = 1 << 20;

        private final LongConsumer progress;
        private long count;
        private long told;

        CountingStream(InputStream in, LongConsumer progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int got = in.read(target, offset, length);
            count(got);
            return got;
        }

        private void count(int got) {
            count += Math.max(0, got);
            if (count - told >= STEP) {
                tellTotal();
            }
        }

        void tellTotal() {
            if (count > told) {
                told = count;
                progress.accept(count);
            }
        }
    }
}
