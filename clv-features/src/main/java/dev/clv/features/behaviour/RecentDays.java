package dev.clv.features.behaviour;

import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.TreeMap;

/** What was counted in all, and of it what was counted on the last days. Bounded. Not thread-safe. */
final class RecentDays {

    private final int length;
    private final TreeMap<Long, Long> days = new TreeMap<>();
    private long total;

    /** @param length how many days the recent ones are; at least 1 */
    RecentDays(int length) {
        this.length = length;
    }

    RecentDays copy() {
        RecentDays copy = new RecentDays(length);
        copy.days.putAll(days);
        copy.total = total;
        return copy;
    }

    /** @param day any, of which those long before the last one are forgotten but for the total */
    void add(long day, long count) {
        total += count;
        days.merge(day, count, Long::sum);
        days.headMap(days.lastKey() - length, true).clear();
    }

    long total() {
        return total;
    }

    /** @param asOf the last of the recent days; not before a day that was added */
    long recent(long asOf) {
        return days.tailMap(asOf - length, false).values().stream()
                .mapToLong(count -> count)
                .sum();
    }

    long before(long asOf) {
        return total - recent(asOf);
    }

    /** Adds all that another one has counted. */
    void add(RecentDays other) {
        long early = other.total
                - other.days.values().stream().mapToLong(count -> count).sum();
        other.days.forEach(this::add);
        total += early;
    }

    void snapshot(StateWriter out) {
        out.whole(total).whole(days.size());
        days.forEach((day, count) -> out.whole(day).whole(count));
    }

    void merge(StateReader later) {
        RecentDays other = new RecentDays(length);
        long sum = later.whole();
        for (int i = later.count(2); i > 0; i--) {
            other.add(later.whole(), later.whole());
        }
        other.total = sum;
        add(other);
    }
}
