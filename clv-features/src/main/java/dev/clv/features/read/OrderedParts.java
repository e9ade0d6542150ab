package dev.clv.features.read;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chunks of a file on several threads and takes the results in the order of the file. Whatever is not certain
 * to be as if one thread had read everything, a failure above all, is thrown away, and the chunk is read again by the
 * caller's thread when its turn comes: so that is what counts.
 *
 * @param <C> a chunk
 * @param <P> what was read of one
 */
abstract class OrderedParts<C, P> {

    /** How many chunks for each thread wait or are being read. */
    private static final int AHEAD = 2;

    /** The next chunk, or null at the end. On the caller's thread. */
    abstract @Nullable C next() throws IOException;

    /** Something to be run once, on any thread, that reads a chunk for itself. On the caller's thread. */
    abstract Reading<P> reading(C chunk);

    /** Takes what was read of a chunk; false, and nothing is taken, if that would not be certain. */
    abstract boolean take(C chunk, P part);

    /** Reads the next chunk in order on the caller's thread. */
    abstract void readAlone(C chunk) throws IOException;

    /** Reads a chunk. */
    interface Reading<P> {
        P read() throws IOException;
    }

    private record Ahead<C, P>(C chunk, FutureTask<P> part) {}

    /**
     * Reads all chunks.
     *
     * @param threads at least 2, the caller's own among them
     */
    final void readAll(int threads) throws IOException {
        try (ReadingThreads others = ReadingThreads.beside(threads)) {
            readAll(threads, others);
        }
    }

    private void readAll(int threads, Executor others) throws IOException {
        Deque<Ahead<C, P>> ahead = new ArrayDeque<>();
        IOException failure = null;
        boolean more = true;
        while (true) {
            while (more && ahead.size() < AHEAD * threads) {
                try {
                    C chunk = next();
                    more = chunk != null;
                    if (chunk != null) {
                        FutureTask<P> part = new FutureTask<>(reading(chunk)::read);
                        ahead.addLast(new Ahead<>(chunk, part));
                        others.execute(part);
                    }
                } catch (IOException e) {
                    // What comes before it in the file may fail first.
                    failure = e;
                    more = false;
                }
            }
            Ahead<C, P> first = ahead.peekFirst();
            if (first == null) {
                break;
            }
            help(ahead, first);
            P part = result(first.part);
            if (part == null || !take(first.chunk, part)) {
                readAlone(first.chunk);
            }
            ahead.removeFirst();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Does some of the work, as long as the first chunk is not read. */
    private void help(Deque<Ahead<C, P>> ahead, Ahead<C, P> first) {
        for (Ahead<C, P> some : ahead) {
            if (first.part.isDone()) {
                return;
            }
            // Nothing happens if another thread has begun with it.
            some.part.run();
        }
    }

    private static <P> @Nullable P result(FutureTask<P> part) {
        try {
            return Uninterruptibles.getUninterruptibly(part);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            return null;
        }
    }
}
