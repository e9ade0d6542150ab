package dev.clv.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderProcessTest {

    private static final LocalDate FIRST = LocalDate.of(2023, 1, 1);
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

    private final SeasonalClock clock = new SeasonalClock(FIRST, ZoneOffset.UTC, END);
    private final OrderProcess process = new OrderProcess(clock);

    /** Fader, Hardie and Lee (2005), equation (9). */
    @Test
    void repeatPurchasesAgreeWithTheExpectationOfBgNbd() {
        int customers = 40_000;
        for (double span : new double[] {30, 180, 720}) {
            double[] counts = new double[customers];
            for (int i = 0; i < customers; i++) {
                Shopper shopper = Shopper.draw(i, 1, RandomStream.of(3, i, 1));
                counts[i] = process.all(shopper, shopper.joined() + span, RandomStream.of(3, i, 2))
                                .size()
                        - 1;
            }
            assertThat(mean(counts)).isCloseTo(bgNbd(span), within(4 * standardError(counts)));
        }
    }

    /** Fader and Hardie (2013): mean p * gamma / (q - 1) over customers. */
    @Test
    void orderValuesAgreeWithTheExpectationOfGammaGamma() {
        int customers = 40_000;
        double[] values = new double[customers];
        for (int i = 0; i < customers; i++) {
            Shopper shopper = Shopper.draw(i, 1, RandomStream.of(4, i, 1));
            values[i] = process.all(shopper, 1.0001, RandomStream.of(4, i, 2))
                            .get(0)
                            .cents()
                    / 100.0;
        }
        double expected = Shopper.ORDER_SHAPE * Shopper.SPEND_AMOUNT / (Shopper.SPEND_SHAPE - 1);
        assertThat(mean(values)).isCloseTo(expected, within(4 * standardError(values)));
    }

    @Test
    void theTrueValueIsTheMeanOfManyResimulatedFutures() {
        Instant from = Instant.parse("2023-10-01T00:00:00Z");
        int compared = 0;
        for (Instant until : List.of(from.plusSeconds(10 * 86_400), Instant.parse("2024-03-29T00:00:00Z"))) {
            for (int i = 0; i < 60; i++) {
                Shopper shopper = Shopper.draw(i, clock.at(from), RandomStream.of(6, i, 1));
                List<Order> past = process.all(shopper, clock.at(from), RandomStream.of(6, i, 2));
                double[] futures = new double[4000];
                for (int j = 0; j < futures.length; j++) {
                    futures[j] = net(future(shopper, past, from, until, RandomStream.of(60 + i, j, 3)), from, until)
                            + net(past, from, until);
                }
                double expected = process.expectedValue(shopper, past, from, until);
                assertThat(mean(futures))
                        .as("customer %s until %s", i, until)
                        .isCloseTo(expected, within(4 * standardError(futures) + 1e-9));
                compared += standardError(futures) > 0 ? 1 : 0;
            }
        }
        assertThat(compared).isGreaterThan(40);
    }

    @Test
    void aCustomerWhoNeverLeavesIsExpectedToOrderAtTheRate() {
        Shopper shopper = Shopper.draw(0, 1, RandomStream.of(1, 0, 1));
        Shopper loyal = with(shopper, 0);
        assertThat(OrderProcess.expectedOrders(loyal, 100)).isEqualTo(100 * shopper.rate());
        // Just above the switch to the limit both forms agree.
        assertThat(OrderProcess.expectedOrders(with(shopper, 1e-10), 100))
                .isCloseTo(100 * shopper.rate(), within(1e-8));
    }

    @Test
    void aBasketNeverRepeatsAProductAndARefundNeverExceedsIt() {
        for (int i = 0; i < 3000; i++) {
            Shopper shopper = Shopper.draw(i, 1, RandomStream.of(7, i, 1));
            for (Order order : process.all(shopper, 200, RandomStream.of(7, i, 2))) {
                assertThat(order.lines()).extracting(Order.Line::product).doesNotHaveDuplicates();
                assertThat(order.lines()).allMatch(line -> line.cents() >= 1 && line.units() >= 1);
                if (order.giveBack() != null) {
                    assertThat(order.giveBack().cents()).isBetween(1L, order.cents());
                }
            }
        }
    }

    private List<Order> future(Shopper shopper, List<Order> past, Instant from, Instant until, RandomStream random) {
        return past.get(past.size() - 1).last()
                ? List.of()
                : process.after(shopper, clock.at(from), clock.at(until), random);
    }

    /** Net spend within a window, counted order by order. */
    private static double net(List<Order> orders, Instant from, Instant until) {
        long cents = 0;
        for (Order order : orders) {
            if (!order.time().isBefore(from) && order.time().isBefore(until)) {
                cents += order.cents();
            }
            cents -= order.centsBackWithin(from, until);
        }
        return cents / 100.0;
    }

    private static Shopper with(Shopper shopper, double dropout) {
        return new Shopper(
                shopper.id(),
                shopper.joined(),
                shopper.rate(),
                dropout,
                shopper.scale(),
                shopper.favourite(),
                shopper.chinese(),
                shopper.attributes());
    }

    private static double bgNbd(double span) {
        double a = Shopper.DROPOUT_A;
        double b = Shopper.DROPOUT_B;
        double r = Shopper.RATE_SHAPE;
        double share = span / (Shopper.RATE_DAYS + span);
        // The hypergeometric series 2F1(r, b; a + b - 1; share) of positive terms, which converges for share < 1.
        double term = 1;
        double series = 1;
        for (int n = 0; term > 1e-16 * series; n++) {
            term *= (r + n) * (b + n) / ((a + b - 1 + n) * (n + 1)) * share;
            series += term;
        }
        return (a + b - 1) / (a - 1) * (1 - Math.pow(1 - share, r) * series);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double standardError(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }
}
