package dev.clv.serve.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps states in the heap. */
final class MemoryStore implements StateStore {

    private static final class Kept {
        byte @Nullable [] snapshot;
        final List<byte[]> events = new ArrayList<>(4);

        /** So many events were appended before the snapshot, and so many of them are still in the list. */
        long covered;

        int read;
    }

    private final Map<String, Kept> customers = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private volatile @Nullable String note;

    @Override
    public @Nullable String note() {
        return note;
    }

    @Override
    public void note(String text) {
        note = text;
    }

    @Override
    public Saved load(String customer) {
        Kept kept = customers.get(customer);
        return kept == null
                ? new Saved(0, null, List.of())
                : new Saved(
                        kept.covered, kept.snapshot, List.copyOf(kept.events.subList(kept.read, kept.events.size())));
    }

    @Override
    public void append(String customer, long number, byte[] event) {
        customers.computeIfAbsent(customer, id -> new Kept()).events.add(event);
        bytes.addAndGet(event.length);
    }

    @Override
    public void replace(String customer, long covered, byte[] snapshot, boolean keepEvents) {
        Kept kept = customers.computeIfAbsent(customer, id -> new Kept());
        byte[] before = kept.snapshot;
        long change = snapshot.length - (before == null ? 0 : before.length);
        kept.snapshot = snapshot;
        kept.covered = covered;
        if (keepEvents) {
            kept.read = kept.events.size();
        } else {
            change -= kept.events.stream().mapToLong(event -> event.length).sum();
            kept.events.clear();
            kept.read = 0;
        }
        bytes.addAndGet(change);
    }

    @Override
    public List<byte[]> events(String customer) {
        Kept kept = customers.get(customer);
        return kept == null ? List.of() : List.copyOf(kept.events);
    }

    @Override
    public boolean remove(String customer) {
        Kept kept = customers.remove(customer);
        if (kept != null) {
            byte[] snapshot = kept.snapshot;
            long events = kept.events.stream().mapToLong(event -> event.length).sum();
            bytes.addAndGet(-events - (snapshot == null ? 0 : snapshot.length));
        }
        return kept != null;
    }

    @Override
    public void erase() {}

    @Override
    public void customers(Consumer<String> consumer) {
        customers.keySet().forEach(consumer);
    }

    @Override
    public long bytes() {
        return bytes.get();
    }

    @Override
    public void close() {}
}
