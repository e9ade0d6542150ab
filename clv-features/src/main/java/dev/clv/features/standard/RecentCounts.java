package dev.clv.features.standard;

import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;

/** Counts per day for the last {@value #LENGTH} days that were added. Not thread-safe. */
final class RecentCounts {

    static final int LENGTH = 30;

    /** A ring: {@code counts[i]} belongs to {@code days[i]}, where {@code i} is the day modulo the length. */
    private final long[] days = new long[LENGTH];

    private final long[] counts = new long[LENGTH];

    /** More on {@code day}, which is not before the last one. */
    void add(long day, long more) {
        int place = Math.floorMod(day, LENGTH);
        if (days[place] != day) {
            days[place] = day;
            counts[place] = 0;
        }
        counts[place] += more;
    }

    /** How many after {@code day}, where at most the last {@value #LENGTH} days are asked for. */
    long since(long day) {
        long sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            if (days[i] > day) {
                sum += counts[i];
            }
        }
        return sum;
    }

    void snapshot(StateWriter out) {
        int used = 0;
        for (long count : counts) {
            used += count > 0 ? 1 : 0;
        }
        out.whole(used);
        for (int i = 0; i < LENGTH; i++) {
            if (counts[i] > 0) {
                out.whole(days[i]).whole(counts[i]);
            }
        }
    }

    /** Adds the counts of a later one. */
    void merge(StateReader later) {
        for (int i = later.count(2); i > 0; i--) {
            add(later.whole(), later.whole());
        }
    }
}
