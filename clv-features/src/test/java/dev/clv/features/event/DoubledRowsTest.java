package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class DoubledRowsTest {

    private static final Instant START = Instant.parse("2023-01-01T06:00:00Z");
    private static final int DAYS = 400;

    /** A purchase a day or several, those of some days twice; lines of orders if told so. */
    private static EventLog log(long seed, IntPredicate twice, boolean orders) {
        Random random = new Random(seed);
        EventLog.Builder builder = EventLog.builder();
        for (int day = 0; day < DAYS; day++) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                EventRow row = new EventRow()
                        .customer("c" + random.nextInt(60))
                        .time(1_000_000 * (START.getEpochSecond() + 86_400L * day + random.nextInt(50_000)))
                        .kind(EventKind.PURCHASE)
                        .amount(100 + random.nextInt(9000), 2);
                if (orders) {
                    row.order("o" + day + "-" + i);
                }
                for (int copy = twice.test(day) ? 2 : 1; copy > 0; copy--) {
                    builder.append(row);
                }
            }
        }
        return builder.build();
    }

    private static String sentence(EventLog log) {
        return log.quality().counts().stream()
                .filter(count -> count.reason().key().equals(LogReasons.ROWS_DOUBLED))
                .map(count -> count.reason().sentence())
                .findAny()
                .orElse("");
    }

    @Test
    void exportsThatOverlapAreToldWithTheirRowsAndDays() {
        for (long seed = 0; seed < 10; seed++) {
            EventLog log = log(seed, day -> day >= 100 && day < 130, false);
            assertThat(log.quality().count(LogReasons.ROWS_DOUBLED))
                    .isEqualTo(log.quality().count(LogReasons.REPEATED))
                    .isGreaterThan(30);
            assertThat(sentence(log)).contains("between 2023-04-11 and 2023-05-10", "leave out the copies", "\"id\"");
        }
    }

    @Test
    void severalOverlapsAndAWholeFileThatIsThereTwiceAreToldOnce() {
        EventLog weekly = log(1, day -> day % 100 < 14, false);
        assertThat(weekly.quality().count(LogReasons.ROWS_DOUBLED))
                .isEqualTo(weekly.quality().count(LogReasons.REPEATED));
        EventLog whole = log(2, day -> true, false);
        assertThat(whole.quality().count(LogReasons.ROWS_DOUBLED)).isEqualTo(whole.size() / 2);
        assertThat(sentence(whole)).contains("between 2023-01-01 and 2024-02-04");
    }

    @Test
    void ordersThatAreThereTwiceAreNotTakenForTotalsOnEveryLine() {
        EventLog log = log(3, day -> true, true);
        assertThat(log.quality().count(LogReasons.ROWS_DOUBLED)).isEqualTo(log.size() / 2);
        assertThat(log.quality().count(LogReasons.ORDER_TOTAL_REPEATED)).isZero();
    }

    @Test
    void repetitionsThatAreScatteredAreNoneOfAnExport() {
        for (int percent : new int[] {0, 2, 10, 30, 60, 80}) {
            for (long seed = 0; seed < 10; seed++) {
                Random scattered = new Random(seed);
                EventLog log = log(seed, day -> scattered.nextInt(100) < percent, false);
                assertThat(sentence(log)).as(percent + " %, seed " + seed).isEmpty();
            }
        }
    }
}
