package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.simulate.ShopSimulation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The flag of customers beyond the training range, in shops of few customers or a short past. */
class SmallShopFlagsTest {

    private static final Duration HORIZON = Duration.ofDays(30);

    private static double spend(EventLog log, String customer, Instant at) {
        return log.history(customer).events(Purchase.class).stream()
                .filter(purchase -> purchase.time().isBefore(at))
                .mapToDouble(purchase -> purchase.amount().doubleValue())
                .sum();
    }

    /** The customer's history, every amount that many times as large. */
    private static CustomerHistory times(EventLog log, String customer, int factor, Instant at) {
        List<CustomerEvent> events = new ArrayList<>();
        for (CustomerEvent event : log.history(customer).events()) {
            events.add(
                    event instanceof Purchase p
                            ? Purchase.of(p.time(), p.amount().multiply(BigDecimal.valueOf(factor)))
                            : event);
        }
        return CustomerHistory.of("wild", log.zone(), at, events);
    }

    @ParameterizedTest(name = "{0} customers, {1} days of past")
    @CsvSource({"30, 120", "60, 60", "60, 120", "90, 120", "90, 200", "150, 60", "150, 120"})
    void fewAreFlaggedInACleanShopAndTheWildAlways(int customers, int past) {
        int flagged = 0;
        int predictions = 0;
        for (int seed = 1; seed <= 2; seed++) {
            EventLog log = ShopSimulation.builder()
                    .customers(customers)
                    .days(past + 120)
                    .seed(seed)
                    .currency("EUR")
                    .build()
                    .log();
            Instant cutoff = log.observedUntil().minus(HORIZON.multipliedBy(4));
            ClvModel model = ClvModel.builder()
                    .horizon(HORIZON)
                    .network(n -> n.hidden(4).members(2))
                    .earlyStopping(1, 1)
                    .currency("EUR")
                    .train(log, cutoff);
            for (int horizons = 0; horizons <= 4; horizons++) {
                Instant at = cutoff.plus(HORIZON.multipliedBy(horizons));
                ScoringSummary summary = model.score(log, log.customers(), at, (id, prediction) -> {});
                flagged += summary.flagged(PredictionFlag.OUTSIDE_TRAINING_RANGE);
                predictions += summary.predictions();
                String largest = log.customers().stream()
                        .max((a, b) -> Double.compare(spend(log, a, at), spend(log, b, at)))
                        .orElseThrow();
                // Later, spend may have grown by a multiple of itself, which 30 customers hardly tell from anything.
                int[] later = customers < 60 ? new int[0] : new int[] {100};
                for (int factor : horizons == 0 ? new int[] {10, 100} : later) {
                    assertThat(model.predict(times(log, largest, factor, at), at)
                                    .flags())
                            .as("%d times the largest, seed %d, %d horizons later", factor, seed, horizons)
                            .contains(PredictionFlag.OUTSIDE_TRAINING_RANGE);
                }
            }
        }
        assertThat((double) flagged / predictions).isLessThan(0.04);
    }
}
