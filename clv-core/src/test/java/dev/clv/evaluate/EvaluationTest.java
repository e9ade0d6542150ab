package dev.clv.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluationTest {

    private static final Instant CUTOFF = Instant.parse("2024-01-31T00:00:00Z");
    private static final double[] TRUTH = {0, 0, 10, 20};
    private static final double[] HALF = {0.5, 0.5, 0.5, 0.5};

    @Test
    void aModelThatLosesToABaselineSaysSoInWords() {
        double[] inverted = {3, 2, 1, 0};

        Evaluation evaluation =
                Evaluation.of(inverted, HALF, TRUTH, Map.of("past_spend", new double[] {0, 1, 2, 3}), 0);

        assertThat(evaluation.losses())
                .anyMatch(loss -> loss.startsWith("The model loses to past_spend on nGini: -"))
                .anyMatch(loss -> loss.startsWith("The model loses to past_spend on AUC: 0.000 against 1.000"));
        assertThat(evaluation.toString()).contains("The model loses to past_spend on nGini");
    }

    @Test
    void aModelThatWinsSaysNothing() {
        Evaluation evaluation = Evaluation.of(TRUTH, HALF, TRUTH, new NaiveBaselines(7.5, 1).withoutPast(4), 0);

        assertThat(evaluation.losses()).isEmpty();
    }

    @Test
    void jsonHasTheModelsMetricsOnTopAndTheBaselinesBeside() {
        Evaluation evaluation = Evaluation.of(TRUTH, HALF, TRUTH, new NaiveBaselines(7.5, 1).withoutPast(4), 2);

        JsonNode json = JsonMapper.shared().readTree(evaluation.toJson());

        assertThat(json.get("nGini").doubleValue()).isCloseTo(1, within(1e-12));
        assertThat(json.get("Brier").doubleValue()).isEqualTo(0.25);
        assertThat(json.get("floored_labels").intValue()).isEqualTo(2);
        assertThat(json.get("decile_table")).hasSize(10);
        assertThat(json.get("baselines").get("mean").get("MAE").doubleValue()).isEqualTo(7.5);
        assertThat(json.get("baselines").get("mean").get("spearman").isNull()).isTrue();
    }

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
    void theSpendFactorIsRightInTotalOnTheTrainingRows() {
        List<PastSpend> past = List.of(new PastSpend(100, 10), new PastSpend(300, 100));

        NaiveBaselines baselines = NaiveBaselines.fit(new double[] {20, 80}, past);

        assertThat(baselines).isEqualTo(new NaiveBaselines(50, 0.25));
        assertThat(baselines.predict(past, 30))
                .containsOnlyKeys("zero", "mean", "past_spend", "past_spend_rate", "past_spend_xk");
        assertThat(baselines.predict(past, 30).get("past_spend_rate")).containsExactly(300, 90);
        assertThat(baselines.predict(past, 30).get("past_spend_xk")).containsExactly(25, 75);
    }

    @Test
    void baselinesRefuseNumbersThatAreNone() {
        assertThatThrownBy(() -> new NaiveBaselines(Double.NaN, 1)).hasMessageContaining("training mean");
        assertThatThrownBy(() -> new NaiveBaselines(1, -1)).hasMessageContaining("spend factor");
    }
}
