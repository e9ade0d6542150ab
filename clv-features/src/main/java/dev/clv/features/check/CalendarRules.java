package dev.clv.features.check;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventBytes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A feature must not depend on the clock or on a fixed date, and its days and hours are those of the customer's zone.
 */
final class CalendarRules {

    /**
     * 400 years: the Gregorian calendar repeats after them, weekdays included, so that whatever depends on the season
     * or the weekday stays the same, and whatever is counted from the clock or from a fixed date does not.
     */
    private static final Duration ERA = Duration.ofDays(146_097);

    /** 28 years, after which the calendar of the years 1901 to 2099 repeats, and a year of two digits does not. */
    private static final Duration CYCLE = Duration.ofDays(10_227);

    private static final Instant CYCLES_FROM = Instant.parse("1901-01-01T00:00:00Z");
    private static final Instant CYCLES_UNTIL = Instant.parse("2072-01-01T00:00:00Z");

    /** That of Kathmandu. */
    private static final ZoneOffset ELSEWHERE = ZoneOffset.ofHoursMinutes(5, 45);

    private final Checked checked;
    private final List<CustomerHistory> histories;

    CalendarRules(Checked checked) {
        this.checked = checked;
        this.histories = checked.histories.stream()
                .map(Checked::bounded)
                .map(history -> moved(history, Duration.ZERO, ZoneOffset.UTC))
                .toList();
    }

    void check() {
        double[][] expected = checked.refitted(histories);
        require(
                expected,
                ERA,
                ZoneOffset.UTC,
                "changes when the same events happen 400 years later: it asks the clock, or counts from a fixed date; "
                        + "count from the cutoff");
        if (histories.stream().allMatch(CalendarRules::isCyclic)) {
            require(
                    expected,
                    CYCLE,
                    ZoneOffset.UTC,
                    "changes when the same events happen 28 years later, on the same weekdays of the same season: it "
                            + "depends on the year; count from the cutoff");
        }
        require(
                expected,
                Duration.ofSeconds(-ELSEWHERE.getTotalSeconds()),
                ELSEWHERE,
                "changes when the same events happen at the same local time in another zone; take days and hours from "
                        + "customer.day(...) and customer.zone()");
    }

    private void require(double[][] expected, Duration by, ZoneId zone, String otherwise) {
        double[][] actual = checked.refitted(
                histories.stream().map(history -> moved(history, by, zone)).toList());
        for (int i = 0; i < expected.length; i++) {
            checked.requireSame(expected[i], actual[i], otherwise);
        }
    }

    private static boolean isCyclic(CustomerHistory history) {
        return history.cutoff().isBefore(CYCLES_UNTIL)
                && history.cutoff().isAfter(CYCLES_FROM)
                && history.events().stream()
                        .allMatch(event ->
                                event.time().equals(Instant.MIN) || event.time().isAfter(CYCLES_FROM));
    }

    private static CustomerHistory moved(CustomerHistory history, Duration by, ZoneId zone) {
        List<CustomerEvent> events = by.isZero()
                ? history.events()
                : history.events().stream()
                        .map(event -> event.time().equals(Instant.MIN)
                                ? event
                                : EventBytes.at(event.time().plus(by), event))
                        .toList();
        return CustomerHistory.of(history.customer(), zone, history.cutoff().plus(by), events);
    }
}
