package dev.clv.features.product;

import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeMap;

/**
 * Some of all occasions with the items of each: those whose numbers, which are hashes, are smallest. Which ones these
 * are depends on neither the order of taking in nor that of merging, and neither do the items that are kept of an
 * occasion with too many. An occasion that is taken in again, from a history that was cut later, counts once. Not
 * thread-safe.
 */
final class OccasionSample {

    private final int mostOccasions;
    private final int mostItems;

    /** The hashes of items, ascending, by occasion. */
    private final TreeMap<Long, long[]> occasions = new TreeMap<>();

    OccasionSample(int mostOccasions, int mostItems) {
        this.mostOccasions = mostOccasions;
        this.mostItems = mostItems;
    }

    void add(long occasion, long item) {
        if (occasions.size() == mostOccasions && occasion > occasions.lastKey()) {
            return;
        }
        long[] items = occasions.get(occasion);
        if (items == null) {
            occasions.put(occasion, new long[] {item});
            if (occasions.size() > mostOccasions) {
                occasions.pollLastEntry();
            }
            return;
        }
        int found = Arrays.binarySearch(items, item);
        int place = -found - 1;
        if (found >= 0 || place == mostItems) {
            return;
        }
        long[] more = Arrays.copyOf(items, Math.min(mostItems, items.length + 1));
        System.arraycopy(items, place, more, place + 1, more.length - place - 1);
        more[place] = item;
        occasions.put(occasion, more);
    }

    /** The hashes of the items of each occasion, in an order that depends on nothing but these. */
    Collection<long[]> all() {
        return occasions.values();
    }

    void snapshot(StateWriter out) {
        out.whole(occasions.size());
        occasions.forEach((occasion, items) -> {
            out.whole(occasion).whole(items.length);
            for (long item : items) {
                out.whole(item);
            }
        });
    }

    void merge(StateReader other) {
        for (int i = other.count(2); i > 0; i--) {
            long occasion = other.whole();
            for (int k = other.count(1); k > 0; k--) {
                add(occasion, other.whole());
            }
        }
    }
}
