package dev.clv.features.event;

import com.google.common.collect.Iterators;
import dev.clv.features.internal.Interruption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes something of each customer of a walk, a batch of customers at a time, and hands it over in order. A customer
 * with more events than a batch has goes event by event from the file into the fold. Not thread-safe.
 */
final class CustomerFold<R> {

    private static final int EVENTS_PER_BATCH = 1 << 14;
    private static final int CUSTOMERS_PER_BATCH = 1 << 10;

    /** How many batches wait or are being made. */
    private static final int AHEAD = 4;

    private final StoredLog.Walk walk;
    private final Instant before;
    private final StoredLog.Fold<R> fold;

    /** Whether the walk may have another customer. */
    private boolean more = true;

    CustomerFold(StoredLog.Walk walk, Instant before, StoredLog.Fold<R> fold) {
        this.walk = walk;
        this.before = before;
        this.fold = fold;
    }

    /** One customer with some events. */
    private record Short(String customer, List<CustomerEvent> events) {}

    void run(Executor executor, Consumer<R> results) {
        Deque<FutureTask<List<R>>> ahead = new ArrayDeque<>();
        try {
            while (more || !ahead.isEmpty()) {
                Interruption.check();
                while (more && ahead.size() < AHEAD) {
                    next(ahead, executor);
                }
                FutureTask<List<R>> first = ahead.poll();
                if (first != null) {
                    // Nothing happens if another thread has begun with it.
                    first.run();
                    first.get().forEach(results);
                }
            }
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for other threads");
        } finally {
            ahead.forEach(task -> task.cancel(false));
        }
    }

    /** Collects a batch of customers, and after it one who is too long for any. */
    private void next(Deque<FutureTask<List<R>>> ahead, Executor executor) {
        List<Short> batch = new ArrayList<>();
        int size = 0;
        FutureTask<List<R>> last = null;
        while (last == null && size < EVENTS_PER_BATCH && batch.size() < CUSTOMERS_PER_BATCH) {
            if (!walk.next()) {
                more = false;
                break;
            }
            Iterator<CustomerEvent> rest = walk.rest(before);
            List<CustomerEvent> events = new ArrayList<>();
            while (rest.hasNext() && events.size() < EVENTS_PER_BATCH) {
                events.add(rest.next());
            }
            if (rest.hasNext()) {
                R made = fold.of(walk.customer(), Iterators.concat(events.iterator(), rest));
                last = new FutureTask<>(() -> List.of(made));
            } else if (!events.isEmpty()) {
                batch.add(new Short(walk.customer(), events));
                size += events.size();
            }
        }
        if (!batch.isEmpty()) {
            FutureTask<List<R>> task = new FutureTask<>(() -> made(batch));
            ahead.add(task);
            executor.execute(task);
        }
        if (last != null) {
            ahead.add(last);
        }
    }

    private List<R> made(List<Short> batch) {
        List<R> made = new ArrayList<>();
        for (Short some : batch) {
            made.add(fold.of(some.customer, some.events.iterator()));
        }
        return made;
    }

    private static RuntimeException failure(ExecutionException e) {
        @Nullable Throwable cause = e.getCause();
        if (cause instanceof RuntimeException failure) {
            return failure;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("a customer failed", cause);
    }
}
