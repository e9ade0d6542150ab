package dev.clv.features.behaviour;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A window of a {@link SeasonCalendar}.
 *
 * @param rule as it was written
 * @param days whether a day is in it
 * @param years whether it is known of a day of this year, which a list of dates is of its own years only
 */
record SeasonWindow(String name, String rule, Predicate<LocalDate> days, IntPredicate years) {

    /** So few that the months beside the one of a day are enough to look at. */
    private static final int MOST_BESIDE = 27;

    private static final Pattern YEARLY = Pattern.compile("yearly (\\d\\d-\\d\\d)\\.\\.(\\d\\d-\\d\\d)");
    private static final Pattern LAST = Pattern.compile("last ([a-z]+) (\\d{1,2}) ([+-]\\d{1,2})\\.\\.([+-]\\d{1,2})");
    private static final Pattern MONTH_END = Pattern.compile("month-end ([+-]\\d{1,2})\\.\\.([+-]\\d{1,2})");
    private static final Pattern DATES = Pattern.compile("dates(?: \\d{4}-\\d\\d-\\d\\d\\.\\.\\d{4}-\\d\\d-\\d\\d)+");

    /** Days from one to another, both included. */
    private record Stretch(LocalDate from, LocalDate to) {

        boolean contains(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    /** @return null if the rule is none */
    static @Nullable SeasonWindow parse(String name, String rule) {
        try {
            Predicate<LocalDate> days = days(rule);
            return days == null ? null : new SeasonWindow(name, rule, days, years(rule));
        } catch (DateTimeException | IllegalArgumentException noSuchDay) {
            return null;
        }
    }

    private static @Nullable Predicate<LocalDate> days(String rule) {
        Matcher yearly = YEARLY.matcher(rule);
        if (yearly.matches()) {
            MonthDay from = MonthDay.parse("--" + yearly.group(1));
            MonthDay to = MonthDay.parse("--" + yearly.group(2));
            return day -> {
                MonthDay of = MonthDay.from(day);
                boolean after = !of.isBefore(from);
                boolean before = !of.isAfter(to);
                return from.isAfter(to) ? after || before : after && before;
            };
        }
        Matcher last = LAST.matcher(rule);
        if (last.matches()) {
            DayOfWeek weekday = DayOfWeek.valueOf(last.group(1).toUpperCase(Locale.ROOT));
            int month = YearMonth.of(2000, Integer.parseInt(last.group(2))).getMonthValue();
            return beside(
                    last.group(3),
                    last.group(4),
                    of -> of.getMonthValue() == month
                            ? of.atEndOfMonth().with(TemporalAdjusters.previousOrSame(weekday))
                            : null);
        }
        Matcher end = MONTH_END.matcher(rule);
        if (end.matches()) {
            return beside(end.group(1), end.group(2), YearMonth::atEndOfMonth);
        }
        return DATES.matcher(rule).matches() ? dates(rule) : null;
    }

    /** A day of the last week of a month. */
    private interface Anchor {

        /** @return null if there is none in this month */
        @Nullable
        LocalDate of(YearMonth month);
    }

    private static @Nullable Predicate<LocalDate> beside(String first, String last, Anchor anchor) {
        int from = Integer.parseInt(first);
        int to = Integer.parseInt(last);
        if (from > to || from < -MOST_BESIDE || to > MOST_BESIDE) {
            return null;
        }
        return day -> {
            YearMonth month = YearMonth.from(day);
            for (int months = -1; months <= 1; months++) {
                LocalDate of = anchor.of(month.plusMonths(months));
                if (of != null && new Stretch(of.plusDays(from), of.plusDays(to)).contains(day)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static @Nullable Predicate<LocalDate> dates(String rule) {
        List<Stretch> stretches = stretches(rule);
        boolean ordered = stretches.stream().noneMatch(stretch -> stretch.from().isAfter(stretch.to()));
        return ordered ? day -> stretches.stream().anyMatch(stretch -> stretch.contains(day)) : null;
    }

    private static List<Stretch> stretches(String dates) {
        return Arrays.stream(dates.split(" "))
                .skip(1)
                .map(stretch -> stretch.split("\\.\\."))
                .map(ends -> new Stretch(LocalDate.parse(ends[0]), LocalDate.parse(ends[1])))
                .toList();
    }

    private static IntPredicate years(String rule) {
        if (!DATES.matcher(rule).matches()) {
            return year -> true;
        }
        Set<Integer> listed = new TreeSet<>();
        for (Stretch stretch : stretches(rule)) {
            for (int year = stretch.from().getYear(); year <= stretch.to().getYear(); year++) {
                listed.add(year);
            }
        }
        return listed::contains;
    }

    /** Whether it is known if a day is in it. */
    boolean knows(LocalDate day) {
        return years.test(day.getYear());
    }

    boolean contains(LocalDate day) {
        return days.test(day);
    }

    /** Days from a day to the first one from it on that is in the window; NaN if none of so many days is. */
    double daysUntil(LocalDate day, int ahead) {
        for (int days = 0; days < ahead; days++) {
            if (contains(day.plusDays(days))) {
                return days;
            }
        }
        return Double.NaN;
    }

    String line() {
        return name + ": " + rule;
    }
}
