package dev.clv.features.event;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Finds exports that overlap where their rows are not equal: one has other numbers of orders or names of products, or
 * times of another zone, by the minute or by the day.
 *
 * <p>A visit is all that one customer bought at one time. Its echo is another visit of the customer with the same
 * amounts, a quarter of an hour or a multiple of it apart, or less than a minute, or at the beginning of the same day,
 * which then has all amounts of the day. Of the distances up to two days the one that most visits have counts if all
 * others together, its own hour of daylight saving time aside, have at most a third as many: what customers do every
 * day has no distance of its own. A visit is its own echo if each of its amounts is there twice or more. Whether echoes
 * are those of an export is told from stretches of time, as {@link DoubledRows} does.
 */
final class EchoedVisits {

    private static final long MINUTE = 60_000_000;
    private static final long QUARTER = 15 * MINUTE;
    private static final int PER_HOUR = 4;
    private static final int FARTHEST = 2 * 24 * PER_HOUR;
    private static final int START_OF_DAY = FARTHEST + 1;
    private static final int ITSELF = FARTHEST + 2;
    private static final int MOST_NEIGHBOURS = 50;

    /** Three exports give each visit two; whoever buys the same again and again has more. */
    private static final int MOST_ECHOES = 2;

    private static final double OF_OTHERS = 1 / 3.0;
    private static final double NEARLY_ALL = 0.9;

    private final EventTable table;
    private final long earliest;
    private final ZoneId zone;

    /** The visits in order of customer and time: the first row, and a number that equal amounts share. */
    private int[] rows = {};

    private long[] amounts = {};
    private int[] customers = {};
    private int size;

    private EchoedVisits(EventTable table, long earliest, ZoneId zone) {
        this.table = table;
        this.earliest = earliest;
        this.zone = zone;
    }

    /**
     * Remarks on such exports; false if there are none.
     *
     * @param from events before are left out, as they are detached
     */
    static boolean remark(EventTable table, Instant from, ZoneId zone, DataQualityReport.Builder tally) {
        EchoedVisits visits = new EchoedVisits(table, Micros.floor(from), zone);
        if (table.step() > 1) {
            visits.collect(table.step());
            if (!visits.mayBe()) {
                return false;
            }
        }
        visits.collect(1);
        return visits.remarkDistance(tally) || visits.remarkSame(tally);
    }

    /** Whether the visits at hand, of a part of the customers, leave it open that the others have echoes. */
    private boolean mayBe() {
        int[] pairs = new int[ITSELF];
        eachPair((visit, echo, distance) -> pairs[distance]++);
        long copies = 0;
        for (int visit = 0; visit < size; visit++) {
            copies += copies(visit, rows(visit));
        }
        int most = IntStream.range(0, ITSELF)
                .map(distance -> with(pairs, distance))
                .max()
                .orElse(0);
        return DoubledRows.mayBeAmong(Math.max(most, copies), size);
    }

    /** Takes the visits of one of so many customers. */
    private void collect(int step) {
        byte purchase = EventTable.code(EventKind.PURCHASE);
        int most = 0;
        for (int block = 0, customer = 0;
                (customer = Picked.at(block, step)) < table.customers().size();
                block++) {
            for (int i = table.starts()[customer]; i < table.starts()[customer + 1]; i++) {
                most += table.kinds()[i] == purchase ? 1 : 0;
            }
        }
        rows = new int[most];
        amounts = new long[most];
        customers = new int[most];
        size = 0;
        for (int block = 0, customer = 0;
                (customer = Picked.at(block, step)) < table.customers().size();
                block++) {
            int end = table.starts()[customer + 1];
            for (int i = table.starts()[customer]; i < end; i++) {
                if (table.kinds()[i] != purchase || table.times().get(i) < earliest) {
                    continue;
                }
                if (size == 0
                        || customers[size - 1] != customer
                        || time(size - 1) != table.times().get(i)) {
                    rows[size] = i;
                    customers[size++] = customer;
                }
                amounts[size - 1] += mixed(Double.doubleToLongBits(table.value(i)));
            }
        }
    }

    private static long mixed(long bits) {
        long mixed = (bits ^ bits >>> 31) * 0x9e3779b97f4a7c15L;
        return (mixed ^ mixed >>> 29) * 0xbf58476d1ce4e5b9L;
    }

    private long time(int visit) {
        return table.times().get(rows[visit]);
    }

    private int rows(int visit) {
        int i = rows[visit] + 1;
        while (i < table.starts()[customers[visit] + 1]
                && table.times().get(i) == table.times().get(i - 1)
                && table.kinds()[i] == table.kinds()[i - 1]) {
            i++;
        }
        return i - rows[visit];
    }

    private interface Pair {

        void take(int visit, int echo, int distance);
    }

    private void eachPair(Pair pair) {
        for (int visit = 0; visit < size; visit++) {
            int last = Math.min(size - 1, visit + MOST_NEIGHBOURS);
            for (int next = visit + 1; next <= last && customers[next] == customers[visit]; next++) {
                long apart = time(next) - time(visit);
                if (apart > FARTHEST * QUARTER + MINUTE) {
                    break;
                }
                int quarters = (int) ((apart + MINUTE - 1) / QUARTER);
                if (amounts[next] == amounts[visit] && Math.abs(apart - quarters * QUARTER) < MINUTE) {
                    pair.take(visit, next, quarters);
                }
            }
            if (time(visit) % QUARTER == 0) {
                ZonedDateTime start = Micros.toInstant(time(visit)).atZone(zone);
                if (start.toLocalTime().equals(LocalTime.MIDNIGHT)) {
                    pairDay(visit, Micros.ceiling(start.plusDays(1).toInstant()), pair);
                }
            }
        }
    }

    /** An export by the day has all that was bought on the day at its beginning. */
    private void pairDay(int visit, long end, Pair pair) {
        long sum = 0;
        int next = visit + 1;
        while (next < size && customers[next] == customers[visit] && time(next) < end) {
            sum += amounts[next++];
        }
        for (int other = visit + 1; sum == amounts[visit] && other < next; other++) {
            pair.take(visit, other, START_OF_DAY);
        }
    }

    private boolean remarkDistance(DataQualityReport.Builder tally) {
        int[] counts = new int[ITSELF];
        eachPair((visit, echo, distance) -> counts[distance]++);
        int best = 0;
        for (int distance = 1; distance < ITSELF; distance++) {
            int more = with(counts, distance) - with(counts, best);
            best = more > 0 || (more == 0 && counts[distance] > counts[best]) ? distance : best;
        }
        int found = with(counts, best);
        int others = Arrays.stream(counts).sum() - found;
        if (!DoubledRows.mayBe(found, size) || others > OF_OTHERS * found) {
            return false;
        }
        int distance = best;
        int[] echoes = new int[size];
        boolean[] copy = new boolean[size];
        eachPair((visit, echo, apart) -> {
            if (apart == distance || apart == summer(distance)) {
                echoes[visit]++;
                echoes[echo]++;
                copy[echo] = true;
            }
        });
        DoubledRows doubled = new DoubledRows(size);
        for (int visit = 0; visit < size; visit++) {
            boolean echoed = echoes[visit] > 0 && (echoes[visit] <= MOST_ECHOES || distance == START_OF_DAY);
            doubled.add(time(visit), echoed, copy[visit] ? rows(visit) : 0);
        }
        return doubled.remark(zone, words(distance, counts), tally);
    }

    private static int with(int[] counts, int distance) {
        return counts[distance] + (summer(distance) < 0 ? 0 : counts[summer(distance)]);
    }

    /** The distance an hour larger; -1 if there is none. */
    private static int summer(int distance) {
        return distance > 0 && distance + PER_HOUR <= FARTHEST ? distance + PER_HOUR : -1;
    }

    private static String words(int distance, int[] counts) {
        if (distance == 0) {
            return "with times of less than a minute apart";
        }
        if (distance == START_OF_DAY) {
            return "once with the day alone for a time";
        }
        int summer = summer(distance);
        boolean both = summer > 0 && 10 * counts[summer] > counts[distance];
        return "with times " + hours(distance) + (both ? " or " + hours(summer) : "")
                + (distance == PER_HOUR && !both ? " hour" : " hours") + " apart, as of two time zones or days";
    }

    private static String hours(int distance) {
        return String.format(Locale.ROOT, distance % PER_HOUR == 0 ? "%.0f" : "%.2f", distance / (double) PER_HOUR);
    }

    private boolean remarkSame(DataQualityReport.Builder tally) {
        DoubledRows doubled = new DoubledRows(size);
        long twice = 0;
        long varied = 0;
        long orders = 0;
        for (int visit = 0; visit < size; visit++) {
            int rows = rows(visit);
            int copies = copies(visit, rows);
            if (copies > 0) {
                twice++;
                varied += rows - copies > 1 ? 1 : 0;
                orders += hasOrders(visit, rows) ? 1 : 0;
            }
            doubled.add(time(visit), copies > 0, copies);
        }
        boolean other = orders >= NEARLY_ALL * twice;
        // Lines of one amount in one order may be the rule of a shop.
        boolean export = other || DoubledRows.mayBe(varied, twice) || DoubledRows.mayBe(size - twice, size);
        String how = "with other " + (other ? "numbers of orders" : "products or quantities");
        return export && doubled.remark(zone, how, tally);
    }

    /** How many of a visit's rows have the amount of another, if each amount is there twice or more; else 0. */
    private int copies(int visit, int rows) {
        if (rows < 2) {
            return 0;
        }
        double[] sorted = new double[rows];
        for (int i = 0; i < rows; i++) {
            sorted[i] = table.value(this.rows[visit] + i);
        }
        Arrays.sort(sorted);
        int different = 0;
        int from = 0;
        for (int i = 1; i <= rows; i++) {
            if (i == rows || sorted[i] != sorted[from]) {
                if (i - from < 2) {
                    return 0;
                }
                different++;
                from = i;
            }
        }
        return rows - different;
    }

    private boolean hasOrders(int visit, int rows) {
        PackedColumn orders = table.textNumbers()[EventField.ORDER.column.text()];
        int first = this.rows[visit];
        for (int i = first + 1; i < first + rows; i++) {
            if (orders.get(i) != orders.get(first)) {
                return true;
            }
        }
        return false;
    }
}
