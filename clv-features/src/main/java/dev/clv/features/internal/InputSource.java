package dev.clv.features.internal;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * An opened input: its name for messages, its content (decompressed if it begins like gzip, whatever its name), and how
 * much of it has been read. Not thread-safe.
 */
public final class InputSource implements AutoCloseable {

    private static final int GZIP_BUFFER = 1 << 16;

    /** Deflate never packs more than this many bytes into one. */
    private static final long MAX_INFLATION = 1032;

    private final String name;
    private final CountingStream raw;
    private InputStream content;
    private final OptionalLong size;
    private final boolean gzip;

    private InputSource(String name, InputStream in, OptionalLong size, LongConsumer progress) throws IOException {
        this.name = name;
        this.size = size;
        this.raw = new CountingStream(in, progress);
        PushbackInputStream start = recognised(raw);
        byte[] head = start.readNBytes(2);
        start.unread(head);
        this.gzip = head.length == 2 && head[0] == 0x1F && head[1] == (byte) 0x8B;
        this.content = gzip ? recognised(new GzipStream(start, GZIP_BUFFER)) : start;
    }

    /** The stream, unless its first bytes say that it is no text. */
    private static PushbackInputStream recognised(InputStream in) throws IOException {
        PushbackInputStream start = new PushbackInputStream(in, FileKind.LENGTH);
        byte[] head = start.readNBytes(FileKind.LENGTH);
        start.unread(head);
        String kind = FileKind.of(head);
        if (kind != null) {
            throw new IOException("it is " + kind);
        }
        return start;
    }

    /**
     * Opens a file.
     *
     * @param progress told, every mebibyte and at the end, how many bytes of the file as it is stored have been read
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws IOException if it cannot be read, or is no text
     */
    public static InputSource open(Path path, LongConsumer progress) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("it is a folder; name a file");
        }
        InputStream in = Files.newInputStream(path);
        try {
            return new InputSource(nameOf(path), in, OptionalLong.of(Files.size(path)), progress);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /**
     * Takes a stream.
     *
     * @param in closed with the source
     * @param name what messages call it
     * @throws IOException if it cannot be read, or is no text
     */
    public static InputSource of(InputStream in, String name, LongConsumer progress) throws IOException {
        return new InputSource(name, in, OptionalLong.empty(), progress);
    }

    /** What messages call a file: its name without its folder. */
    public static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** Why reading failed, in words. */
    public static String reasonOf(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return failure instanceof EOFException
                ? "the compressed data end too early, the file is cut off"
                : String.valueOf(failure.getMessage());
    }

    /**
     * Lets another thread decompress a file ahead of its reader, which ends when this is closed. To be called before
     * the content is asked for; does nothing for what is not compressed, or is no file.
     */
    public void readAhead() {
        if (gzip && size.isPresent()) {
            raw.ahead = true;
            content = new AheadStream(content, () -> raw.count, raw::pass);
        }
    }

    /** What messages call it. */
    public String name() {
        return name;
    }

    /** Its content, decompressed. */
    public InputStream content() {
        return content;
    }

    /** No more bytes of content than this can follow; empty if the size is unknown. */
    public OptionalLong mostBytesLeft() {
        if (size.isEmpty()) {
            return size;
        }
        long left = Math.max(0, size.getAsLong() - raw.passed());
        // What the decompressor holds already was counted as read.
        return OptionalLong.of(gzip ? (left + GZIP_BUFFER) * MAX_INFLATION : left);
    }

    @Override
    public void close() throws IOException {
        content.close();
        raw.tellTotal();
    }

    /**
     * Counts what goes through, and tells it every mebibyte. Where a thread reads ahead, the bytes count when what is
     * made of them is taken from that thread.
     */
    private static final class CountingStream extends FilterInputStream {

        private static final long STEP = 1 << 20;

        private final LongConsumer progress;
        private boolean ahead;
        private long count;
        private long passed;
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
            if (!ahead) {
                pass(count);
            }
        }

        private void pass(long bytes) {
            passed = bytes;
            if (passed - told >= STEP) {
                tellTotal();
            }
        }

        long passed() {
            return passed;
        }

        void tellTotal() {
            if (passed > told) {
                told = passed;
                progress.accept(passed);
            }
        }
    }
}
