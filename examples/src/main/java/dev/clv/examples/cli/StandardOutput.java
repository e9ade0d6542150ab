package dev.clv.examples.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the first failure to write, which a {@link java.io.PrintStream} keeps to itself. Not thread-safe.
 *
 * <p>A reader that has seen enough and closes its end of a pipe, as {@code head} does, is no failure.
 */
final class StandardOutput extends FilterOutputStream {

    private @Nullable IOException failure;

    StandardOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /** The first failure; null if everything was written, or the reader closed the pipe. */
    @Nullable
    IOException failure() {
        return failure != null && !String.valueOf(failure.getMessage()).contains("roken pipe") ? failure : null;
    }
}
