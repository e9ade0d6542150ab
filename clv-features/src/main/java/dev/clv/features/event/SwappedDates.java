package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds what the days of months tell of the times of a log: months at its beginning or end with purchases on the days 1
 * to {@value #LAST_MONTH} alone, as where day and month were swapped, which is possible on these days only; and a log
 * whose purchases all lie on one day of the month, so that nothing within a month is known.
 *
 * <p>Months at an end count if there are two or more in a row and so many purchases would all lie on these days with a
 * probability below one in a hundred million, by the share of these days among the purchases of the other months.
 */
final class SwappedDates {

    private static final int LAST_MONTH = 12;
    private static final int FEWEST_MONTHS = 3;
    private static final int FEWEST = 20;
    private static final int MOST_DAYS = 20_000;
    private static final double IMPROBABLE = StrictMath.log(1e8);

    private final ZonedDays days;

    /** The customers with a purchase on each day. */
    private final int[] counts;

    private final long purchases;

    /** How many of them lie in a month up to day 12, and after. */
    private final NavigableMap<YearMonth, long[]> months = new TreeMap<>();

    private SwappedDates(ZonedDays days, int[] counts) {
        this.days = days;
        this.counts = counts;
        this.purchases = IntStream.of(counts).asLongStream().sum();
        each((date, count) -> months.computeIfAbsent(YearMonth.from(date), any -> new long[2])[
                date.getDayOfMonth() <= LAST_MONTH ? 0 : 1] += count);
    }

    /**
     * Remarks on such times; false if there are none.
     *
     * @param from events before are left out, as they are detached
     */
    static boolean remark(EventTable table, Instant from, ZoneId zone, DataQualityReport.Builder tally) {
        byte purchase = EventTable.code(EventKind.PURCHASE);
        long earliest = Micros.floor(from);
        long last = earliest;
        for (int i = 0; i < table.size(); i++) {
            last = table.kinds()[i] == purchase ? Math.max(last, table.times().get(i)) : last;
        }
        ZonedDays days = ZonedDays.of(from, last, zone, MOST_DAYS);
        if (days.size() > MOST_DAYS) {
            return false;
        }
        int[] counts = new int[days.size()];
        for (int customer = 0; customer < table.customers().size(); customer++) {
            int before = -1;
            for (int i = table.starts()[customer]; i < table.starts()[customer + 1]; i++) {
                if (table.kinds()[i] == purchase && table.times().get(i) >= earliest) {
                    int day = days.of(table.times().get(i));
                    counts[day] += day == before ? 0 : 1;
                    before = day;
                }
            }
        }
        SwappedDates dates = new SwappedDates(days, counts);
        if (dates.purchases < FEWEST || dates.months.size() < FEWEST_MONTHS) {
            return false;
        }
        return dates.remarkOneDay(tally) || dates.remarkSwapped(tally);
    }

    private interface Day {

        void take(LocalDate date, int count);
    }

    private void each(Day day) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                day.take(days.date(i), counts[i]);
            }
        }
    }

    private boolean remarkOneDay(DataQualityReport.Builder tally) {
        int first = IntStream.range(0, counts.length)
                .filter(i -> counts[i] > 0)
                .findFirst()
                .orElse(0);
        int day = days.date(first).getDayOfMonth();
        String which = all(date -> date.getDayOfMonth() == day)
                ? "on day " + day + " of a month"
                : all(date -> date.getDayOfMonth() == date.lengthOfMonth()) ? "on the last day of a month" : "";
        if (which.isEmpty()) {
            return false;
        }
        String sentence = String.format(
                Locale.ROOT,
                "purchases, all there are, lie %s, as of monthly sums or bills, so that nothing within a month is known:"
                        + " a horizon of 30 days may hold one such day or none. Take a horizon of several months and"
                        + " cutoffs on that day, or export the days of the purchases",
                which);
        tally.count(new Reason(Effect.REMARKED, LogReasons.TIMES_BY_THE_MONTH, sentence), purchases);
        return true;
    }

    private boolean all(Predicate<LocalDate> rule) {
        return IntStream.range(0, counts.length).allMatch(i -> counts[i] == 0 || rule.test(days.date(i)));
    }

    private boolean remarkSwapped(DataQualityReport.Builder tally) {
        List<List<YearMonth>> ends = List.of(early(months), early(months.descendingMap()));
        long early = ends.stream().mapToLong(end -> sum(end, 0)).sum();
        double after = (double) sum(List.copyOf(months.keySet()), 1) / Math.max(1, purchases - early);
        List<List<YearMonth>> found = ends.stream()
                .filter(end -> end.size() >= 2 && -sum(end, 0) * StrictMath.log1p(-Math.min(0.999, after)) > IMPROBABLE)
                .toList();
        if (found.isEmpty()) {
            return false;
        }
        String sentence = String.format(
                Locale.ROOT,
                "purchases %s all lie on the days 1 to 12 of a month, while %.0f %% of those in other months lie on later"
                        + " days, as where day and month are swapped in a part of the rows, which moves purchases by"
                        + " months: check the pattern of the times in the mapping, and whether the file holds dates in"
                        + " two forms",
                found.stream()
                        .map(end -> "from " + Collections.min(end) + " to " + Collections.max(end))
                        .collect(Collectors.joining(" and ")),
                100 * after);
        long count = found.stream().mapToLong(end -> sum(end, 0)).sum();
        tally.count(new Reason(Effect.REMARKED, LogReasons.DATES_SWAPPED, sentence), count);
        return true;
    }

    private long sum(List<YearMonth> some, int part) {
        return some.stream()
                .mapToLong(month -> months.getOrDefault(month, new long[2])[part])
                .sum();
    }

    /** The first months without a purchase after day 12. */
    private static List<YearMonth> early(NavigableMap<YearMonth, long[]> ordered) {
        return ordered.entrySet().stream()
                .takeWhile(month -> month.getValue()[1] == 0)
                .map(Map.Entry::getKey)
                .toList();
    }
}
