package dev.clv.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.label.Population;
import dev.clv.simulate.ShopSimulation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {

    @Test
    void aTillWithAThirdOfAllOrdersIsRemarkedOnByCount() {
        int[] orders = new int[200];
        Arrays.setAll(orders, i -> 1 + i % 4);
        orders[17] = 250;

        assertThat(Placeholders.sentence(orders, "orders").orElseThrow())
                .startsWith(
                        "1 of 200 customers has 33 % of all orders, 250, where nine of ten customers have at most 4")
                .contains("'drop'", "--customers");
    }

    @Test
    void severalAreCountedTogether() {
        int[] orders = new int[200];
        Arrays.fill(orders, 2);
        orders[3] = 300;
        orders[4] = 100;

        assertThat(Placeholders.sentence(orders, "rows").orElseThrow())
                .startsWith("2 of 200 customers have 50 % of all rows, at least 100 each");
    }

    @Test
    void goodCustomersAreNotRemarkedOn() {
        // The best of a shop of wholesale and retail buyers, and everybody in a tiny shop.
        int[] wholesale = new int[3_000];
        Arrays.setAll(wholesale, i -> i < 10 ? 200 : 1 + i % 6);
        assertThat(Placeholders.sentence(wholesale, "orders")).isEmpty();
        assertThat(Placeholders.sentence(new int[] {1, 2, 9, 3, 1}, "orders")).isEmpty();
        int[] few = new int[19];
        Arrays.fill(few, 1);
        few[3] = 100;
        assertThat(Placeholders.sentence(few, "orders")).isEmpty();
        for (int seed = 0; seed < 3; seed++) {
            EventLog log = ShopSimulation.builder()
                    .customers(300)
                    .days(720)
                    .seed(seed)
                    .build()
                    .log();
            int[] orders = Population.buyersBefore(log, log.observedUntil()).stream()
                    .mapToInt(customer -> Placeholders.orders(log.history(customer)))
                    .toArray();
            assertThat(Placeholders.sentence(orders, "orders")).isEmpty();
        }
    }

    @Test
    void linesOfOneOrderAreOneOrder() {
        Instant time = Instant.parse("2024-03-01T10:00:00Z");
        EventLog log = EventLog.builder()
                .add("a", Purchase.of(time, BigDecimal.ONE))
                .add("a", Purchase.of(time, BigDecimal.TEN))
                .add("a", Purchase.of(time.plusSeconds(60), BigDecimal.TEN))
                .build();

        assertThat(Placeholders.orders(log.history("a"))).isEqualTo(2);
    }
}
