package dev.clv.features.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DaysTest {

    @Test
    void aDayIsTheCalendarDayOfTheZone() {
        SplittableRandom random = new SplittableRandom(1);
        for (String zone : new String[] {"UTC", "Europe/London", "Asia/Shanghai", "America/Havana", "Asia/Kathmandu"}) {
            Days days = new Days(ZoneId.of(zone));
            for (int i = 0; i < 2000; i++) {
                Instant instant = Instant.ofEpochSecond(random.nextLong(-1_000_000_000L, 4_000_000_000L), i % 2);
                LocalDate date = instant.atZone(ZoneId.of(zone)).toLocalDate();
                assertThat(days.of(instant)).isEqualTo(date.toEpochDay());
            }
        }
    }

    @Test
    void theAsOfDayOfAMidnightIsTheDayBefore() {
        Days days = new Days(ZoneId.of("UTC"));
        long day = LocalDate.of(2020, 3, 1).toEpochDay();
        assertThat(days.asOf(at("2020-03-01"))).isEqualTo(day - 1);
        assertThat(days.asOf(at("2020-03-01").plusNanos(1))).isEqualTo(day);
        assertThat(days.asOf(at("2020-03-01T23:59"))).isEqualTo(day);
    }

    @Test
    void theAsOfDayFollowsTheZonesMidnight() {
        Days london = new Days(ZoneId.of("Europe/London"));
        long day = LocalDate.of(2020, 6, 2).toEpochDay();
        assertThat(london.asOf(at("2020-06-01T23:00"))).isEqualTo(day - 1);
        assertThat(london.asOf(at("2020-06-01T23:01"))).isEqualTo(day);
    }

    /** An instant in UTC; a date alone is its midnight. */
    private static Instant at(String time) {
        return Instant.parse(time.contains("T") ? time + ":00Z" : time + "T00:00:00Z");
    }
}
