package dev.clv.features.product;

import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The vectors that a customer met last, each once a day. Which ones are kept depends on neither the order within a day
 * nor that of merging. Not thread-safe.
 */
final class LatestItems {

    private final int most;
    private final TreeSet<Met> items =
            new TreeSet<>(Comparator.comparingLong(Met::day).thenComparingInt(Met::token));

    LatestItems(int most) {
        this.most = most;
    }

    /**
     * What was met on a day.
     *
     * @param day since 1970-01-01
     */
    record Met(long day, int token) {}

    void add(long day, int token) {
        items.add(new Met(day, token));
        if (items.size() > most) {
            items.pollFirst();
        }
    }

    /** The day of the latest one; {@link Long#MIN_VALUE} without any. */
    long lastDay() {
        return items.isEmpty() ? Long.MIN_VALUE : items.last().day();
    }

    /** By day, the earliest first. */
    List<Met> all() {
        return List.copyOf(items);
    }

    void snapshot(StateWriter out) {
        out.whole(items.size());
        items.forEach(met -> out.whole(met.day()).whole(met.token()));
    }

    void merge(StateReader later) {
        for (int i = later.count(2); i > 0; i--) {
            add(later.whole(), (int) later.whole());
        }
    }
}
