package dev.clv.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads beside the caller's for the length of a call. What they are given must not depend on who does it, since the
 * caller does whatever none of them has begun. For one calling thread.
 */
public final class Workers implements Executor, AutoCloseable {

    private final Executor executor;
    private final @Nullable ExecutorService own; // to be ended
    private final List<FutureTask<?>> begun = new ArrayList<>();

    private Workers(Executor executor, @Nullable ExecutorService own) {
        this.executor = executor;
        this.own = own;
    }

    /** @param count how many threads may work, the caller's included; at least 1 */
    public static Workers beside(int count) {
        if (count == 1) {
            return on(task -> {});
        }
        ExecutorService threads = Executors.newFixedThreadPool(count - 1);
        return new Workers(threads, threads);
    }

    /**
     * The threads of an executor, which goes on when these workers are closed.
     *
     * @param executor may run nothing at all, as the caller then does
     */
    public static Workers on(Executor executor) {
        return new Workers(executor, null);
    }

    /** Gives a task to the workers; without any, it is the caller's to run. */
    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /**
     * Gives a task to the workers.
     *
     * @return its result, for which the caller does the task where no worker has begun it; throws what the task throws,
     *     and a {@link CancellationException} if the caller is interrupted, whose interrupt flag stays set
     */
    public <T> Supplier<T> begin(Supplier<T> task) {
        FutureTask<T> future = new FutureTask<>(task::get);
        begun.add(future);
        execute(future);
        return () -> {
            future.run();
            return result(future);
        };
    }

    private static <T> T result(FutureTask<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a task failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for a task");
        }
    }

    /** Drops what no worker has begun, and waits until none of its own threads works any more. */
    @Override
    public void close() {
        begun.forEach(future -> future.cancel(false));
        if (own != null) {
            own.shutdown();
            awaitEnd(own);
        }
    }

    /** However often the caller is interrupted meanwhile, whose interrupt flag stays set. */
    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
