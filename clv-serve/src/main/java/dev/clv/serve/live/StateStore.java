package dev.clv.serve.live;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the states of customers are kept: for each customer a snapshot and the events after it, both as plain bytes.
 * {@link #inMemory()} keeps them as long as the process lives, {@link DurableStore} on disk.
 *
 * <p>Thread-safe, as long as no two calls about one customer run at a time; a {@link LiveScorer} sees to that.
 * Implementations throw {@link StoreException} when something cannot be stored or read.
 */
public interface StateStore extends AutoCloseable {

    /**
     * What is kept of a customer.
     *
     * @param covered how many events the snapshot stands for; 0 without one
     * @param snapshot null if none was written
     * @param events those appended after the snapshot, in order
     */
    record Saved(long covered, byte @Nullable [] snapshot, List<byte[]> events) {

        /** How many events were ever appended. */
        public long appended() {
            return covered + events.size();
        }
    }

    /** A store that forgets everything when the process ends. */
    static StateStore inMemory() {
        return new MemoryStore();
    }

    /**
     * A short text that is kept beside the customers, for what holds for all of them.
     *
     * @return null if none was written
     */
    @Nullable
    String note();

    /** Keeps a text in place of the one before. */
    void note(String text);

    /**
     * What is kept of a customer; empty if nothing is.
     *
     * @return a snapshot of null and no events for an unknown customer
     */
    Saved load(String customer);

    /**
     * Appends an event; when this returns, a later {@link #load} finds it, after a crash too if the store is durable.
     *
     * @param number how many events of the customer were appended before
     */
    void append(String customer, long number, byte[] event);

    /**
     * Writes a snapshot that stands for all events appended before it. Either all of this is seen later or nothing.
     *
     * @param covered how many events of the customer were appended
     * @param keepEvents whether the events stay readable by {@link #events}
     */
    void replace(String customer, long covered, byte[] snapshot, boolean keepEvents);

    /** All events of a customer that are still kept, in the order in which they were appended. */
    List<byte[]> events(String customer);

    /**
     * Removes everything that is kept of a customer; {@link #erase} must follow.
     *
     * @return whether there was anything
     */
    boolean remove(String customer);

    /**
     * Sees to it that nothing of the customers who were removed is left on disk. May take seconds, and holds nobody up.
     */
    void erase();

    /**
     * Hands over the ids of all customers, in some order. They may change meanwhile, also by what the consumer does.
     */
    void customers(Consumer<String> consumer);

    /** How many bytes the store takes, about: in memory, or on disk. */
    long bytes();

    @Override
    void close();
}
