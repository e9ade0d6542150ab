package dev.clv.nn.train;

import dev.clv.nn.plan.Workers;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The calling thread and its helpers, for example for the length of one call of {@code train}. Work is cut into numbered tasks that whoever is
 * free takes; the caller takes them too, so helpers that an executor never starts cost time but no deadlock. What a task computes must not
 * depend on who runs it. For one calling thread at a time; an exception of a task is thrown to the caller once the round is over. Once told
 * to stop, tasks not begun are dropped, and what a run was to compute is of no use.
 */
public final class Crew implements AutoCloseable, Workers {

    /** Rounds of waiting before a helper sleeps: batches follow each other within microseconds. */
    private static final int SPINS = 20_000;

    /** The most tasks of one run. */
    static final int MAX_TASKS = 0xFFFF;

    /**
     * The round (32 bits), its number of tasks (16) and its next free task (16) in one number, so that a late helper can neither
     * take a task of another round nor one too many.
     */
    private final AtomicLong ticket = new AtomicLong();

    private final AtomicInteger done = new AtomicInteger();
    private final @Nullable Thread[] helpers;
    private final boolean ownThreads;
    private final BooleanSupplier stop;
    private volatile IntConsumer work = task -> {};
    private volatile boolean stopped;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable Error error;

    /**
     * A crew of this many threads, the caller included; the others come from the executor, or are daemons of its own until {@link #close}
     * if it is null.
     *
     * @param threads at least 1
     */
    public Crew(int threads, @Nullable Executor executor) {
        this(threads, executor, () -> false);
    }

    /**
     * The same that may be told to stop.
     *
     * @param stop asked by the caller's thread before each task it takes
     */
    Crew(int threads, @Nullable Executor executor, BooleanSupplier stop) {
        this.stop = stop;
        helpers = new Thread[threads - 1];
        ownThreads = executor == null;
        for (int h = 0; h < helpers.length; h++) {
            int index = h;
            Runnable helper = () -> help(index);
            if (executor != null) {
                executor.execute(helper);
            } else {
                Thread thread = new Thread(helper, "clv-train-" + (h + 1));
                thread.setDaemon(true);
                helpers[h] = thread;
                thread.start();
            }
        }
    }

    @Override
    public int threads() {
        return helpers.length + 1;
    }

    @Override
    public void run(int count, IntConsumer job) {
        if (count <= MAX_TASKS) {
            round(count, job);
            return;
        }
        for (int from = 0; from < count; from += MAX_TASKS) {
            int first = from;
            round(Math.min(MAX_TASKS, count - from), task -> job.accept(first + task));
        }
    }

    private void round(int count, IntConsumer job) {
        if (helpers.length == 0 || count == 1) {
            for (int task = 0; task < count && !toldToStop(); task++) {
                job.accept(task);
            }
            return;
        }
        done.set(0);
        work = job;
        long round = (ticket.get() >>> 32) + 1;
        ticket.set(round << 32 | (long) count << 16);
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        takeTasks(round, true);
        while (done.get() < count) {
            Thread.onSpinWait();
        }
        if (error != null) {
            throw error;
        }
        if (failure != null) {
            throw failure;
        }
    }

    private boolean toldToStop() {
        if (!stopped && stop.getAsBoolean()) {
            stopped = true;
        }
        return stopped;
    }

    private void takeTasks(long round, boolean caller) {
        while (true) {
            long now = ticket.get();
            int count = (int) (now >>> 16) & MAX_TASKS;
            int task = (int) now & MAX_TASKS;
            if (now >>> 32 != round || task >= count) {
                return;
            }
            if (ticket.compareAndSet(now, now + 1)) {
                try {
                    if (!(caller ? toldToStop() : stopped)) {
                        work.accept(task); // the work of this round, which cannot end before this task
                    }
                } catch (RuntimeException thrown) {
                    failure = thrown;
                } catch (Error thrown) {
                    error = thrown;
                } finally {
                    done.incrementAndGet();
                }
            }
        }
    }

    private void help(int index) {
        helpers[index] = Thread.currentThread();
        long seen = 0;
        int spins = 0;
        while (!closed) {
            long round = ticket.get() >>> 32;
            if (round != seen) {
                takeTasks(round, false);
                seen = round;
                spins = 0;
            } else if (++spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(this, 1_000_000);
            }
        }
    }

    /** Lets the helpers go and waits until own threads have ended. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
            while (ownThreads && helper != null && helper.isAlive()) {
                try {
                    helper.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
