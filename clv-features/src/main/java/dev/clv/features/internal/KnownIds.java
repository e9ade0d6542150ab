package dev.clv.features.internal;

import dev.clv.features.internal.cell.Blank;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.Arrays;
import java.util.Locale;

/**
 * Whether a word is the id of a customer, whatever its case, the blanks around it and {@code .0} behind a number. Holds
 * a hash of 64 bits for each id, in any order of the additions the same. Not thread-safe.
 */
public final class KnownIds {

    /** The first {@link #sorted} places ascending and different, the others as they came. */
    private long[] hashes = new long[16];

    private int size;
    private int sorted;

    /** Adds an id, which may have been added before. */
    public void add(String id) {
        add(CustomerSet.hash(folded(id)));
    }

    private void add(long hash) {
        if (size == hashes.length) {
            sort();
            if (size > hashes.length / 2) {
                hashes = Arrays.copyOf(hashes, 2 * hashes.length);
            }
        }
        hashes[size++] = hash;
    }

    /** Whether the word is an id that was added. */
    public boolean contains(String word) {
        sort();
        return Arrays.binarySearch(hashes, 0, size, CustomerSet.hash(folded(word))) >= 0;
    }

    /** Appends the ids to a snapshot, as hashes. */
    public void snapshot(StateWriter out) {
        sort();
        out.whole(size);
        for (int i = 0; i < size; i++) {
            out.whole(hashes[i]);
        }
    }

    /** Adds all ids of a snapshot. */
    public void merge(StateReader other) {
        for (int i = other.count(1); i > 0; i--) {
            add(other.whole());
        }
    }

    private void sort() {
        if (sorted == size) {
            return;
        }
        Arrays.sort(hashes, 0, size);
        int different = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || hashes[i] != hashes[i - 1]) {
                hashes[different++] = hashes[i];
            }
        }
        size = different;
        sorted = different;
    }

    private static String folded(String id) {
        String folded = Blank.trim(id).toLowerCase(Locale.ROOT);
        int point = folded.indexOf('.');
        return point > 0 && folded.matches("\\d+\\.0+") ? folded.substring(0, point) : folded;
    }
}
