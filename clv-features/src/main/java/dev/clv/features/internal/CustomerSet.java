package dev.clv.features.internal;

import com.google.common.hash.Hashing;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.Arrays;

/**
 * Whether something was seen of enough different customers. Holds at most that many hashes of ids, in any order of the
 * additions the same, and none once it is enough. Two ids of one hash, which has 64 bits, count once. Not thread-safe.
 */
public final class CustomerSet {

    private static final long[] NONE = {};

    private final int enough;

    /** Ascending, the first {@link #size} places used. */
    private long[] hashes = NONE;

    private int size;

    /** @param enough how many customers are enough; at least 1 */
    public CustomerSet(int enough) {
        this.enough = enough;
    }

    /** What stands for a customer's id. */
    public static long hash(String customer) {
        return Hashing.murmur3_128().hashUnencodedChars(customer).asLong();
    }

    /** Whether enough different customers were added. */
    public boolean isEnough() {
        return size == enough;
    }

    /** How many different customers were added, and no more than are enough. */
    public int size() {
        return size;
    }

    /**
     * Adds a customer, who may have been added before.
     *
     * @param customer the {@link #hash} of the id
     */
    public void add(long customer) {
        if (isEnough()) {
            return;
        }
        int found = Arrays.binarySearch(hashes, 0, size, customer);
        if (found >= 0) {
            return;
        }
        if (size + 1 == enough) {
            size = enough;
            hashes = NONE;
            return;
        }
        int place = -found - 1;
        long[] more = size < hashes.length ? hashes : Arrays.copyOf(hashes, Math.min(enough, Math.max(1, 2 * size)));
        System.arraycopy(hashes, place, more, place + 1, size - place);
        more[place] = customer;
        hashes = more;
        size++;
    }

    /** Appends the set to a snapshot. */
    public void snapshot(StateWriter out) {
        out.flag(isEnough());
        if (!isEnough()) {
            out.whole(size);
            for (int i = 0; i < size; i++) {
                out.whole(hashes[i]);
            }
        }
    }

    /**
     * Adds all customers of another set.
     *
     * @param other a snapshot of a set with the same number of enough
     */
    public void merge(StateReader other) {
        if (other.flag()) {
            size = enough;
            hashes = NONE;
            return;
        }
        for (int i = other.count(1); i > 0; i--) {
            add(other.whole());
        }
    }
}
