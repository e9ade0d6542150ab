package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.Metric;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import dev.clv.nn.loss.AbsoluteError;
import dev.clv.nn.loss.BinaryCrossEntropy;
import dev.clv.nn.loss.Gamma;
import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.Huber;
import dev.clv.nn.loss.LognormalMixture;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.Pinball;
import dev.clv.nn.loss.Poisson;
import dev.clv.nn.loss.Scaled;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.Tweedie;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every loss that can be trained on values predicts, is evaluated, and says what it does not know. */
class LossesTest {

    private static final Duration HORIZON = Duration.ofDays(60);

    private static EventLog log;
    private static Instant at;
    private static Table table;

    @BeforeAll
    static void makeRows() throws IOException {
        log = ShopSimulation.builder().customers(200).days(300).seed(4).build().log();
        at = log.observedUntil().minus(HORIZON);
        table = table(0);
    }

    /** Values are a few times the age, and a third of them {@code least}. */
    private static Table table(double least) throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int age = 20 + random.nextInt(60);
            double value = random.nextInt(3) == 0 ? least : age * (1 + random.nextDouble());
            rows.add(List.of(Integer.toString(age), Double.toString(value)));
        }
        return Table.of(List.of("age", "value"), rows).label("value").read();
    }

    static Stream<Loss> losses() {
        return Stream.of(
                AbsoluteError.of(),
                Huber.of(0.5),
                Pinball.of(0.7),
                SquaredError.of(),
                Poisson.of(),
                Tweedie.of(1.5),
                ZeroInflatedLognormal.of(),
                LognormalMixture.of(2),
                Scaled.of(ZeroInflatedLognormal.of(), 2),
                Scaled.of(Huber.of(1), 2),
                Heads.of(ZeroInflatedLognormal.of()),
                Heads.of(SquaredError.of()));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aModelOfAnEventLogIsEvaluated(Loss loss) {
        ClvModel model = ClvModel.builder()
                .horizon(HORIZON)
                .loss(loss)
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(3, 3)
                .train(log, at.minus(HORIZON));

        check(model.evaluate(log, at), model.predict(log, log.customers(), at), loss);
        assertThat(model.explain(log.history(log.customers().get(0)), at).prediction())
                .isFinite();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aModelOfATableIsEvaluated(Loss loss) {
        TableModel model = TableModel.builder()
                .loss(loss)
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(3, 3)
                .train(table);

        check(model.evaluate(table), model.predict(table), loss);
    }

    private static void check(Evaluation evaluation, List<ClvPrediction> predictions, Loss loss) {
        boolean knows = loss.isDistribution();
        assertThat(evaluation.model().get(Metric.RMSE)).isFinite().isPositive();
        assertThat(evaluation.model().has(Metric.BRIER)).isEqualTo(knows);
        assertThat(evaluation.model().has(Metric.AUC_P_POSITIVE)).isEqualTo(knows);
        assertThat(evaluation.model().toMap().containsKey("Brier")).isEqualTo(knows);
        assertThat(evaluation.model().toMap().values()).doesNotContain(Double.NaN);
        assertThat(evaluation.notes().stream().filter(note -> note.contains("describes no distribution")))
                .hasSize(knows ? 0 : 1);
        assertThat(predictions).allSatisfy(prediction -> {
            assertThat(prediction.value()).isFinite().isNotNegative();
            assertThat(Double.isNaN(prediction.probabilityPositive())).isNotEqualTo(knows);
            assertThat(Double.isNaN(prediction.churnProbability())).isNotEqualTo(knows);
            assertThat(Double.isNaN(prediction.quantile(0.7))).isNotEqualTo(knows);
            assertThat(prediction.distribution().isPoint()).isNotEqualTo(knows);
        });
    }

    @Test
    void gammaIsTrainedWhereEveryValueIsPositive() throws IOException {
        Table positive = table(5);
        TableModel model = TableModel.builder()
                .loss(Gamma.of())
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(3, 3)
                .train(positive);

        check(model.evaluate(positive), model.predict(positive), Gamma.of());
    }

    @Test
    void aLossOfProbabilitiesSeesLabelsAsTheyAre() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int age = 20 + random.nextInt(60);
            rows.add(List.of(Integer.toString(age), age < 40 ? "0.2" : age < 60 ? "0.4" : "0.9"));
        }
        Table shares = Table.of(List.of("age", "share"), rows).label("share").read();
        TableModel model = TableModel.builder()
                .loss(BinaryCrossEntropy.of())
                .network(n -> n.hidden(8).members(2))
                .train(shares);

        double[] values =
                model.predict(shares).stream().mapToDouble(ClvPrediction::value).toArray();
        assertThat(Arrays.stream(values).average().orElseThrow())
                .isCloseTo(Arrays.stream(shares.labels()).average().orElseThrow(), within(0.05));
        assertThat(model.evaluate(shares).model().get(Metric.RMSE)).isLessThan(0.2);
    }

    @Test
    void aLossThatDoesNotAllowTheLabelsIsRefusedWithTheirNumber() {
        long zeros = Arrays.stream(table.labels()).filter(label -> label == 0).count();
        assertThatThrownBy(() -> TableModel.builder().loss(Gamma.of()).train(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loss 'gamma' does not allow " + zeros + " of the 200 labels, such as [0.0]")
                .hasMessageContaining("take another loss");
    }

    @Test
    void aLossOfSeveralLabelsIsRefusedByItsName() {
        Loss two = Heads.of(ZeroInflatedLognormal.of()).and(1, Poisson.of());

        assertThatThrownBy(() -> TableModel.builder().loss(two).train(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the loss 'heads' needs 2 labels per row, but the targets are [value]; set others by"
                        + " targets(...), which the model of an event log has, or take another loss");
    }

    @Test
    void aLossThatDoesNotAllowTheLabelsIsRefusedByItsRule() {
        for (Loss loss : List.of(Gamma.of(), BinaryCrossEntropy.of())) {
            assertThatThrownBy(() -> TableModel.builder().loss(loss).train(table))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(loss.labelRule());
        }
    }
}
