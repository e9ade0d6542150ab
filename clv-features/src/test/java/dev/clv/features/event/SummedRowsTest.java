package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.DataQualityReport.Count;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SummedRowsTest {

    private static final int DAYS = 400;

    /** How a total is written. */
    private record Total(@Nullable String order, @Nullable String product) {}

    private static List<Count> told(EventLog log) {
        return log.quality().counts().stream()
                .filter(count -> count.reason().key().equals("total_beside_rows")
                        || count.reason().key().equals("order_total_repeated"))
                .toList();
    }

    private static Purchase purchase(Instant time, long cents, @Nullable String order, @Nullable String product) {
        return new Purchase(time, BigDecimal.valueOf(cents, 2), 1, order, product, null);
    }

    /** One order a day, at prices that are round; on such days with a total beside its lines. */
    private static EventLog orders(int seed, boolean numbered, IntPredicate days, Total total) {
        Random random = new Random(seed);
        EventLog.Builder log = EventLog.builder();
        for (int day = 0; day < DAYS; day++) {
            Instant time = Instant.parse("2023-01-01T12:00:00Z").plusSeconds(86_400L * day);
            String order = numbered ? "o" + day : null;
            String customer = "c" + random.nextInt(40);
            long sum = 0;
            for (int line = 1 + random.nextInt(4); line > 0; line--) {
                long cents = 500 * (1 + random.nextInt(8));
                sum += cents;
                log.add(customer, purchase(time, cents, order, "p" + line));
            }
            if (days.test(day)) {
                log.add(customer, purchase(time, sum, total.order == null ? order : total.order, total.product));
            }
        }
        return log.build();
    }

    @Test
    void ordersAtRoundPricesAreNotRemarked() {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(told(orders(seed, seed % 2 == 0, day -> false, new Total(null, null))))
                    .isEmpty();
        }
    }

    @Test
    void totalsBesideTheLinesOfSomeMonthsAreTold() {
        for (int seed = 0; seed < 10; seed++) {
            IntPredicate days = day -> day >= 100 && day < 200;
            for (Total total : List.of(new Total(null, null), new Total(null, "order"), new Total("none", null))) {
                assertThat(told(orders(seed, seed % 2 == 0, days, total)))
                        .singleElement()
                        .satisfies(count -> {
                            assertThat(count.rows()).isBetween(95L, 110L);
                            String sentence = count.reason().sentence();
                            assertThat(sentence).containsPattern("between 2023-04-\\d\\d and 2023-07-\\d\\d");
                            assertThat(sentence.contains("blank product")).isEqualTo(total.product == null);
                        });
            }
        }
    }

    @Test
    void totalsBesideAllLinesAreTold() {
        assertThat(told(orders(1, true, day -> true, new Total(null, null))))
                .singleElement()
                .satisfies(count -> assertThat(count.rows()).isEqualTo(DAYS));
    }

    /** Each customer's purchases and refunds, and behind them what they come to, or nothing. */
    private static EventLog customers(int seed, boolean totals, boolean net) {
        Random random = new Random(seed);
        EventLog.Builder log = EventLog.builder();
        for (int customer = 0; customer < 40; customer++) {
            Instant time = Instant.parse("2023-01-01T12:00:00Z");
            long sum = 0;
            for (int i = 4 + random.nextInt(6); i > 0; i--) {
                time = time.plusSeconds(86_400L * (1 + random.nextInt(60)));
                long cents = 500 * (1 + random.nextInt(8));
                sum += cents;
                log.add("c" + customer, purchase(time, cents, "o" + i, "p" + i));
                if (random.nextInt(10) == 0) {
                    log.add("c" + customer, new Refund(time, BigDecimal.valueOf(cents, 2), 1, "o" + i, "p" + i, null));
                    sum -= net ? cents : 0;
                }
            }
            if (totals) {
                log.add("c" + customer, purchase(time, sum, null, null));
            }
        }
        return log.build();
    }

    @Test
    void totalsOfCustomersAreToldWhetherTheyTakeRefundsOffOrNot() {
        for (int seed = 0; seed < 10; seed++) {
            assertThat(told(customers(seed, false, false))).isEmpty();
            for (boolean net : new boolean[] {false, true}) {
                assertThat(told(customers(seed, true, net))).singleElement().satisfies(count -> {
                    assertThat(count.rows()).isBetween(38L, 40L);
                    assertThat(count.reason().sentence()).contains("of their customer", "\"drop\"", "blank product");
                });
            }
        }
    }
}
