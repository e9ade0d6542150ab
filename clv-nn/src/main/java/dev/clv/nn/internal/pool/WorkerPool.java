package dev.clv.nn.internal.pool;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The calling thread and its helpers, for example for the length of one call of {@code train}. Work is cut into
 * numbered tasks. Each worker has a share of them and takes those of others when its own are done. The caller is a
 * worker too, so helpers that an executor never starts cost time but cause no deadlock. What a task computes must not
 * depend on who runs it.
 *
 * <p>For one calling thread at a time. An exception of a task is thrown to the caller at the end of the round. When the
 * pool is told to stop, tasks that have not begun are dropped: the result of that run is undefined. A helper that is
 * interrupted leaves the pool.
 */
public final class WorkerPool implements AutoCloseable, Workers {

    /** The most tasks of one round. */
    public static final int MAX_TASKS = 0xFFFF;

    /** How often a helper looks for work before it sleeps: batches follow each other within microseconds. */
    private static final int SPINS = 20_000;

    /** Places of {@link #board} that several threads write to at a time are two cache lines apart. */
    private static final int APART = 16;

    private static final int ROUND = 0;
    private static final int DONE = APART;
    private static final int SLEEPERS = 2 * APART;
    private static final int TICKETS = 3 * APART;

    /**
     * The number of the round, how many of its tasks are done, how many helpers sleep, and the ticket of each worker:
     * the round (32 bits), the next free one of the worker's tasks (16) and the end of them (16) in one number, so that
     * a late helper can neither take a task of another round nor one too many. A worker has the same tasks in every
     * round of the same size, so it finds in its cache what it left there.
     */
    private final AtomicLongArray board;

    private final @Nullable Thread[] helpers;
    private final boolean ownThreads;
    private final BooleanSupplier stop;
    private volatile Task work = (worker, task) -> {};
    private volatile boolean stopped;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable Error error;

    /**
     * A pool that is never told to stop.
     *
     * @param threads the number of workers, the caller included, at least 1
     * @param executor where the others run; null to start daemon threads that end at {@link #close}
     */
    public WorkerPool(int threads, @Nullable Executor executor) {
        this(threads, executor, () -> false);
    }

    /**
     * A pool that may be told to stop.
     *
     * @param threads the number of workers, the caller included, at least 1
     * @param executor where the others run; null to start daemon threads that end at {@link #close}
     * @param stop asked on the caller's thread before each task that it takes
     */
    public WorkerPool(int threads, @Nullable Executor executor, BooleanSupplier stop) {
        this.stop = stop;
        helpers = new Thread[threads - 1];
        board = new AtomicLongArray(TICKETS + threads * APART);
        ownThreads = executor == null;
        for (int h = 0; h < helpers.length; h++) {
            int worker = h + 1;
            Runnable helper = () -> help(worker);
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
    public void run(int count, Task task) {
        if (count <= MAX_TASKS) {
            round(count, task);
            return;
        }
        for (int from = 0; from < count; from += MAX_TASKS) {
            int first = from;
            round(Math.min(MAX_TASKS, count - from), (worker, number) -> task.run(worker, first + number));
        }
    }

    private void round(int count, Task task) {
        if (helpers.length == 0 || count == 1) {
            for (int number = 0; number < count && !toldToStop(); number++) {
                task.run(0, number);
            }
            return;
        }
        work = task;
        board.set(DONE, 0);
        long round = board.get(ROUND) + 1;
        int workers = threads();
        for (int worker = 0; worker < workers; worker++) {
            long first = (long) count * worker / workers;
            long end = (long) count * (worker + 1) / workers;
            board.set(TICKETS + worker * APART, round << 32 | first << 16 | end);
        }
        board.set(ROUND, round);
        if (board.get(SLEEPERS) > 0) {
            for (Thread helper : helpers) {
                LockSupport.unpark(helper);
            }
        }
        takeTasks(round, 0);
        while (board.get(DONE) < count) {
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

    /** Takes the worker's own tasks, and then those that others have not begun. */
    private void takeTasks(long round, int worker) {
        int workers = threads();
        for (int turn = 0; turn < workers; turn++) {
            int ticket = TICKETS + (worker + turn) % workers * APART;
            int done = 0;
            long now = board.get(ticket);
            while ((int) (now >>> 32) == (int) round && next(now) < end(now)) {
                if (board.compareAndSet(ticket, now, now + (1 << 16))) {
                    doTask(worker, next(now));
                    done++;
                }
                now = board.get(ticket);
            }
            if (done > 0) {
                board.addAndGet(DONE, done);
            }
        }
    }

    private static int next(long ticket) {
        return (int) (ticket >>> 16) & MAX_TASKS;
    }

    private static int end(long ticket) {
        return (int) ticket & MAX_TASKS;
    }

    private void doTask(int worker, int task) {
        try {
            if (!(worker == 0 ? toldToStop() : stopped)) {
                work.run(worker, task); // the work of this round, which cannot end before this task
            }
        } catch (RuntimeException thrown) {
            failure = thrown;
        } catch (Error thrown) {
            error = thrown;
        }
    }

    private void help(int worker) {
        helpers[worker - 1] = Thread.currentThread();
        long seen = 0;
        int spins = 0;
        while (!closed && !Thread.currentThread().isInterrupted()) {
            long round = board.get(ROUND);
            if (round != seen) {
                takeTasks(round, worker);
                seen = round;
                spins = 0;
            } else if (++spins < SPINS) {
                Thread.onSpinWait();
            } else {
                sleep(seen);
            }
        }
    }

    /** Either the thread that begins a round sees that the helper sleeps, or the helper sees the new round. */
    private void sleep(long seen) {
        board.incrementAndGet(SLEEPERS);
        if (board.get(ROUND) == seen) {
            LockSupport.parkNanos(this, 1_000_000);
        }
        board.decrementAndGet(SLEEPERS);
    }

    /** Lets the helpers go and waits until threads of the pool's own have ended. */
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
