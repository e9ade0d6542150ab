package dev.clv.features.internal;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The same bytes as those of another stream, which a thread of its own reads some blocks ahead: decompressing takes a
 * second processor then. A failure is thrown where the bytes before it have been taken. For one reading thread.
 */
final class AheadStream extends InputStream {

    private static final int BLOCK = 1 << 18;
    private static final int BLOCKS = 4;

    private final InputStream in;
    private final LongSupplier position;
    private final LongConsumer taken;
    private final BlockingQueue<Block> blocks = new ArrayBlockingQueue<>(BLOCKS);
    private final Thread reader = new Thread(this::readAll, "clv-read-ahead");
    private @Nullable Block current; // null before the first read
    private int at;

    /**
     * @param position how much was read of what {@code in} is made from; asked on the thread of this stream
     * @param taken told that position, on the reading thread, when the bytes up to it are the next to be taken
     */
    AheadStream(InputStream in, LongSupplier position, LongConsumer taken) {
        this.in = in;
        this.position = position;
        this.taken = taken;
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * What was read at once; the last one is not full.
     *
     * @param failure what ended the stream behind its bytes; null unless it is the last and something did
     */
    private record Block(
            byte[] bytes,
            int length,
            long position,
            @Nullable Throwable failure) {

        boolean isLast() {
            return length < BLOCK;
        }
    }

    private void readAll() {
        try {
            Block block;
            do {
                block = next();
                blocks.put(block);
            } while (!block.isLast());
        } catch (InterruptedException e) {
            // The stream was closed.
            Thread.currentThread().interrupt();
        }
    }

    private Block next() {
        byte[] bytes = {};
        int length = 0;
        try {
            // Whatever fails here, the reader must be told, who waits for a block.
            bytes = new byte[BLOCK];
            int got = in.read(bytes, 0, BLOCK);
            while (got > 0) {
                length += got;
                got = in.read(bytes, length, BLOCK - length);
            }
            return new Block(bytes, length, position.getAsLong(), null);
        } catch (IOException | RuntimeException | Error e) {
            return new Block(bytes, length, position.getAsLong(), e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        Block block = current;
        while (block == null || at == block.length) {
            if (block != null && block.isLast()) {
                rethrow(block.failure);
                return -1;
            }
            block = Uninterruptibles.takeUninterruptibly(blocks);
            current = block;
            at = 0;
            taken.accept(block.position);
        }
        int got = Math.min(length, block.length - at);
        System.arraycopy(block.bytes, at, target, offset, got);
        at += got;
        return got;
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    /** Waits until the thread has ended, and closes the other stream. */
    @Override
    public void close() throws IOException {
        reader.interrupt();
        Uninterruptibles.joinUninterruptibly(reader);
        in.close();
    }
}
