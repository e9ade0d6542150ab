package dev.clv.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluationTest {

    private static final double[] TRUTH = {0, 0, 10, 20};
    private static final double[] HALF = {0.5, 0.5, 0.5, 0.5};
    private static final Map<String, double[]> BASELINES =
            Map.of("zero", new double[4], "mean", new double[] {7.5, 7.5, 7.5, 7.5});

    @Test
    void aModelThatLosesToABaselineSaysSoInWords() {
        double[] truth = IntStream.range(0, 50).mapToDouble(i -> Math.max(0, i - 20)).toArray();
        double[] inverted = Arrays.stream(truth).map(value -> -value).toArray();

        Evaluation evaluation = Evaluation.of(
                PredictedValues.of(inverted, new double[50], truth), Map.of("past_spend", truth), 0);

        assertThat(evaluation.losses())
                .anyMatch(loss -> loss.startsWith("The model loses to past_spend on nGini: -"))
                .anyMatch(loss -> loss.startsWith("The model loses to past_spend on AUC: 0.000 against 1.000"
                        + " (difference -1.000, plausibly -1.000 to -1.000)"));
        assertThat(evaluation.toString()).contains("The model loses to past_spend on nGini");
    }

    @Test
    void aLossWithinNoiseIsNoLossButIsSaid() {
        double[] truth = {0, 0, 10, 20, 0, 5, 0, 0, 1, 0};
        double[] model = {1, 1, 9, 21, 1, 5, 1, 1, 1, 1};
        double[] luckier = {1, 1, 9, 21, 1, 5, 1, 1, 1, 0.9};

        Evaluation evaluation = Evaluation.of(PredictedValues.of(model, truth), Map.of("luckier", luckier), 0);

        assertThat(evaluation.losses()).isEmpty();
        assertThat(evaluation.notes())
                .anyMatch(note -> note.startsWith(
                                "The baseline luckier is ahead of the model within noise, which decides nothing, on ")
                        && note.contains("MAE (0.800 against 0.790)"));
    }

    @Test
    void aModelThatWinsSaysNothing() {
        Evaluation evaluation = Evaluation.of(PredictedValues.of(TRUTH, HALF, TRUTH), BASELINES, 0);

        assertThat(evaluation.losses()).isEmpty();
    }

    @Test
    void jsonHasTheModelsMetricsOnTopAndTheBaselinesBeside() {
        Evaluation evaluation = Evaluation.of(PredictedValues.of(TRUTH, HALF, TRUTH), BASELINES, 2);

        JsonNode json = JsonMapper.shared().readTree(evaluation.toJson());

        assertThat(json.get("nGini").doubleValue()).isCloseTo(1, within(1e-12));
        assertThat(json.get("Brier").doubleValue()).isEqualTo(0.25);
        assertThat(json.get("floored_labels").intValue()).isEqualTo(2);
        assertThat(json.get("decile_table")).hasSize(10);
        assertThat(json.get("baselines").get("mean").get("MAE").doubleValue()).isEqualTo(7.5);
        assertThat(json.get("baselines").get("mean").get("spearman").isNull()).isTrue();
    }

    @Test
    void whatAPointPredictionCannotTellIsAbsentAndSaid() {
        Evaluation evaluation = Evaluation.of(PredictedValues.of(TRUTH, TRUTH), BASELINES, 0);

        assertThat(evaluation.model().toMap()).doesNotContainKeys("AUC_p_positive", "Brier");
        assertThat(evaluation.notes())
                .contains("The model's loss describes no distribution, so AUC_p_positive and Brier are not"
                        + " measured.");
        assertThat(evaluation.toString()).contains(evaluation.notes().get(0));
        assertThat(JsonMapper.shared()
                        .readTree(evaluation.toJson())
                        .get("notes")
                        .get(0)
                        .stringValue())
                .isEqualTo(evaluation.notes().get(0));
    }

    @Test
    void jsonComesBackEqual() {
        for (PredictedValues values :
                List.of(PredictedValues.of(TRUTH, HALF, TRUTH), PredictedValues.of(HALF, TRUTH))) {
            Evaluation evaluation = Evaluation.of(values, BASELINES, 2);

            Evaluation read = Evaluation.fromJson(evaluation.toJson());

            assertThat(read).isEqualTo(evaluation);
            assertThat(read.toJson()).isEqualTo(evaluation.toJson());
            assertThat(read.losses()).isEqualTo(evaluation.losses());
        }
        assertThatThrownBy(() -> Evaluation.fromJson("{}")).hasMessageContaining("'evaluation', found no kind");
    }

    @Test
    void webFrameworksAnswerWithTheMetrics() throws Exception {
        Evaluation evaluation = Evaluation.of(PredictedValues.of(TRUTH, HALF, TRUTH), BASELINES, 2);

        for (String json : List.of(
                JsonMapper.shared().writeValueAsString(evaluation),
                new ObjectMapper().writeValueAsString(evaluation))) {
            JsonNode written = JsonMapper.shared().readTree(json);
            assertThat(written.get("model").get("metrics").get("BRIER").doubleValue())
                    .isEqualTo(0.25);
            assertThat(written.get("model").get("deciles")).hasSize(10);
            assertThat(written.get("baselines")
                            .get("mean")
                            .get("metrics")
                            .get("MAE")
                            .doubleValue())
                    .isEqualTo(7.5);
            assertThat(written.get("flooredLabels").intValue()).isEqualTo(2);
        }
    }
}
