package dev.clv.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeasonalClockTest {

    private static final LocalDate FIRST = LocalDate.of(2023, 1, 1);

    @Test
    void runsOneDayADayOnAverage() {
        Instant end = FIRST.plusDays(4 * 365 + 1).atStartOfDay(ZoneOffset.UTC).toInstant();
        SeasonalClock clock = new SeasonalClock(FIRST, ZoneOffset.UTC, end);
        assertThat(clock.at(end) / (4 * 365 + 1)).isCloseTo(1, within(0.002));
    }

    @Test
    void runsFastBeforeChristmasAndSlowAtNight() {
        SeasonalClock clock = new SeasonalClock(FIRST, ZoneOffset.UTC, Instant.parse("2024-01-01T00:00:00Z"));
        assertThat(advance(clock, "2023-12-04T00:00:00Z", 7 * 86_400))
                .isGreaterThan(1.4 * advance(clock, "2023-06-05T00:00:00Z", 7 * 86_400));
        assertThat(advance(clock, "2023-06-05T20:00:00Z", 3600))
                .isGreaterThan(20 * advance(clock, "2023-06-05T03:00:00Z", 3600));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe"})
    void timesAreRecoveredToTheSecondInAnyZone(String zone) {
        ZoneId id = ZoneId.of(zone);
        Instant start = FIRST.atStartOfDay(id).toInstant();
        Instant end = FIRST.plusDays(366).atStartOfDay(id).toInstant();
        SeasonalClock clock = new SeasonalClock(FIRST, id, end);
        RandomStream random = RandomStream.of(5, 0, 0);
        double before = 0;
        for (int i = 0; i < 2000; i++) {
            Instant time = start.plusSeconds((long) (random.uniform() * 366 * 86_400));
            // Half a second on, so that rounding of the reading cannot fall into the second before.
            assertThat(clock.when(clock.at(time.plusMillis(500)))).isEqualTo(time);
            before = Math.max(before, clock.at(time));
        }
        assertThat(clock.at(start)).isZero();
        assertThat(clock.at(end)).isGreaterThan(before);
    }

    private static double advance(SeasonalClock clock, String from, long seconds) {
        Instant time = Instant.parse(from);
        return clock.at(time.plusSeconds(seconds)) - clock.at(time);
    }
}
