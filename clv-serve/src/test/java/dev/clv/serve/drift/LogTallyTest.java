package dev.clv.serve.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTallyTest {

    private static final Instant BEGIN = Instant.parse("2022-01-01T00:00:00Z");
    private static final int CUSTOMERS = 10;

    private static Instant hour(int day, int hour) {
        return BEGIN.plus(Duration.ofDays(day)).plus(Duration.ofHours(hour));
    }

    /** Every customer views a product at noon and in the evening of each day; from a day on, twice as often. */
    private static EventLog views(int doubledFrom) {
        EventLog.Builder log = EventLog.builder();
        for (int c = 0; c < CUSTOMERS; c++) {
            log.add("c" + c, Purchase.of(BEGIN, BigDecimal.ONE));
            for (int day = 0; day < 501; day++) {
                for (int i = 0; i < (day < doubledFrom ? 1 : 2); i++) {
                    log.add("c" + c, new View(hour(day, 12).plusSeconds(i), "p", null));
                    log.add("c" + c, new View(hour(day, 20).plusSeconds(i), "p", null));
                }
            }
        }
        return log.observedUntil(hour(501, 0)).build();
    }

    /** At midnight, and at hours that leave out a part of the last day. */
    @ParameterizedTest
    @ValueSource(ints = {0, 6, 13, 23})
    void onlyWholeDaysAreComparedSoThatNoneOfThemLooksLikeAFall(int hour) {
        EventLog steady = views(1000);
        Windows windows = Windows.of(steady, hour(360, hour), hour(500, hour));
        assertThat(LogTally.of(steady, windows).onset(Measure.VIEWS)).isNull();

        EventLog doubled = views(480);
        LogTally.Step step =
                Objects.requireNonNull(LogTally.of(doubled, Windows.of(doubled, hour(360, hour), hour(500, hour)))
                        .onset(Measure.VIEWS));
        assertThat(step.day()).isEqualTo(LocalDate.parse("2022-01-01").plusDays(480));
        assertThat(step.before()).isEqualTo(2 * CUSTOMERS);
        assertThat(step.after()).isEqualTo(4 * CUSTOMERS);
    }
}
