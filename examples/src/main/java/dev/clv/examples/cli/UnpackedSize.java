package dev.clv.examples.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many bytes a file has when it is not compressed, nearly. */
final class UnpackedSize {

    /** Logs take up to so many times as much as their compressed files, or little more. */
    private static final int MOST = 12;

    /** Where a compressed file does not say it. */
    private static final int USUAL = 10;

    private UnpackedSize() {}

    /** 0 for what is no file, such as a pipe. */
    static long of(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return 0;
        }
        long packed = Files.size(file);
        return file.toString().endsWith(".gz") ? unpacked(file, packed) : packed;
    }

    /** A compressed file ends with the size of its last part, modulo 4 GiB; most have one part. */
    private static long unpacked(Path file, long packed) throws IOException {
        if (packed < Integer.BYTES || packed > (1L << Integer.SIZE) / MOST) {
            return packed * USUAL;
        }
        ByteBuffer end = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(packed - Integer.BYTES);
            while (end.hasRemaining() && channel.read(end) >= 0) {}
        }
        long said = Integer.toUnsignedLong(end.getInt(0));
        return said >= packed && said <= 2L * MOST * packed ? said : packed * USUAL;
    }
}
