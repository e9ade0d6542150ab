package dev.clv.features.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * How many customers have an event on each day of the observed time of a log, by days in UTC: an order of many lines
 * counts once.
 */
final class DailyCounts {

    /** A log of more days has no days that are usual. */
    private static final long MOST_DAYS = 100_000;

    private final long firstDay;
    private final int[] counts;

    private DailyCounts(long firstDay, int[] counts) {
        this.firstDay = firstDay;
        this.counts = counts;
    }

    /**
     * Counts the customers of each day in a log: those with events of each kind, by its code, and in front all of them.
     *
     * @param from events before are left out, as they are detached
     */
    static List<DailyCounts> of(EventTable table, Instant from) {
        long start = Micros.floor(from);
        long last = start - 1;
        for (int i = 0; i < table.times().length; i++) {
            if (table.kinds()[i] != EventTable.ATTRIBUTE) {
                last = Math.max(last, table.times()[i]);
            }
        }
        long firstDay = Micros.day(start);
        long days = Micros.day(last) - firstDay + 1;
        int[][] counts = new int[1 + EventTable.KINDS][days > MOST_DAYS ? 0 : (int) Math.max(0, days)];
        for (int customer = 0;
                counts[0].length > 0 && customer < table.customers().size();
                customer++) {
            long[] seen = new long[counts.length];
            for (int i = table.starts()[customer]; i < table.starts()[customer + 1]; i++) {
                if (table.times()[i] >= start && table.kinds()[i] != EventTable.ATTRIBUTE) {
                    int day = (int) (Micros.day(table.times()[i]) - firstDay);
                    for (int kind : new int[] {0, table.kinds()[i]}) {
                        counts[kind][day] += seen[kind] == day + 1 ? 0 : 1;
                        seen[kind] = day + 1;
                    }
                }
            }
        }
        return Arrays.stream(counts)
                .map(some -> new DailyCounts(firstDay, some))
                .toList();
    }

    /** How many days there are. */
    int days() {
        return counts.length;
    }

    /** The sum of the days from one on, up to another, which is left out. */
    long sum(int from, int until) {
        long sum = 0;
        for (int day = from; day < until; day++) {
            sum += counts[day];
        }
        return sum;
    }

    /** The sum of the days before each day, and at the end of all. */
    long[] cumulated() {
        long[] sums = new long[counts.length + 1];
        for (int day = 0; day < counts.length; day++) {
            sums[day + 1] = sums[day] + counts[day];
        }
        return sums;
    }

    /** The numbers of the days with events. */
    int[] active() {
        int[] active = new int[counts.length];
        int size = 0;
        for (int day = 0; day < counts.length; day++) {
            if (counts[day] > 0) {
                active[size++] = day;
            }
        }
        return Arrays.copyOf(active, size);
    }

    /** The date of a day in a zone, as of noon. */
    LocalDate date(int day, ZoneId zone) {
        return Micros.date(firstDay + day, zone);
    }
}
