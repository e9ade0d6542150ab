package dev.clv.serve.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {

    private static final Instant BEGIN = Instant.parse("2022-01-01T00:00:00Z");

    private static EventLog log(ZoneId zone) {
        return EventLog.builder()
                .zone(zone)
                .add("a", Purchase.of(BEGIN, BigDecimal.ONE))
                .add("a", Purchase.of(BEGIN.plus(Duration.ofDays(900)), BigDecimal.ONE))
                .observedUntil(BEGIN.plus(Duration.ofDays(901)))
                .build();
    }

    private static Instant day(int day) {
        return BEGIN.plus(Duration.ofDays(day));
    }

    private static Windows windows(int reference, int now) {
        return Windows.of(log(ZoneId.of("UTC")), day(reference), day(now));
    }

    @Test
    void aYearBeforeTheReferenceGivesThreeWindowsOfReferenceAndFourThatShowWhatIsUsual() {
        Windows windows = windows(360, 500);
        assertThat(windows.reference()).isEqualTo(day(360));
        assertThat(windows.references()).isEqualTo(3);
        assertThat(windows.earlier()).isEqualTo(4);
        assertThat(windows.gap()).isEqualTo(360 - 7 * 28);
        assertThat(windows.from(0)).isEqualTo(day(472));
        assertThat(windows.until(0)).isEqualTo(day(500));
        assertThat(windows.from(1)).isEqualTo(day(332));
        assertThat(windows.until(2)).isEqualTo(windows.from(1));
        assertThat(new int[] {windows.group(0), windows.group(1), windows.group(3), windows.group(4), windows.group(7)})
                .containsExactly(0, 1, 1, 2, 5);
        assertThat(windows.instants()).startsWith(day(500), day(360), day(332));
    }

    @ParameterizedTest
    @ValueSource(ints = {56, 57, 83, 84, 111, 112, 167, 168, 250, 364, 500, 870})
    void everythingThatIsLookedAtLiesInTheLog(int past) {
        Windows windows = windows(past, past + 28);
        assertThat(windows.references()).isPositive();
        assertThat(windows.gap()).isGreaterThanOrEqualTo(28);
        Instant first = windows.from(windows.count() - 1).minus(Duration.ofDays(windows.gap()));
        assertThat(first).isAfterOrEqualTo(BEGIN);
        for (Instant at : windows.instants()) {
            assertThat(at.minus(Duration.ofDays(windows.lookback()))).isAfterOrEqualTo(BEGIN);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {28, 29, 33, 34, 35, 100})
    void theReferenceMovesBackToTheSameDayOfTheWeek(int later) {
        Windows windows = windows(300, 300 + later);
        assertThat(Duration.between(windows.reference(), windows.now()).toDays() % 7)
                .isZero();
        assertThat(Duration.between(windows.reference(), day(300)).toDays()).isBetween(0L, 6L);
    }

    @Test
    void windowsAreCalendarDaysOfTheZone() {
        EventLog log = log(ZoneId.of("Europe/London"));
        Windows windows = Windows.of(log, Instant.parse("2022-09-05T23:00:00Z"), Instant.parse("2022-11-08T00:00:00Z"));
        assertThat(windows.from(0)).isEqualTo(Instant.parse("2022-10-10T23:00:00Z"));
        assertThat(windows.reference()).isEqualTo(Instant.parse("2022-09-05T23:00:00Z"));
    }

    @Test
    void timesThatDoNotFitAreRefusedWithTheNumberOfDays() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> windows(300, 327))
                .withMessageContaining("at least 28 days earlier");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> windows(55, 400))
                .withMessageContaining("drift needs 56 days of the log before the reference");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> windows(300, 950))
                .withMessageContaining("silence would look like drift");
    }
}
