package dev.clv.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.label.Horizon;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaselineTest {

    private static final Instant CUTOFF = Instant.parse("2024-01-31T00:00:00Z");
    private static final BaselineRows PAST =
            BaselineRows.of(List.of(new PastSpend(100, 10), new PastSpend(300, 100)), Horizon.ofDays(30));

    @Test
    void pastSpendIsWhatWasBoughtAndItsRateCountsFromTheFirstPurchase() {
        CustomerHistory history = CustomerHistory.of(
                "c",
                ZoneOffset.UTC,
                CUTOFF,
                List.of(
                        Purchase.of(Instant.parse("2024-01-01T00:00:00Z"), new BigDecimal("40")),
                        Refund.of(Instant.parse("2024-01-02T00:00:00Z"), new BigDecimal("10")),
                        Purchase.of(Instant.parse("2024-02-02T00:00:00Z"), new BigDecimal("1000"))));

        PastSpend past = PastSpend.of(history);

        assertThat(past).isEqualTo(new PastSpend(40, 30));
        assertThat(past.rateTimes(90)).isEqualTo(120);
    }

    @Test
    void withoutAPurchaseThereIsNoRate() {
        PastSpend nothing = PastSpend.of(CustomerHistory.of("c", ZoneOffset.UTC, CUTOFF, List.of()));

        assertThat(nothing.spent()).isZero();
        assertThat(nothing.tenureDays()).isNaN();
        assertThat(nothing.rateTimes(90)).isZero();
    }

    @Test
    void theNaiveBaselinesPredictAsTheySay() {
        FittedBaselines fitted = FittedBaselines.fit(Baseline.naive(), PAST, new double[] {20, 80});

        Map<String, double[]> predictions = fitted.predict(PAST);

        assertThat(predictions.keySet())
                .containsExactly("zero", "mean", "past_spend", "past_spend_rate", "past_spend_xk");
        assertThat(predictions.get("zero")).containsExactly(0, 0);
        assertThat(predictions.get("mean")).containsExactly(50, 50);
        assertThat(predictions.get("past_spend")).containsExactly(100, 300);
        assertThat(predictions.get("past_spend_rate")).containsExactly(300, 90);
        assertThat(predictions.get("past_spend_xk")).containsExactly(25, 75);
    }

    @Test
    void whereNobodyHadSpentTheFactorIsZero() {
        BaselineRows nothing = BaselineRows.of(List.of(new PastSpend(0, 5)), Horizon.ofDays(30));

        FittedBaselines fitted = FittedBaselines.fit(Baseline.naive(), nothing, new double[] {7});

        assertThat(fitted.predict(PAST).get("past_spend_xk")).containsExactly(0, 0);
    }

    @Test
    void rowsOfATableHaveNoPastSoOnlyTheOthersAreFittedAndPredict() {
        BaselineRows table = BaselineRows.withoutPast(2);
        double[] labels = {20, 80};

        assertThat(FittedBaselines.fit(Baseline.naive(), table, labels).numbers())
                .containsOnlyKeys("zero", "mean");
        assertThat(FittedBaselines.fit(Baseline.naive(), PAST, labels).predict(table))
                .containsOnlyKeys("zero", "mean");
        assertThatThrownBy(table::past).isInstanceOf(IllegalStateException.class);
        assertThat(BaselineRows.of(List.of(), Horizon.ofDays(1)).past()).isEmpty();
    }

    @Test
    void whatWasFittedIsRestoredFromItsNumbers() {
        FittedBaselines fitted = FittedBaselines.fit(Baseline.naive(), PAST, new double[] {20, 80.1});

        FittedBaselines restored = FittedBaselines.restore(Baseline.naive(), fitted.numbers());

        fitted.predict(PAST)
                .forEach((name, values) ->
                        assertThat(restored.predict(PAST).get(name)).isEqualTo(values));
        assertThatThrownBy(() -> FittedBaselines.restore(Baseline.naive(), Map.of("btyd", new double[0])))
                .hasMessageContaining("no baseline 'btyd'");
        assertThatThrownBy(() -> FittedBaselines.restore(Baseline.naive(), Map.of("mean", new double[] {Double.NaN})))
                .hasMessageContaining("numbers of baseline 'mean' must be finite, one was NaN");
    }

    @Test
    void whatCannotBeFittedIsRefused() {
        List<Baseline> twice = List.of(Baseline.naive().get(0), Baseline.naive().get(0));

        assertThatThrownBy(() -> FittedBaselines.fit(twice, PAST, new double[2]))
                .hasMessageContaining("named 'zero'");
        assertThatThrownBy(() -> FittedBaselines.fit(Baseline.naive(), PAST, new double[3]))
                .hasMessageContaining("2 rows and 3 labels");
    }
}
