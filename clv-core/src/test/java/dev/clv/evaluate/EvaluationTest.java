package dev.clv.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
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
        double[] truth =
                IntStream.range(0, 50).mapToDouble(i -> Math.max(0, i - 20)).toArray();
        double[] inverted = Arrays.stream(truth).map(value -> -value).toArray();

        Evaluation evaluation =
                evaluation(PredictedValues.of(inverted, new double[50], truth), Map.of("past_spend", truth), 0);

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

        Evaluation evaluation = evaluation(PredictedValues.of(model, truth), Map.of("luckier", luckier), 0);

        assertThat(evaluation.losses()).isEmpty();
        assertThat(evaluation.lossesWithinNoise())
                .anyMatch(note -> note.startsWith(
                                "The baseline luckier is ahead of the model within noise, which decides nothing, on ")
                        && note.contains("MAE (0.800 against 0.790)"));
    }

    @Test
    void aModelThatWinsSaysNothing() {
        Evaluation evaluation = evaluation(PredictedValues.of(TRUTH, HALF, TRUTH), BASELINES, 0);

        assertThat(evaluation.losses()).isEmpty();
    }

    @Test
    void jsonHasTheModelsMetricsOnTopAndTheBaselinesBeside() {
        Evaluation evaluation = evaluation(PredictedValues.of(TRUTH, HALF, TRUTH), BASELINES, 2);

        JsonNode json = JsonMapper.shared().readTree(evaluation.toJson());

        assertThat(json.get("nGini").doubleValue()).isCloseTo(1, within(1e-12));
        assertThat(json.get("Brier").doubleValue()).isEqualTo(0.25);
        assertThat(json.get("floored_labels").intValue()).isEqualTo(2);
        assertThat(json.get("decile_table")).hasSize(10);
        assertThat(json.get("baselines").get("mean").get("MAE").doubleValue()).isEqualTo(7.5);
        assertThat(json.get("baselines").get("mean").get("spearman").isNull()).isTrue();
    }

    private static List<String> notes(double[] predicted, double... truth) {
        double[] half = new double[truth.length];
        Arrays.fill(half, 0.5);
        Evaluation evaluation = evaluation(PredictedValues.of(predicted, half, truth), Map.of(), 0);
        List<String> undefined = new ArrayList<>();
        evaluation.model().metrics().forEach((metric, value) -> {
            if (Double.isNaN(value)) {
                undefined.add(metric.label());
            }
        });
        assertThat(undefined)
                .allSatisfy(metric -> assertThat(evaluation.notes())
                        .filteredOn(note -> note.matches(".*\\b" + metric + "\\b.*"))
                        .hasSize(1));
        return evaluation.notes();
    }

    @Test
    void everyUndefinedMetricIsNamedOnceWithTheReason() {
        double[] some = {1, 2, 3, 4, 5};
        assertThat(notes(some, 0, 3, 1, 4, 2)).isEmpty();
        assertThat(notes(some, 0, 0, 0, 0, 0))
                .singleElement()
                .asString()
                .startsWith("Nobody has a positive true value, so ");
        assertThat(notes(some, 7, 7, 7, 7, 7))
                .hasSize(2)
                .anyMatch(note ->
                        note.equals("Everybody has a positive true value, so AUC and AUC_p_positive are undefined."))
                .anyMatch(note -> note.startsWith("All 5 true values are equal, so R2, "));
        assertThat(notes(some, 1, 2, 4, 8, 9))
                .containsExactly("Everybody has a positive true value, so AUC and AUC_p_positive are undefined.");
        assertThat(notes(some, 0, 0, 5, 0, 0))
                .containsExactly("Only 1 of the 5 true values is positive, so spearman_pos is undefined.");
        assertThat(notes(new double[] {2, 2, 2, 2, 2}, 0, 3, 1, 4, 2))
                .anyMatch(note -> note.startsWith("All predictions are equal, so spearman"));
        assertThat(notes(new double[] {1, 2}, 0, 3))
                .anyMatch(note -> note.startsWith("There are fewer than 3 customers, so "));
    }

    @Test
    void metricsOfDistributionsAndOfValuesThatOverflowSayWhyTheyAreUndefined() {
        Map<Metric, double[]> errors = new EnumMap<>(Metric.class);
        for (Metric metric : List.of(Metric.CRPS, Metric.WIDTH_80, Metric.COVERAGE_90)) {
            errors.put(metric, new double[] {1, Double.NaN, 2, 0, 1});
        }
        double[] predicted = {1, 2, 3, 4, 5};
        assertThat(UndefinedMetrics.notes(
                        Scores.of(predicted, new double[] {0, 3, 1, 4, 2}).with(predicted, errors)))
                .containsExactly(
                        "Some predicted distributions have no finite quantiles, so CRPS, coverage_90 and width_80"
                                + " are undefined.");
        assertThat(notes(new double[] {1e200, 2, 3, 4, 5}, 1e199, 3, 1, 1e200, 2))
                .anyMatch(note -> note.startsWith("Some values are so large that their squares overflow, so "));
        Evaluation huge =
                evaluation(PredictedValues.of(new double[] {1e200, 2, 3}, new double[] {1e199, 3, 1}), Map.of(), 0);
        assertThat(Evaluation.fromJson(huge.toJson())).isEqualTo(huge);
    }

    @Test
    void segmentsWithUndefinedMetricsAreCountedInOneSentence() {
        double[] truth = new double[60];
        double[] predicted = new double[60];
        List<String> segments = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            truth[i] = i < 20 ? 0 : i % 7;
            predicted[i] = i;
            segments.add("s" + i / 20);
            ids.add("c" + i);
        }
        Forecasts forecasts =
                new Forecasts(ids, PredictedValues.of(predicted, truth), Map.of(), 0, Map.of("part", segments));
        assertThat(Evaluation.of(forecasts).notes())
                .contains("Metrics are undefined in 1 of the 3 segments: nobody has a positive true value in 1.");
    }

    @Test
    void whatAPointPredictionCannotTellIsAbsentAndSaid() {
        Evaluation evaluation = evaluation(PredictedValues.of(TRUTH, TRUTH), BASELINES, 0);

        assertThat(evaluation.model().toMap()).doesNotContainKeys("AUC_p_positive", "Brier");
        assertThat(evaluation.notes())
                .containsExactly(
                        "Only 2 of the 4 true values are positive, so spearman_pos is undefined.",
                        "The model's loss describes no distribution, so metrics of probabilities and intervals, such as"
                                + " Brier and coverage_80, are not measured.");
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
            Evaluation evaluation = evaluation(values, BASELINES, 2);

            Evaluation read = Evaluation.fromJson(evaluation.toJson());

            assertThat(read).isEqualTo(evaluation);
            assertThat(read.toJson()).isEqualTo(evaluation.toJson());
            assertThat(read.losses()).isEqualTo(evaluation.losses());
        }
        assertThatThrownBy(() -> Evaluation.fromJson("{}")).hasMessageContaining("'evaluation', found no kind");
    }

    @Test
    void webFrameworksAnswerWithTheMetrics() throws Exception {
        Evaluation evaluation = evaluation(PredictedValues.of(TRUTH, HALF, TRUTH), BASELINES, 2);

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

    /** By hand: two of four customers with p = 0.5 bought; the first tenth holds none of them, the segments all. */
    @Test
    void segmentsAndBinsOfProbabilitiesAreScoredAndReadBack() {
        int n = 60;
        double[] truth =
                IntStream.range(0, n).mapToDouble(i -> i % 2 == 0 ? 0 : 10).toArray();
        double[] predicted =
                IntStream.range(0, n).mapToDouble(i -> i < 30 ? 5 : 6).toArray();
        double[] half =
                IntStream.range(0, n).mapToDouble(i -> i < 30 ? 0.5 : 0.95).toArray();
        List<String> ids = IntStream.range(0, n).mapToObj(i -> "c" + i).toList();
        Forecasts forecasts = new Forecasts(ids, PredictedValues.of(predicted, half, truth), Map.of(), 0, Map.of())
                .by(
                        "third",
                        IntStream.range(0, n)
                                .mapToObj(i -> i < 30 ? "a" : "b" + i % 2)
                                .toList());

        Evaluation evaluation = Evaluation.of(forecasts);

        assertThat(evaluation.segments().get("third")).containsOnlyKeys("a", "(others)");
        assertThat(evaluation.segments().get("third").get("a").get(Metric.MAE)).isEqualTo(5);
        assertThat(evaluation.segments().get("third").get("(others)").count()).isEqualTo(30);
        assertThat(evaluation.reliability())
                .containsExactly(
                        new ReliabilityBin(0.5, 30, 0.5, 0.5),
                        new ReliabilityBin(
                                0.9, 30, evaluation.reliability().get(1).meanPredicted(), 0.5));
        assertThat(evaluation.model().get(Metric.ECE)).isCloseTo(0.45 / 2, within(1e-12));
        assertThat(evaluation.toString()).contains("by third").contains("(others)");
        Evaluation read = Evaluation.fromJson(evaluation.toJson());
        assertThat(read).isEqualTo(evaluation);
        assertThat(read.toJson()).isEqualTo(evaluation.toJson());
    }

    /** By hand: the highest tenth holds 4 of 10, the first half all. */
    @Test
    void gainsAreWhatTheHighestPredictionsHold() {
        double[] truth = {4, 3, 2, 1, 0, 0, 0, 0, 0, 0};
        List<Gain> gains = Scores.of(truth, truth).gains();

        assertThat(gains).hasSize(10);
        assertThat(gains.get(0).captured()).isCloseTo(0.4, within(1e-12));
        assertThat(gains.get(0).lift()).isCloseTo(4, within(1e-12));
        assertThat(gains.get(4).captured()).isCloseTo(1, within(1e-12));
        assertThat(gains.get(9).lift()).isCloseTo(1, within(1e-12));
        assertThat(Scores.of(truth, new double[10]).gains().get(0).lift()).isNaN();
    }

    @Test
    void forecastsOfOtherRowsAreRefused() {
        PredictedValues model = PredictedValues.of(TRUTH, TRUTH);
        List<String> ids = List.of("a", "b", "c", "d");
        assertThatThrownBy(() -> new Forecasts(List.of("a"), model, Map.of(), 0, Map.of()))
                .hasMessageContaining("were 1 for 4");
        assertThatThrownBy(() -> new Forecasts(ids, model, Map.of("x", new double[3]), 0, Map.of()))
                .hasMessageContaining("the baseline 'x' must have a value for each of the 4 rows, has 3");
        assertThatThrownBy(() -> new Forecasts(ids, model, Map.of(), 0, Map.of()).by("y", List.of("z")))
                .hasMessageContaining("the division 'y'");
    }

    /** One customer shows losses of width 0. */
    @Test
    void fewCustomersAreScoredWithoutIntervalsAndLossesAndTheNumberIsSaid() {
        Evaluation few =
                evaluation(PredictedValues.of(new double[] {9, 9, 9, 9}, TRUTH), Map.of("perfect", TRUTH.clone()), 0);

        assertThat(few.intervals()).isEmpty();
        assertThat(few.losses()).isEmpty();
        assertThat(few.cautions()).singleElement().satisfies(caution -> {
            assertThat(caution.key()).isEqualTo("few_customers");
            assertThat(caution.sentence()).contains("4 rows").contains("at least 30 customers");
        });

        double[] truth = IntStream.range(0, 30).mapToDouble(i -> i % 5).toArray();
        double[] wrong = IntStream.range(0, 30).mapToDouble(i -> 9 + i % 7).toArray();
        Evaluation enough = evaluation(PredictedValues.of(wrong, truth), Map.of("perfect", truth.clone()), 0);
        assertThat(enough.losses()).isNotEmpty();
        assertThat(enough.cautions()).isEmpty();
    }

    private static Evaluation evaluation(PredictedValues model, Map<String, double[]> baselines, int floored) {
        List<String> ids =
                IntStream.range(0, model.size()).mapToObj(i -> "c" + i).toList();
        return Evaluation.of(new Forecasts(ids, model, baselines, floored, Map.of()));
    }
}
