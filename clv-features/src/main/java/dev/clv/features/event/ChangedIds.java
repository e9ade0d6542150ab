package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the day from which on customers have other ids, as after a move to another shop system: almost no customer seen
 * before is seen after, although many customers bought again before, and many after.
 *
 * <p>With {@code b} customers who have purchases on two days before the day, {@code a} who have from it on, and
 * {@code c} who have purchases on both sides, the day counts if {@code a} and {@code b} are at least {@value #FEWEST},
 * and {@code c} is at most {@value #CROSSING} of either and {@value #CREST} of what {@code c} is on another day before
 * and on another day after, which is at least {@value #FEWEST}. The last condition spares shops whose customers stay
 * for a short time.
 */
final class ChangedIds {

    private static final int FEWEST = 30;
    private static final double CROSSING = 0.02;
    private static final double CREST = 0.05;
    private static final int MOST_DAYS = 100_000;

    private final EventTable table;
    private final long firstDay;

    /** The first and the second, the second last and the last day with purchases of each customer; -1 if none. */
    private final int[][] days;

    private final int size;

    private ChangedIds(EventTable table, Instant from) {
        this.table = table;
        this.firstDay = Micros.day(Micros.floor(from));
        this.days = new int[table.customers().size()][];
        int last = -1;
        for (int customer = 0; customer < days.length; customer++) {
            days[customer] = days(customer);
            last = Math.max(last, days[customer][3]);
        }
        this.size = last + 1;
    }

    /**
     * Remarks on such a day; false if there is none.
     *
     * @param from events before are left out, as they are detached
     */
    static boolean remark(EventTable table, Instant from, ZoneId zone, DataQualityReport.Builder tally) {
        ChangedIds ids = new ChangedIds(table, from);
        int day = ids.size > MOST_DAYS ? -1 : ids.day();
        if (day < 0) {
            return false;
        }
        ids.remark(day, zone, tally);
        return true;
    }

    private int[] days(int customer) {
        int[] found = {-1, -1, -1, -1};
        for (int i = table.starts()[customer]; i < table.starts()[customer + 1]; i++) {
            long day = Micros.day(table.times().get(i)) - firstDay;
            if (table.kinds()[i] == EventTable.code(EventKind.PURCHASE) && day >= 0 && day != found[3]) {
                int number = (int) Math.min(day, MOST_DAYS);
                if (found[0] < 0) {
                    found[0] = number;
                } else if (found[1] < 0) {
                    found[1] = number;
                }
                found[2] = found[3];
                found[3] = number;
            }
        }
        return found;
    }

    /** The day that the fewest cross; -1 if it does not count. */
    private int day() {
        int[] before = new int[size + 1];
        int[] after = new int[size + 1];
        int[] crossing = new int[size + 1];
        for (int[] customer : days) {
            if (customer[1] >= 0) {
                before[customer[1] + 1]++;
                after[customer[2]]++;
                crossing[customer[0] + 1]++;
                crossing[customer[3] + 1]--;
            }
        }
        for (int day = 1; day <= size; day++) {
            before[day] += before[day - 1];
            after[size - day] += after[size - day + 1];
            crossing[day] += crossing[day - 1];
        }
        int[] crestAfter = new int[size + 1];
        for (int day = size - 1; day >= 0; day--) {
            crestAfter[day] = Math.max(crossing[day], crestAfter[day + 1]);
        }
        int found = -1;
        double least = CROSSING;
        int crest = 0;
        for (int day = 0; day < size; day++) {
            crest = Math.max(crest, crossing[day]);
            int fewer = Math.min(before[day], after[day]);
            double share = (double) crossing[day] / Math.max(1, fewer);
            int crests = Math.min(crest, crestAfter[day]);
            if (Math.min(fewer, crests) >= FEWEST && share <= least && crossing[day] <= CREST * crests) {
                found = day;
                least = share;
            }
        }
        return found;
    }

    private void remark(int day, ZoneId zone, DataQualityReport.Builder tally) {
        int before = 0;
        int after = 0;
        int both = 0;
        Map<String, Integer> shapesBefore = new TreeMap<>();
        Map<String, Integer> shapesAfter = new TreeMap<>();
        for (int customer = 0; customer < days.length; customer++) {
            int[] seen = days[customer];
            boolean isBefore = seen[0] >= 0 && seen[0] < day;
            boolean isAfter = seen[3] >= day;
            if (isBefore) {
                before++;
            }
            if (isAfter) {
                after++;
            }
            if (isBefore && isAfter) {
                both++;
            } else if (isBefore || isAfter) {
                (isBefore ? shapesBefore : shapesAfter)
                        .merge(IdShape.of(table.customers().get(customer)), 1, Integer::sum);
            }
        }
        LocalDate date = Micros.date(firstDay + day, zone);
        String shape = usual(shapesBefore);
        String other = usual(shapesAfter);
        String sentence = String.format(
                Locale.ROOT,
                "customers bought before %s, and only %d of them bought from then on, beside %d others; most ids have the"
                        + " form %s. Customers seem to have got other ids then: the known ones look lost, their values"
                        + " are too low, and the others look new. Write the ids of both times in one way, or leave out"
                        + " the rows before that date",
                date,
                both,
                after - both,
                shape.equals(other)
                        ? "'" + shape + "' on either side"
                        : "'" + shape + "' before and '" + other + "' after");
        tally.count(new Reason(Effect.REMARKED, LogReasons.IDS_CHANGED, sentence), before);
    }

    private static String usual(Map<String, Integer> shapes) {
        return shapes.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
