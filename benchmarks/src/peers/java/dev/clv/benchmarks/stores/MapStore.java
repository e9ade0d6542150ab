package dev.clv.benchmarks.stores;

import dev.clv.serve.live.StateStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** States in a {@link SortedBytes}, laid out as those of our store: an id, a snapshot and events under their numbers. */
final class MapStore implements StateStore {

    private static final byte[] NOTE = {'N'};

    private final SortedBytes map;

    MapStore(SortedBytes map) {
        this.map = map;
    }

    private static byte[] key(char kind, String customer) {
        byte[] id = customer.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + id.length)
                .put((byte) kind)
                .put(id)
                .put((byte) 0)
                .array();
    }

    private static byte[] eventKey(String customer, long number) {
        byte[] prefix = key('E', customer);
        return ByteBuffer.allocate(prefix.length + Long.BYTES)
                .put(prefix)
                .putLong(number)
                .array();
    }

    @Override
    public @Nullable String note() {
        byte[] note = map.get(NOTE);
        return note == null ? null : new String(note, StandardCharsets.UTF_8);
    }

    @Override
    public void note(String text) {
        map.put(NOTE, text.getBytes(StandardCharsets.UTF_8));
        map.commit();
    }

    @Override
    public Saved load(String customer) {
        byte[] stored = map.get(key('S', customer));
        if (stored == null) {
            return new Saved(0, null, eventsFrom(customer, 0));
        }
        long covered = ByteBuffer.wrap(stored).getLong();
        return new Saved(
                covered,
                java.util.Arrays.copyOfRange(stored, Long.BYTES, stored.length),
                eventsFrom(customer, covered));
    }

    private List<byte[]> eventsFrom(String customer, long number) {
        return map.range(eventKey(customer, number), eventKey(customer, Long.MAX_VALUE)).stream()
                .map(SortedBytes.Entry::value)
                .toList();
    }

    @Override
    public void append(String customer, long number, byte[] event) {
        if (number == 0) {
            map.put(key('I', customer), customer.getBytes(StandardCharsets.UTF_8));
        }
        map.put(eventKey(customer, number), event);
        map.commit();
    }

    @Override
    public void replace(String customer, long covered, byte[] snapshot, boolean keepEvents) {
        map.put(key('I', customer), customer.getBytes(StandardCharsets.UTF_8));
        map.put(
                key('S', customer),
                ByteBuffer.allocate(Long.BYTES + snapshot.length)
                        .putLong(covered)
                        .put(snapshot)
                        .array());
        if (!keepEvents) {
            removeEvents(customer);
        }
        map.commit();
    }

    private void removeEvents(String customer) {
        map.range(eventKey(customer, 0), eventKey(customer, Long.MAX_VALUE)).forEach(each -> map.remove(each.key()));
    }

    @Override
    public List<byte[]> events(String customer) {
        return eventsFrom(customer, 0);
    }

    @Override
    public boolean remove(String customer) {
        boolean known = map.get(key('I', customer)) != null;
        map.remove(key('I', customer));
        map.remove(key('S', customer));
        removeEvents(customer);
        map.commit();
        return known;
    }

    @Override
    public void erase() {
        // Neither store says when the pages of what was removed are overwritten.
    }

    @Override
    public void customers(Consumer<String> consumer) {
        map.range(new byte[] {'I'}, new byte[] {'J'})
                .forEach(each -> consumer.accept(new String(each.value(), StandardCharsets.UTF_8)));
    }

    @Override
    public long bytes() {
        throw new UnsupportedOperationException("look at the folder");
    }

    @Override
    public void close() {
        map.close();
    }
}
