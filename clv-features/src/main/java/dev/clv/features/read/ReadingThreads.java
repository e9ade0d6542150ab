package dev.clv.features.read;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Threads beside the caller's for a stage of a read; without any, the caller's thread runs what it hands over. */
final class ReadingThreads implements Executor, AutoCloseable {

    private final @Nullable ExecutorService others;

    private ReadingThreads(@Nullable ExecutorService others) {
        this.others = others;
    }

    /** @param threads how many may work, the caller's own among them; at least 1 */
    static ReadingThreads beside(int threads) {
        return new ReadingThreads(
                threads == 1
                        ? null
                        : Executors.newFixedThreadPool(
                                threads - 1,
                                new ThreadFactoryBuilder()
                                        .setNameFormat("clv-read-%d")
                                        .setDaemon(true)
                                        .build()));
    }

    @Override
    public void execute(Runnable task) {
        if (others == null) {
            task.run();
        } else {
            others.execute(task);
        }
    }

    /** Drops what no thread has begun, and waits until none works any more. */
    @Override
    public void close() {
        if (others != null) {
            others.shutdownNow();
            MoreExecutors.shutdownAndAwaitTermination(others, 1, TimeUnit.DAYS);
        }
    }
}
