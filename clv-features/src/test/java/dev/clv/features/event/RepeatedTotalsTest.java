package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class RepeatedTotalsTest {

    private final EventLog.Builder log = EventLog.builder();

    private RepeatedTotalsTest order(String order, double... amounts) {
        for (int line = 0; line < amounts.length; line++) {
            Instant time = Instant.parse("2024-01-01T00:00:00Z").plusSeconds(order.hashCode());
            log.add(
                    "c" + order.length(),
                    new Purchase(time, BigDecimal.valueOf(amounts[line]), 1, order, "p" + line, null));
        }
        return this;
    }

    private long remarked() {
        return log.build().quality().count(LogReasons.ORDER_TOTAL_REPEATED);
    }

    @Test
    void linesThatAllHaveTheAmountOfTheirOrderAreRemarked() {
        assertThat(order("a", 75, 75).order("b", 20).order("c", 20, 20, 20).remarked())
                .isEqualTo(3);
    }

    @Test
    void linesOfDifferentAmountsAreNot() {
        assertThat(order("a", 75, 75).order("b", 20, 30).order("c", 1, 1).remarked())
                .isZero();
    }

    @Test
    void onePriceForEverythingIsNot() {
        assertThat(order("a", 19.99, 19.99)
                        .order("b", 19.99, 19.99)
                        .order("c", 19.99)
                        .remarked())
                .isZero();
    }

    @Test
    void aSingleOrderSaysNothing() {
        assertThat(order("a", 75, 75).order("b", 20).remarked()).isZero();
    }

    @Test
    void totalsThatDifferByCentsBetweenLinesAre() {
        assertThat(order("a", 75, 75.01, 75.02)
                        .order("b", 20)
                        .order("c", 20, 20.10)
                        .remarked())
                .isEqualTo(3);
    }

    /** Kills: an order of equal lines by chance that makes a rule of one price for nearly everything. */
    @Test
    void onePriceForNearlyEverythingIsNot() {
        for (int i = 0; i < 40; i++) {
            double price = i % 9 == 0 ? 25 : 19.99;
            order("order" + i, price, price);
        }
        assertThat(remarked()).isZero();
    }

    /** One order a day; on such days each line has the order's total, but for cents. */
    private static List<DataQualityReport.Count> totalsOn(IntPredicate days, int seed) {
        Random random = new Random(seed);
        EventLog.Builder log = EventLog.builder();
        for (int day = 0; day < 300; day++) {
            Instant time = Instant.parse("2023-01-01T12:00:00Z").plusSeconds(86_400L * day);
            String customer = "c" + random.nextInt(9);
            int total = 500 + random.nextInt(9000);
            int lines = 1 + random.nextInt(4);
            for (int line = 0; line < lines; line++) {
                int cents = days.test(day) ? total + random.nextInt(3) : 100 * (1 + random.nextInt(20));
                log.add(customer, new Purchase(time, BigDecimal.valueOf(cents, 2), 1, "o" + day, "p" + line, null));
            }
        }
        return log.build().quality().counts().stream()
                .filter(count -> count.reason().key().equals("order_total_repeated"))
                .toList();
    }

    @Test
    void totalsFromADayOnAreToldWithTheirDays() {
        for (int seed = 0; seed < 10; seed++) {
            assertThat(totalsOn(day -> false, seed)).isEmpty();
            assertThat(totalsOn(day -> true, seed))
                    .singleElement()
                    .satisfies(count -> assertThat(count.reason()).isEqualTo(LogReasons.ORDER_TOTAL_REPEATED));
            assertThat(totalsOn(day -> day >= 150, seed))
                    .singleElement()
                    .satisfies(count -> assertThat(count.reason().sentence())
                            .containsPattern("between 2023-0(5-2.|5-3.|6-0.) and 2023-10-2")
                            .contains("each line's own price"));
        }
    }

    @Test
    void everyThirdOrderOfEqualLinesIsNoRule() {
        for (int seed = 0; seed < 10; seed++) {
            assertThat(totalsOn(day -> day % 3 == 0, seed)).isEmpty();
        }
    }
}
