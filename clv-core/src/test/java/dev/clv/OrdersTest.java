package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.caution.Caution;
import dev.clv.features.FeaturePlan;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.features.table.Table;
import dev.clv.label.Horizon;
import dev.clv.label.Label;
import dev.clv.label.LabelWindow;
import dev.clv.label.Population;
import dev.clv.simulate.ShopSimulation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What predictions say about orders, and where customers stand. */
class OrdersTest {

    private static final Duration HORIZON = Duration.ofDays(120);

    private static EventLog log;
    private static Instant cutoff;
    private static ClvModel model;

    @BeforeAll
    static void trainOnASimulatedShop() {
        log = shop(1_000, 21);
        cutoff = log.observedUntil().minus(HORIZON);
        model = quick().train(log, cutoff);
    }

    private static EventLog shop(int customers, long seed) {
        return ShopSimulation.builder()
                .customers(customers)
                .days(600)
                .seed(seed)
                .build()
                .log();
    }

    private static ClvModelBuilder quick() {
        return ClvModel.builder()
                .horizon(HORIZON)
                .network(n -> n.hidden(16).members(3))
                .earlyStopping(30, 6)
                .seed(3);
    }

    /** Other customers of a shop of the same kind, within two standard errors. */
    @Test
    void customersItHasNotSeenOrderAsOftenAndAsSoonAsExpected() {
        EventLog others = shop(3_000, 22);
        Instant at = others.observedUntil().minus(HORIZON);
        LabelWindow window = LabelWindow.observed(others, at, new Horizon(HORIZON));
        double expected = 0;
        double ordered = 0;
        double squares = 0;
        double expectedAny = 0;
        int customers = 0;
        int any = 0;
        int within = 0;
        for (String customer : others.customers()) {
            CustomerHistory history = others.history(customer);
            if (!Population.hasBought(history.before(at))) {
                continue;
            }
            ClvPrediction prediction = model.predict(history, at);
            Label label = window.label(history);
            expected += prediction.expectedOrders();
            ordered += label.orders();
            squares += (double) label.orders() * label.orders();
            customers++;
            expectedAny += 1 - prediction.probabilityOfNoOrder();
            if (label.orders() > 0) {
                any++;
                Instant first = firstSince(history, at);
                within += first.isBefore(prediction.nextOrder(0.1).orElseThrow())
                                || first.isAfter(prediction.nextOrder(0.9).orElseThrow())
                        ? 0
                        : 1;
            }
        }

        double mean = ordered / customers;
        // Of the mean of these customers and that of the training customers.
        double error = Math.sqrt((squares / customers - mean * mean)
                * (1.0 / customers + 1.0 / model.summary().customers()));
        assertThat(expected / customers).isCloseTo(mean, within(2 * error));
        assertThat(expectedAny / any).isCloseTo(1, within(2 * error / mean));
        assertThat((double) within / any).isCloseTo(0.8, within(0.05));
    }

    private static Instant firstSince(CustomerHistory history, Instant at) {
        return history.events(Purchase.class).stream()
                .map(Purchase::time)
                .filter(time -> !time.isBefore(at))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyPredictionAgreesWithItselfAndComesBackFromItsJson() {
        for (ClvPrediction prediction : model.predict(log, log.customers(), cutoff)) {
            assertThat(ClvPrediction.fromJson(prediction.toJson())).isEqualTo(prediction);
            if (prediction.flags().contains(PredictionFlag.COLD_START)) {
                assertThat(prediction.orders()).isNull();
                continue;
            }
            assertThat(prediction.expectedOrders() * prediction.averageOrderValue())
                    .isCloseTo(prediction.value(), within(1e-9 * (1 + prediction.value())));
            assertThat(prediction.probabilityOfNoOrder()).isLessThanOrEqualTo(prediction.churnProbability() + 1e-12);
            assertThat(prediction.expectedOrders())
                    .isGreaterThanOrEqualTo(1 - prediction.probabilityOfNoOrder() - 1e-12);
            assertThat(prediction.discountedValue(0.1))
                    .isBetween(prediction.value() * Math.pow(1.1, -120 / 365.0), prediction.value());
            Optional<Instant> next = prediction.nextOrder();
            assertThat(next).isPresent();
            assertThat(next.get()).isBetween(cutoff, cutoff.plus(HORIZON));
        }
    }

    @Test
    void aSavedModelSaysTheSame() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.write(bytes);
        ClvModel read = ClvModel.read(new ByteArrayInputStream(bytes.toByteArray()));

        assertThat(read.predict(log, log.customers(), cutoff))
                .extracting(ClvPrediction::toJson)
                .isEqualTo(model.predict(log, log.customers(), cutoff).stream()
                        .map(ClvPrediction::toJson)
                        .toList());
    }

    @Test
    void featuresThatThePurchaseModelCannotReadAreSaidAndRefusedWhereItIsAskedFor() {
        FeaturePlan withoutTenure = FeaturePlan.of(
                List.of(StandardExtractors.recency(), StandardExtractors.frequency(), StandardExtractors.monetary()));
        TrainingSummary silently = quick().earlyStopping(1, 1)
                .features(withoutTenure)
                .train(log, cutoff)
                .summary();
        assertThat(silently.cautions())
                .filteredOn(caution -> caution.key().equals("purchase_model_left_out"))
                .singleElement()
                .asString()
                .contains("lack 'tenure_days'")
                .contains("add the extractor 'tenure' to features(...), or set purchaseModel(...) to false");
        assertThat(silently.settings().get("purchase model")).isEqualTo("left out, as the features lack 'tenure_days'");
        assertThatThrownBy(() ->
                        quick().features(withoutTenure).purchaseModel(true).train(log, cutoff))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("purchaseModel(...) is true, and the features lack 'tenure_days', which it reads;"
                        + " add the extractor 'tenure' to features(...), or leave purchaseModel(...) out");
        TrainingSummary meant = quick().earlyStopping(1, 1)
                .features(withoutTenure)
                .purchaseModel(false)
                .train(log, cutoff)
                .summary();
        assertThat(meant.cautions()).extracting(Caution::key).doesNotContain("purchase_model_left_out");
        assertThat(model.summary().cautions()).extracting(Caution::key).doesNotContain("purchase_model_left_out");
    }

    @Test
    void withoutAPurchaseModelOrInATableNothingIsSaidOfOrdersButAPlaceIsGiven() {
        ClvPrediction without = quick().purchaseModel(false)
                .earlyStopping(2, 1)
                .tiers(Tiers.byAmount(1e9, 1e-9).named("whale", "fish", "nothing"))
                .train(log, cutoff)
                .predict(log.history(log.customers().iterator().next()), cutoff);
        Table table = Table.of(
                        List.of("visits", "value"),
                        IntStream.range(0, 60)
                                .mapToObj(i -> List.of(Integer.toString(i % 7), Integer.toString(i)))
                                .toList())
                .label("value")
                .read();
        ClvPrediction row = TableModel.builder()
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(3, 2)
                .train(table)
                .predict(table)
                .get(0);

        assertThat(without.orders()).isNull();
        assertThat(without.standing()).isNotNull();
        assertThat(without.standing().tier()).isEqualTo("fish");
        assertThat(row.orders()).isNull();
        assertThat(row.standing()).isNotNull();
        assertThat(row.standing().percentile()).isBetween(0.0, 100.0);
    }
}
