package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.Scores;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import dev.clv.label.Horizon;
import dev.clv.label.Label;
import dev.clv.label.LabelWindow;
import dev.clv.label.Population;
import dev.clv.label.Target;
import dev.clv.nn.loss.BinaryCrossEntropy;
import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.Poisson;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.simulate.ShopSimulation;
import dev.clv.store.ModelFile;
import dev.clv.store.ModelFormatException;
import dev.clv.store.SectionEdits;
import dev.clv.train.TrainingSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that learns orders and activity beside the value. */
class TargetsTest {

    private static final Duration HORIZON = Duration.ofDays(90);
    private static final Loss THREE =
            Heads.of(ZeroInflatedLognormal.of()).and(1, Poisson.of()).and(1, BinaryCrossEntropy.of());

    private static EventLog log;
    private static Instant cutoff;
    private static ClvModel model;

    @BeforeAll
    static void trainOnASimulatedShop() {
        log = ShopSimulation.builder().customers(900).days(540).seed(11).build().log();
        cutoff = log.observedUntil().minus(HORIZON);
        model = three().train(log, cutoff);
    }

    private static ClvModelBuilder quick() {
        return ClvModel.builder()
                .horizon(HORIZON)
                .network(n -> n.hidden(16, 8).members(3))
                .earlyStopping(30, 6)
                .seed(3);
    }

    private static ClvModelBuilder three() {
        return quick().targets(Target.value(), Target.orders(), Target.active()).loss(THREE);
    }

    /** Other customers of a shop of the same kind. */
    @ParameterizedTest
    @ValueSource(strings = {"orders", "active"})
    void expectationsOfCustomersItHasNotSeenAddUpToWhatTheyDoAndTellThemApart(String name) {
        EventLog others = ShopSimulation.builder()
                .customers(3_000)
                .days(540)
                .seed(12)
                .build()
                .log();
        Instant at = others.observedUntil().minus(HORIZON);
        LabelWindow window = LabelWindow.observed(others, at, new Horizon(HORIZON));
        List<String> buyers = Population.buyersBefore(others, at);
        double[] truth = buyers.stream()
                .mapToDouble(customer -> Target.of(name).measure(window.label(others.history(customer))))
                .toArray();
        double[] expected = model.predict(others, buyers, at).stream()
                .mapToDouble(prediction -> prediction.expected(name))
                .toArray();

        double actual = sum(truth);
        double squares = 0;
        double squaresOfTheMean = 0;
        for (int i = 0; i < truth.length; i++) {
            squares += Math.pow(expected[i] - truth[i], 2);
            squaresOfTheMean += Math.pow(actual / truth.length - truth[i], 2);
        }
        assertThat(sum(expected)).isCloseTo(actual, within(0.15 * actual));
        assertThat(squares).isLessThan(0.85 * squaresOfTheMean);
    }

    @Test
    void theValueIsTheFirstTargetAndIsWhatIsExplained() {
        for (String customer : log.customers().subList(0, 20)) {
            ClvPrediction prediction = model.predict(log.history(customer), cutoff);

            assertThat(prediction.expected("value")).isEqualTo(prediction.value());
            assertThat(prediction.distribution().targets().names()).containsExactly("value", "orders", "active");
            assertThat(prediction.expected("orders")).isFinite().isNotNegative();
            assertThat(prediction.expected("active")).isBetween(0.0, 1.0);
            assertThat(model.explain(log.history(customer), cutoff).prediction())
                    .isCloseTo(prediction.value(), within(1e-9 * (1 + prediction.value())));
        }
    }

    @Test
    void aLoadedModelExpectsTheSameBits() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.write(bytes);

        assertSameBits(ClvModel.read(new ByteArrayInputStream(bytes.toByteArray())));
    }

    @Test
    void threeThreadsAndRowsMadeBeforeTrainToTheSameBits() {
        assertSameBits(three().threads(3).train(log, cutoff));
        TrainingSet set = three().trainingSet(log, cutoff);
        ClvModel again = ClvModel.builder()
                .loss(THREE)
                .network(n -> n.hidden(16, 8).members(3))
                .earlyStopping(30, 6)
                .seed(3)
                .train(set);
        assertSameBits(again);
    }

    @Test
    void aFileWithAnotherTargetOrWithoutItsTargetsIsRefused() throws IOException {
        assertThat(model.describe().calibration()).isPositive();
        for (Object targets : List.of(List.of("value", "orders", "visits"), List.of("value", "orders"), Void.TYPE)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ModelFile.write(
                    SectionEdits.edited(
                            model.section(), Map.of(SectionEdits.networks(model.section()) + "/targets", targets)),
                    bytes);

            assertThatThrownBy(() -> ClvModel.read(new ByteArrayInputStream(bytes.toByteArray())))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("regressor");
        }
    }

    private static void assertSameBits(ClvModel other) {
        List<ClvPrediction> before = model.predict(log, log.customers(), cutoff);
        List<ClvPrediction> after = other.predict(log, log.customers(), cutoff);
        for (String name : List.of("value", "orders", "active")) {
            assertThat(after.stream().map(p -> p.expected(name)).toList())
                    .isEqualTo(before.stream().map(p -> p.expected(name)).toList());
        }
    }

    @Test
    void anUnknownTargetIsRefusedWithTheNamesOfThose() {
        ClvPrediction prediction = model.predict(log.history(log.customers().get(0)), cutoff);

        assertThatThrownBy(() -> prediction.expected("visits"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no target 'visits' here; the targets are [value, orders, active]");
    }

    @Test
    void jsonAndChangedCopiesKnowTheTargets() {
        ClvPrediction prediction = model.predict(log.history(log.customers().get(0)), cutoff);
        ClvPrediction read = ClvPrediction.fromJson(prediction.toJson());

        assertThat(read).isEqualTo(prediction);
        assertThat(read.targets()).containsOnlyKeys("orders", "active");
        List<ClvPrediction> copies = List.of(
                read,
                prediction.withQuantile(0.995, prediction.quantile(0.995)),
                prediction.withCurrency("GBP"),
                prediction.flagged(PredictionFlag.COLD_START),
                prediction.asOf(cutoff, HORIZON));
        for (ClvPrediction copy : copies) {
            for (String name : List.of("value", "orders", "active")) {
                assertThat(copy.expected(name)).isEqualTo(prediction.expected(name));
            }
            assertThat(copy.distribution().targets().names()).containsExactly("value", "orders", "active");
            assertThatThrownBy(() -> copy.expected("visits"))
                    .hasMessage("there is no target 'visits' here; the targets are [value, orders, active]");
        }
    }

    @Test
    void jsonWithAnImpossibleTargetIsRefused() {
        String json = model.predict(log.history(log.customers().get(0)), cutoff).toJson();

        assertThatThrownBy(() -> ClvPrediction.fromJson(json.replaceFirst("\"active\"\\s*:[^,}]*", "\"active\": 1.5")))
                .hasMessageContaining("at most 1.0 and finite, was 1.5 for 'active'");
        assertThatThrownBy(() -> ClvPrediction.fromJson(json.replaceFirst("\"active\"", "\"visits\"")))
                .hasMessageContaining("there is no target 'visits'");
    }

    @Test
    void theDescriptionNamesTheTargetsAndReadsBack() {
        ModelDescription description = model.describe();

        assertThat(description.targets()).containsOnlyKeys("orders", "active");
        assertThat(description.targets().values()).allMatch(factor -> factor > 0);
        assertThat(description.toString()).contains("orders, calibration ").contains("active, calibration ");
        assertThat(ModelDescription.fromJson(description.toJson())).isEqualTo(description);
    }

    @Test
    void anEvaluationScoresEveryTargetWithItsOwnLabelsAndReadsBack() {
        Evaluation evaluation = model.evaluate(log, cutoff);
        LabelWindow window = LabelWindow.observed(log, cutoff, new Horizon(HORIZON));
        List<Label> labels = Population.buyersBefore(log, cutoff).stream()
                .map(customer -> window.label(log.history(customer)))
                .toList();

        assertThat(evaluation.targets()).containsOnlyKeys("orders", "active");
        Scores orders = evaluation.targets().get("orders");
        assertThat(orders.sumTrue())
                .isEqualTo(labels.stream().mapToDouble(Label::orders).sum());
        assertThat(orders.has(Metric.BRIER)).isFalse();
        Scores active = evaluation.targets().get("active");
        assertThat(active.sumTrue())
                .isEqualTo(labels.stream().filter(label -> label.orders() > 0).count());
        assertThat(active.get(Metric.AUC_P_POSITIVE))
                .isEqualTo(active.get(Metric.AUC))
                .isGreaterThan(0.6);
        assertThat(active.get(Metric.BRIER)).isBetween(0.0, 0.25);
        assertThat(evaluation.toString()).contains("orders ").contains("active ");
        assertThat(Evaluation.fromJson(evaluation.toJson())).isEqualTo(evaluation);
    }

    @Test
    void aLossThatDoesNotFitTheTargetsIsRefusedBeforeAnyFeatureIsMade() {
        Loss two = Heads.of(ZeroInflatedLognormal.of()).and(1, Poisson.of());
        ClvModelBuilder builder = quick().listener((stage, fraction) -> {
            throw new AssertionError("work was done: " + stage);
        });

        assertThatThrownBy(() -> builder.loss(two).train(log, cutoff))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the loss 'heads' needs 2 labels per row, but the targets are [value]")
                .hasMessageContaining("targets(...)");
        builder.targets(Target.value(), Target.orders());
        assertThatThrownBy(() -> builder.loss(ZeroInflatedLognormal.of()).train(log, cutoff))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs 1 label per row, but the targets are [value, orders]");
        assertThatThrownBy(() -> builder.loss(Heads.of(two)).train(log, cutoff))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the loss 'heads' has no head of its own for each of the targets [value, orders]; take Heads"
                                + " with one loss of 1 label per target");
    }

    @Test
    void rowsThatAreMadeElsewhereHaveTheirOwnTargets() throws IOException {
        ClvModelBuilder builder = ClvModel.builder().targets(Target.value(), Target.orders());
        Table table = Table.of(List.of("age", "value"), List.of(List.of("20", "3")))
                .label("value")
                .read();
        TrainingSet ofValues = quick().trainingSet(log, cutoff);

        assertThatThrownBy(() -> builder.train(table)).hasMessageStartingWith("targets(...) cannot be used here");
        assertThatThrownBy(() -> builder.train(ofValues)).hasMessageStartingWith("targets(...) cannot be used here");
        assertThatThrownBy(() -> quick().loss(THREE).train(ofValues)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClvModel.builder().loss(THREE).train(ofValues))
                .hasMessageContaining("'heads' needs 3 labels per row, but the targets are [value]");
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
