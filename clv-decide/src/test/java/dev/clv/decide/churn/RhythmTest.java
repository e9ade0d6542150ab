package dev.clv.decide.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class RhythmTest {

    private static CustomerHistory history(String until, String... times) {
        EventLog.Builder log = EventLog.builder()
                .zone(ZoneId.of("Europe/London"))
                .observedUntil(Instant.parse("2024-12-31T00:00:00Z"));
        for (String time : times) {
            log.add("c", Purchase.of(Instant.parse(time), BigDecimal.ONE));
        }
        return log.build().history("c").before(Instant.parse(until));
    }

    @Test
    void gapsAreBetweenCalendarDaysOfTheLogsZone() {
        // 23:30 UTC in June is the next day in London; two orders of one day count once.
        Rhythm rhythm = Rhythm.of(history(
                        "2024-07-01T00:00:00Z",
                        "2024-06-01T10:00:00Z",
                        "2024-06-01T12:00:00Z",
                        "2024-06-08T23:30:00Z",
                        "2024-06-13T10:00:00Z"))
                .orElseThrow();

        assertThat(rhythm).isEqualTo(new Rhythm(3, 18, 6, 8));
        assertThat(rhythm.overdue()).isEqualTo(3);
    }

    @Test
    void oneOrderDayIsNoRhythmAndNoPurchaseNone() {
        Rhythm once = Rhythm.of(history("2024-07-01T00:00:00Z", "2024-06-30T10:00:00Z"))
                .orElseThrow();

        assertThat(once.overdue()).isNaN();
        assertThat(once.daysSinceLast()).isOne();
        assertThat(Rhythm.of(history("2024-06-01T00:00:00Z", "2024-06-30T10:00:00Z")))
                .isEmpty();
    }

    @Test
    void theDaysLeftAreThoseOfTheDefinition() {
        Rhythm rhythm = new Rhythm(3, 18, 6, 8);

        assertThat(ChurnDefinition.noPurchaseWithinHorizon().daysLeft(rhythm, 90))
                .isEqualTo(90);
        assertThat(ChurnDefinition.noPurchaseWithin(30).daysLeft(rhythm, 90)).isEqualTo(30);
        assertThat(ChurnDefinition.ownRhythm(4).daysLeft(rhythm, 90)).isEqualTo(6);
        assertThat(ChurnDefinition.ownRhythm(3).daysLeft(rhythm, 90)).isZero();
        assertThat(new ChurnDefinition.MissedPayment(30, 7).daysLeft(rhythm, 90))
                .isEqualTo(19);
    }

    @Test
    void definitionsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChurnDefinition.noPurchaseWithin(120).daysLeft(new Rhythm(3, 18, 6, 8), 90))
                .withMessageContaining("looks only 90 days ahead; take fewer days, or train");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChurnDefinition.ownRhythm(1))
                .withMessageContaining("must be above 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChurnDefinition.missedPayment(Duration.ofHours(36), Duration.ZERO))
                .withMessageContaining("whole days, was PT36H");
    }
}
