package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.baseline.Baseline;
import dev.clv.baseline.BaselineRows;
import dev.clv.baseline.PastSpend;
import dev.clv.label.Horizon;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FittedBaselinesTest {

    private static final BaselineRows PAST =
            BaselineRows.of(List.of(new PastSpend(100, 10, null), new PastSpend(300, 100, null)), Horizon.ofDays(30));

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
        BaselineRows nothing = BaselineRows.of(List.of(new PastSpend(0, 5, null)), Horizon.ofDays(30));

        FittedBaselines fitted = FittedBaselines.fit(Baseline.naive(), nothing, new double[] {7});

        assertThat(fitted.predict(PAST).get("past_spend_xk")).containsExactly(0, 0);
    }

    @Test
    void forRowsOfATableOnlyBaselinesWithoutAPastAreFittedAndPredict() {
        BaselineRows table = BaselineRows.withoutPast(2);
        double[] labels = {20, 80};

        assertThat(FittedBaselines.fit(Baseline.naive(), table, labels).numbers())
                .containsOnlyKeys("zero", "mean");
        assertThat(FittedBaselines.fit(Baseline.naive(), PAST, labels).predict(table))
                .containsOnlyKeys("zero", "mean");
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
