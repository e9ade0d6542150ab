package dev.clv.decide.churn;

import static java.util.Objects.requireNonNull;

import dev.clv.decide.Decision;
import dev.clv.decide.Decisions;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many alerts may be given, and how soon a customer may be alerted about again. Immutable.
 *
 * <pre>{@code
 * AlertBudget.perMonth(500).quiet(Duration.ofDays(60))   // 500 a calendar month, one a customer in 60 days
 * }</pre>
 *
 * @param most alerts; at least 1
 * @param perMonth whether alerts of earlier lists of the same calendar month in the log's zone count, too
 * @param quiet how long nobody is alerted about again; zero for no such rule
 */
public record AlertBudget(int most, boolean perMonth, Duration quiet) {

    private static final AlertBudget UNLIMITED = new AlertBudget(Integer.MAX_VALUE, false, Duration.ZERO);

    /** Checks the ranges. */
    public AlertBudget {
        requireNonNull(quiet, "quiet");
        if (most < 1) {
            throw new IllegalArgumentException("a budget must allow at least 1 alert, was " + most);
        }
        if (quiet.isNegative()) {
            throw new IllegalArgumentException("the quiet time after an alert must be zero or more, was " + quiet);
        }
    }

    /** No limit. */
    public static AlertBudget unlimited() {
        return UNLIMITED;
    }

    /** So many alerts in each list. */
    public static AlertBudget perList(int most) {
        return new AlertBudget(most, false, Duration.ZERO);
    }

    /**
     * So many alerts in a calendar month, at most one of a customer; those of {@linkplain ChurnWarning.Builder#after
     * earlier lists} count.
     */
    public static AlertBudget perMonth(int most) {
        return new AlertBudget(most, true, Duration.ZERO);
    }

    /** At most one alert of a customer within this time; earlier lists tell who was alerted about. */
    public AlertBudget quiet(Duration time) {
        return new AlertBudget(most, perMonth, time);
    }

    /** How many alerts are left at a time. */
    int left(List<Decisions<ChurnAlert>> earlier, Instant at, ZoneId zone) {
        if (!perMonth) {
            return most;
        }
        YearMonth month = YearMonth.from(at.atZone(zone));
        long used = earlier.stream()
                .filter(list -> month(list, zone).equals(month))
                .mapToLong(list -> list.decisions().size())
                .sum();
        return (int) Math.max(0, most - used);
    }

    /** Who must not be alerted about at a time. */
    Set<String> quietAt(List<Decisions<ChurnAlert>> earlier, Instant at, ZoneId zone) {
        YearMonth now = YearMonth.from(at.atZone(zone));
        Set<String> quietNow = new HashSet<>();
        for (Decisions<ChurnAlert> list : earlier) {
            boolean counts = perMonth && month(list, zone).equals(now);
            if (counts || list.provenance().at().plus(quiet).isAfter(at)) {
                list.decisions().stream().map(Decision::customer).forEach(quietNow::add);
            }
        }
        return quietNow;
    }

    private static YearMonth month(Decisions<ChurnAlert> list, ZoneId zone) {
        return YearMonth.from(list.provenance().at().atZone(zone));
    }

    /** Why somebody must not be alerted about again, in words. */
    String quietReason() {
        String within = quiet.isZero() ? "" : "less than " + days(quiet) + " ago";
        return "alert " + (perMonth ? "this month" + (within.isEmpty() ? "" : " or ") : "") + within;
    }

    /** In words, for instance {@code 500 a month, one a customer in 60 days}. */
    @Override
    public String toString() {
        String limit = most == Integer.MAX_VALUE ? "no limit" : most + (perMonth ? " a month" : " a list");
        return quiet.isZero() ? limit : limit + ", one a customer in " + days(quiet);
    }

    static String days(Duration time) {
        return time.equals(Duration.ofDays(time.toDays())) ? time.toDays() + " days" : time.toString();
    }
}
