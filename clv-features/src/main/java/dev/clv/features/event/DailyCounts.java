package dev.clv.features.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/**
 * How many customers have an event on each day of the observed time of a log, by days in UTC: an order of many lines
 * counts once.
 */
final class DailyCounts {

    /** A log of more days has no days that are usual. */
    private static final long MOST_DAYS = 100_000;

    private static final int MAY_BE_MONTHS = 12;
    private static final int LEAST_MONTH = 28;

    /** The days in UTC that one day of each month may touch. */
    private static final int FEW_A_MONTH = 3;

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
        for (int i = 0; i < table.size(); i++) {
            if (table.kinds()[i] != EventTable.ATTRIBUTE) {
                last = Math.max(last, table.times().get(i));
            }
        }
        Fold fold = new Fold(start, last);
        for (int customer = 0; !fold.isEmpty() && customer < table.customers().size(); customer++) {
            fold.begin();
            for (int i = table.starts()[customer]; i < table.starts()[customer + 1]; i++) {
                fold.add(table.kinds()[i], table.times().get(i));
            }
        }
        return fold.counts();
    }

    /** Takes the events of one customer after the other. Not thread-safe. */
    static final class Fold {

        private final long start;
        private final long firstDay;
        private final int[] seen = new int[1 + EventTable.KINDS];
        private final int[][] counts;

        /**
         * @param start events before are left out, as they are detached
         * @param last the last event; before the start if there is none
         */
        Fold(long start, long last) {
            this.start = start;
            this.firstDay = Micros.day(start);
            long days = Micros.day(last) - firstDay + 1;
            this.counts = new int[1 + EventTable.KINDS][days > MOST_DAYS ? 0 : (int) Math.max(0, days)];
        }

        /** Whether there is nothing to count. */
        boolean isEmpty() {
            return counts[0].length == 0;
        }

        /** Goes on to the next customer. */
        void begin() {
            Arrays.fill(seen, -1);
        }

        /** Takes an event of the customer, in order of time. */
        void add(byte kind, long time) {
            if (time >= start && kind != EventTable.ATTRIBUTE && counts[0].length > 0) {
                int day = (int) (Micros.day(time) - firstDay);
                if (seen[kind] != day) {
                    seen[kind] = day;
                    counts[kind][day]++;
                    counts[0][day] += seen[0] == day ? 0 : 1;
                    seen[0] = day;
                }
            }
        }

        /** The customers of each day with events of each kind, by its code, and in front all of them. */
        List<DailyCounts> counts() {
            return Arrays.stream(counts)
                    .map(some -> new DailyCounts(firstDay, some))
                    .toList();
        }
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

    /**
     * Whether the days leave it open that those of one zone lie on one day of the month, or those of the first or last
     * two months on its first {@value #MAY_BE_MONTHS} days; that takes no walk over the log.
     */
    boolean mayBeByTheMonth() {
        int[] active = active();
        if (active.length == 0) {
            return false;
        }
        int first = active[0];
        int last = active[active.length - 1];
        int[] middle = Arrays.stream(active).filter(this::isMiddle).toArray();
        return active.length <= FEW_A_MONTH * (2 + (last - first) / LEAST_MONTH)
                || middle.length == 0
                || middle[0] - first >= LEAST_MONTH
                || last - middle[middle.length - 1] >= LEAST_MONTH;
    }

    /** Whether no zone has it as one of the first days of a month. */
    private boolean isMiddle(int day) {
        int ofMonth = date(day, ZoneOffset.UTC).getDayOfMonth();
        return ofMonth > MAY_BE_MONTHS + 1 && ofMonth < LEAST_MONTH;
    }

    /** The date of a day in a zone, as of noon. */
    LocalDate date(int day, ZoneId zone) {
        return Micros.date(firstDay + day, zone);
    }
}
