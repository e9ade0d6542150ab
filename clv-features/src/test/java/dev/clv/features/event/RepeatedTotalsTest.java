package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
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
}
