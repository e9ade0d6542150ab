package dev.clv.features.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of a gzip stream (RFC 1952), of one member or of several behind each other, as compressed files that were
 * concatenated have. Zeros behind the last member are passed over; anything else there is refused, where
 * {@link java.util.zip.GZIPInputStream} would end early without a word. Not thread-safe.
 */
final class GzipStream extends InputStream {

    private static final int DEFLATE = 8;
    private static final int HEADER_CHECK = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 check = new CRC32();
    private final byte[] buffer;
    private int at;
    private int end;
    private boolean ended;

    /** Reads the header of the first member. */
    GzipStream(InputStream in, int bufferSize) throws IOException {
        this.in = in;
        this.buffer = new byte[bufferSize];
        if (needed() != 0x1F || needed() != 0x8B) {
            throw new IOException("it does not begin like gzip");
        }
        header();
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
        while (!ended) {
            int got = inflate(target, offset, length);
            if (got > 0) {
                check.update(target, offset, got);
                return got;
            }
            if (inflater.finished()) {
                finishMember();
            } else if (inflater.needsInput()) {
                fill();
            } else {
                throw damaged();
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            int got = inflater.inflate(target, offset, length);
            at = end - inflater.getRemaining();
            return got;
        } catch (DataFormatException e) {
            throw damaged();
        }
    }

    private static IOException damaged() {
        return new IOException("the compressed data are damaged");
    }

    /** Takes the check value and the length behind a member, and what follows: the next one, zeros or the end. */
    private void finishMember() throws IOException {
        long expected = check.getValue();
        long size = inflater.getBytesWritten() & 0xFFFFFFFFL;
        if (number() != expected || number() != size) {
            throw damaged();
        }
        int next = next();
        if (next == 0x1F && next() == 0x8B) {
            header();
            return;
        }
        while (next == 0) {
            next = next();
        }
        if (next >= 0) {
            throw new IOException("something else follows the compressed data; compress the file again");
        }
        ended = true;
    }

    /** The rest of a header, from the method on. */
    private void header() throws IOException {
        if (needed() != DEFLATE) {
            throw damaged();
        }
        int flags = needed();
        skip(6);
        if ((flags & EXTRA) != 0) {
            int length = needed();
            skip(length | needed() << 8);
        }
        if ((flags & NAME) != 0) {
            passText();
        }
        if ((flags & COMMENT) != 0) {
            passText();
        }
        if ((flags & HEADER_CHECK) != 0) {
            skip(2);
        }
        check.reset();
        inflater.reset();
        inflater.setInput(buffer, at, end - at);
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            needed();
        }
    }

    private void passText() throws IOException {
        int c = needed();
        while (c != 0) {
            c = needed();
        }
    }

    private long number() throws IOException {
        long number = 0;
        for (int i = 0; i < 4; i++) {
            number |= (long) needed() << 8 * i;
        }
        return number;
    }

    private int needed() throws IOException {
        int next = next();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }

    /** The next byte of the compressed stream; -1 at its end. */
    private int next() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return at == end ? -1 : buffer[at++] & 0xFF;
    }

    private void fill() throws IOException {
        at = 0;
        end = in.read(buffer, 0, buffer.length);
        if (end <= 0) {
            end = 0;
            throw new EOFException();
        }
        inflater.setInput(buffer, 0, end);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        ended = true;
        in.close();
    }
}
