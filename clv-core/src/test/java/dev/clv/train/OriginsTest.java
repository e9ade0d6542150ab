package dev.clv.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.label.Horizon;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

    private static final Instant START = Instant.parse("2022-01-01T00:00:00Z");

    /** Customers who first buy at equal distances over some days, and once more long after. */
    private static EventLog log(int customers, int days) {
        EventLog.Builder log = EventLog.builder().currency("EUR");
        for (int i = 0; i < customers; i++) {
            Instant first = START.plus(Duration.ofDays(days).multipliedBy(i).dividedBy(customers));
            log.add("c" + i, Purchase.of(first, BigDecimal.TEN));
            log.add("c" + i, Purchase.of(first.plus(Duration.ofDays(3_000)), BigDecimal.TEN));
        }
        return log.build();
    }

    private static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    private static long daysBetween(List<Instant> origins, int later, int earlier) {
        return Duration.between(origins.get(earlier), origins.get(later)).toDays();
    }

    /** The log of 400 customers begins, with 20 of them, on day 19 of 400. */
    @ParameterizedTest
    @CsvSource({
        // horizon, cutoff, origins, days apart
        "90, 100, 1, 0",
        "90, 122, 1, 0",
        "90, 123, 2, 14",
        "90, 213, 8, 14",
        "90, 289, 12, 16",
        "90, 600, 12, 30",
        "30, 600, 12, 30",
        "580, 600, 1, 0",
    })
    void thereAreAsManyAsTheLogAllows(int horizon, int cutoff, int count, int step) {
        List<Instant> origins = Origins.automatic(log(400, 400), day(cutoff), Horizon.ofDays(horizon));

        assertThat(origins).hasSize(count);
        assertThat(origins.get(0)).isEqualTo(day(cutoff));
        for (int i = 1; i < count; i++) {
            assertThat(daysBetween(origins, i - 1, i)).isEqualTo(step);
        }
        assertThat(origins.get(count - 1)).isAfterOrEqualTo(count == 1 ? START : day(19 + horizon));
    }

    @Test
    void rowsAreBoundedAndTheFewOriginsOfAManyCustomersSpanAllSeasonsToo() {
        List<Instant> origins = Origins.automatic(log(16_000, 300), day(900), Horizon.ofDays(90));

        assertThat(origins).hasSize(3);
        assertThat(daysBetween(origins, 0, 2)).isEqualTo(330);
        assertThat(Origins.automatic(log(26_000, 300), day(900), Horizon.ofDays(90)))
                .hasSize(1);
    }

    @Test
    void aFewEventsOfAMistypedYearDoNotMakeTheLogOlder() {
        EventLog.Builder mistyped = EventLog.builder().currency("EUR");
        EventLog log = log(400, 400);
        log.customers().forEach(id -> log.history(id).events().forEach(event -> mistyped.add(id, event)));
        for (int i = 0; i < 5; i++) {
            mistyped.add("old" + i, Purchase.of(Instant.EPOCH, BigDecimal.TEN));
        }

        List<Instant> origins = Origins.automatic(mistyped.build(), day(213), Horizon.ofDays(90));

        assertThat(origins).hasSize(8);
        assertThat(origins.get(7)).isAfter(day(100));
    }

    @Test
    void aLogOfFewCustomersHasOneOrigin() {
        assertThat(Origins.automatic(log(15, 100), day(900), Horizon.ofDays(90)))
                .containsExactly(day(900));
        assertThat(Origins.automatic(EventLog.builder().build(), day(900), Horizon.ofDays(90)))
                .containsExactly(day(900));
    }

    @Test
    void wholeDaysAreCalendarDays() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        Instant latest = LocalDate.of(2024, 4, 10).atStartOfDay(zone).toInstant();

        assertThat(Origins.of(latest, 2, Horizon.ofDays(30), zone))
                .containsExactly(
                        latest, LocalDate.of(2024, 3, 11).atStartOfDay(zone).toInstant());
        assertThat(Origins.of(latest, 2, Horizon.ofDays(30), ZoneOffset.UTC).get(1))
                .isEqualTo(latest.minus(Duration.ofDays(30)));
    }
}
