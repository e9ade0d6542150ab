package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.caution.Caution;
import dev.clv.evaluate.Backtest;
import dev.clv.evaluate.BacktestReport;
import dev.clv.evaluate.Coverage;
import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.Scores;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import dev.clv.label.Horizon;
import dev.clv.label.LabelWindow;
import dev.clv.label.Population;
import dev.clv.label.Target;
import dev.clv.label.UnobservedHorizonException;
import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.Poisson;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.simulate.ShopSimulation;
import dev.clv.store.ModelFile;
import dev.clv.store.ModelFormatException;
import dev.clv.store.SectionEdits;
import dev.clv.value.ValueDistribution;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model of 90 days that also predicts 30, 180 and 270. */
class HorizonsTest {

    private static final Duration MAIN = Duration.ofDays(90);
    private static final Duration[] OTHERS = {Duration.ofDays(270), Duration.ofDays(30), Duration.ofDays(180)};
    private static final List<Duration> ALL =
            List.of(Duration.ofDays(30), MAIN, Duration.ofDays(180), Duration.ofDays(270));
    private static final double[] LEVELS = {0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99};
    private static final double[] AMOUNTS = {0, 1, 20, 100, 500, 5_000};

    private static EventLog log;
    private static Instant cutoff;
    private static ClvModel model;
    private static ClvModel loaded;

    @BeforeAll
    static void trainOnASimulatedShop() throws IOException {
        log = shop(11);
        cutoff = log.observedUntil().minus(Duration.ofDays(270));
        model = quick(3).horizons(OTHERS).train(log, cutoff);
        loaded = ClvModel.read(new ByteArrayInputStream(bytes(model)));
    }

    private static EventLog shop(long seed) {
        return ShopSimulation.builder()
                .customers(900)
                .days(720)
                .seed(seed)
                .build()
                .log();
    }

    private static ClvModelBuilder quick(long seed) {
        return ClvModel.builder()
                .horizon(MAIN)
                .network(n -> n.hidden(16, 8).members(3))
                .earlyStopping(30, 6)
                .seed(seed);
    }

    private static byte[] bytes(ClvModel some) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        some.write(bytes);
        return bytes.toByteArray();
    }

    @Test
    void itTellsItsHorizonsShortestFirst() {
        assertThat(model.horizon()).isEqualTo(MAIN);
        assertThat(model.horizons()).containsExactly(Duration.ofDays(30), Duration.ofDays(180), Duration.ofDays(270));
        assertThat(loaded.horizons()).isEqualTo(model.horizons());
        assertThat(model.summary().settings()).containsEntry("other horizons", "30 days, 180 days, 270 days");
    }

    /** Of customers at a training origin and later, of one whom nobody knows, and after save and load. */
    @Test
    void valuesQuantilesAndProbabilitiesOfCustomersNeverFallAsTheHorizonGrows() {
        List<ClvPrediction> predictions = new ArrayList<>(model.predict(log, log.customers(), cutoff));
        predictions.addAll(loaded.predict(log, log.customers(), cutoff.plus(Duration.ofDays(200))));
        predictions.add(model.predict(log.history("nobody"), cutoff));

        for (ClvPrediction prediction : predictions) {
            assertOrdered(ALL.stream().map(prediction::distribution).toList());
            assertThat(ALL.stream().map(prediction::value).toList()).isSorted();
        }
    }

    /** Rows like nobody's, which networks were never told how to order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theyNeverFallForRandomRowsOfModelsOfOtherSeedsAndLosses(long seed) throws IOException {
        Loss loss = seed == 1 ? SquaredError.of() : ZeroInflatedLognormal.of();
        ClvModel trained = quick(seed)
                .network(n -> n.hidden(8).members(2))
                .earlyStopping(2, 1)
                .loss(loss)
                .horizons(OTHERS)
                .train(log, cutoff);
        FeatureMatrix known = trained.features(log, log.customers().subList(0, 200), cutoff);
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[80][];
        Arrays.setAll(rows, i -> known.row(random.nextInt(known.rows())));
        for (double[] row : rows) {
            for (int k = 0; k < row.length; k++) {
                row[k] = random.nextInt(4) == 0
                        ? Double.NaN
                        : known.row(random.nextInt(known.rows()))[k] * StrictMath.exp(3 * random.nextGaussian());
            }
        }
        ClvModel again = ClvModel.read(new ByteArrayInputStream(bytes(trained)));
        for (ClvModel some : List.of(trained, again)) {
            for (ValueDistribution main : some.rows().regressor().predict(rows)) {
                List<ValueDistribution> ordered =
                        new ArrayList<>(main.horizons().values());
                ordered.add(1, main);
                assertOrdered(ordered);
            }
        }
    }

    private static void assertOrdered(List<ValueDistribution> byHorizon) {
        assertThat(byHorizon.stream().map(ValueDistribution::mean).toList()).isSorted();
        if (byHorizon.get(0).isPoint()) {
            return;
        }
        for (double level : LEVELS) {
            assertThat(byHorizon.stream().map(d -> d.quantile(level)).toList()).isSorted();
        }
        for (double amount : AMOUNTS) {
            assertThat(byHorizon.stream().map(d -> d.probabilityAbove(amount)).toList())
                    .as("more than %s", amount)
                    .isSorted();
        }
        for (ValueDistribution one : byHorizon) {
            assertThat(Arrays.stream(LEVELS).mapToObj(one::quantile).toList()).isSorted();
        }
    }

    /**
     * The total of each horizon lies within 15 % of what customers did at the latest training origin. Absolute errors
     * are together at most 5 % above those of a model for each horizon: they were 1.8 % above.
     */
    @Test
    void totalsAreRightAndErrorsAreThoseOfSeparateModels() {
        double joint = 0;
        double separate = 0;
        for (long seed = 21; seed <= 22; seed++) {
            EventLog shop = shop(seed);
            Instant at = shop.observedUntil().minus(Duration.ofDays(270));
            List<String> customers = Population.buyersBefore(shop, at);
            List<ClvPrediction> predictions =
                    quick(seed).horizons(OTHERS).train(shop, at).predict(shop, customers, at);
            for (Duration horizon : ALL) {
                double[] truth = truth(shop, customers, at, horizon);
                double[] own = quick(seed).horizon(horizon).train(shop, at).predict(shop, customers, at).stream()
                        .mapToDouble(ClvPrediction::value)
                        .toArray();
                double[] values = predictions.stream()
                        .mapToDouble(prediction -> prediction.value(horizon))
                        .toArray();
                double actual = Arrays.stream(truth).sum();
                joint += error(values, truth) / actual;
                separate += error(own, truth) / actual;
                assertThat(sum(values)).isCloseTo(actual, within(0.15 * actual));
            }
        }
        assertThat(joint).isLessThan(1.05 * separate);
    }

    private static double[] truth(EventLog shop, List<String> customers, Instant at, Duration horizon) {
        LabelWindow window = LabelWindow.observed(shop, at, new Horizon(horizon));
        return customers.stream()
                .mapToDouble(customer -> window.label(shop.history(customer)).value())
                .toArray();
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static double error(double[] values, double[] truth) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += Math.abs(values[i] - truth[i]);
        }
        return sum;
    }

    @Test
    void aLoadedModelAndOneOfThreeThreadsPredictTheSameBits() {
        List<ClvPrediction> predictions = model.predict(log, log.customers(), cutoff);

        assertThat(loaded.predict(log, log.customers(), cutoff)).isEqualTo(predictions);
        assertThat(quick(3).horizons(OTHERS).threads(3).train(log, cutoff).predict(log, log.customers(), cutoff))
                .isEqualTo(predictions);
    }

    @Test
    void theMainHorizonIsTheOneThatIsAnsweredExplainedAndRanked() {
        String customer = log.customers().get(0);
        ClvPrediction prediction = model.predict(log.history(customer), cutoff);

        assertThat(prediction.value(MAIN)).isEqualTo(prediction.value());
        assertThat(prediction.distribution(MAIN).quantile(0.37)).isEqualTo(prediction.quantile(0.37));
        assertThat(prediction.targets()).isEmpty();
        assertThat(model.explain(log.history(customer), cutoff).prediction())
                .isCloseTo(prediction.value(), within(1e-9 * (1 + prediction.value())));
        assertThat(model.evaluate(log, cutoff).targets()).isEmpty();
    }

    @Test
    void jsonAndChangedCopiesKnowTheHorizons() {
        ClvPrediction prediction = model.predict(log.history(log.customers().get(0)), cutoff);
        ClvPrediction read = ClvPrediction.fromJson(prediction.toJson());

        assertThat(read).isEqualTo(prediction);
        for (ClvPrediction copy :
                List.of(read, prediction.withCurrency("GBP"), prediction.flagged(PredictionFlag.COLD_START))) {
            for (Duration horizon : ALL) {
                assertThat(copy.value(horizon)).isEqualTo(prediction.value(horizon));
                assertThat(copy.distribution(horizon).quantile(0.9))
                        .isEqualTo(prediction.distribution(horizon).quantile(0.9));
                assertThat(copy.distribution(horizon).probabilityAbove(0))
                        .isEqualTo(prediction.distribution(horizon).probabilityAbove(0));
            }
        }
        assertThatThrownBy(() -> read.value(Duration.ofDays(365)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the prediction does not know the value over 365 days, only over"
                        + " [30 days, 90 days, 180 days, 270 days]; train the model with this horizon too");
    }

    @Test
    void jsonOfAnEarlierVersionKnowsNoOtherHorizon() {
        ClvPrediction alone =
                quick(3).train(log, cutoff).predict(log.history(log.customers().get(0)), cutoff);
        String earlier = alone.toJson().replaceFirst(",\\s*\"horizons\"\\s*:\\s*\\[\\s*]", "");

        assertThat(alone.horizons()).isEmpty();
        assertThat(earlier).doesNotContain("horizons");
        assertThat(ClvPrediction.fromJson(earlier)).isEqualTo(alone);
    }

    @Test
    void jsonWhoseValuesFallIsRefused() {
        String json = model.predict(log.history(log.customers().get(0)), cutoff).toJson();
        int horizons = json.indexOf("\"horizons\"");
        String fallen = json.substring(0, horizons)
                + json.substring(horizons).replaceFirst("\"value\"\\s*:[^,}]*", "\"value\": 1e9");

        assertThatThrownBy(() -> ClvPrediction.fromJson(fallen))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not fall");
    }

    /** Heads of the other horizons come behind those that were asked for. */
    @Test
    void otherTargetsAndOtherHorizonsGoTogether() {
        ClvModel both = quick(3).targets(Target.value(), Target.orders())
                .loss(Heads.of(ZeroInflatedLognormal.of()).and(0.5, Poisson.of()))
                .horizons(Duration.ofDays(180))
                .train(log, cutoff);
        ClvPrediction prediction = both.predict(log.history(log.customers().get(0)), cutoff);

        assertThat(prediction.targets()).containsOnlyKeys("orders");
        assertThat(prediction.value(Duration.ofDays(180))).isGreaterThanOrEqualTo(prediction.value());
        assertThat(both.evaluate(log, cutoff).targets()).containsOnlyKeys("orders");
    }

    @Test
    void aHorizonTwiceTheMainOneAgainATargetOfOneAndOneThatTheLogHasNotSeenAreRefusedByName() {
        Table table = Table.of(List.of("age", "value"), List.of(List.of("20", "3")))
                .label("value")
                .read();
        assertThatThrownBy(() -> quick(3).horizons(Duration.ofDays(30), Duration.ofHours(720)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("horizons(...) names 30 days twice; name each horizon once");
        assertThatThrownBy(() -> quick(3).horizons(MAIN).train(log, cutoff))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("horizons(...) names 90 days, which is the main horizon already");
        assertThatThrownBy(() -> quick(3).targets(Target.value(), Target.value(Duration.ofDays(30))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("target 'value@30d' is the value over another horizon");
        assertThatThrownBy(() -> quick(3).horizons(Duration.ofDays(400)).train(log, cutoff))
                .isInstanceOf(UnobservedHorizonException.class)
                .hasMessageContaining("the horizon of 400 days after the cutoff")
                .hasMessageContaining("the longest possible horizon after this one 270 days");
        assertThatThrownBy(() -> quick(3).horizons(Duration.ofDays(30)).train(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("horizons(...) cannot be used here");
    }

    /** Scores over a horizon are those of its values and quantiles against what the log has seen of it. */
    @Test
    void anEvaluationScoresEveryHorizon() {
        Evaluation evaluation = model.evaluate(log, cutoff);
        List<String> customers = Population.buyersBefore(log, cutoff);
        List<ClvPrediction> predictions = model.predict(log, customers, cutoff);

        assertThat(evaluation.horizons()).containsOnlyKeys(OTHERS);
        for (Duration other : OTHERS) {
            Scores scores = evaluation.horizons().get(other);
            double[] truth = truth(log, customers, cutoff, other);
            double[] values = predictions.stream()
                    .mapToDouble(prediction -> prediction.value(other))
                    .toArray();
            double[] covered = new double[truth.length];
            Arrays.setAll(covered, i -> Coverage.of(predictions.get(i).distribution(other), 0.8, truth[i]));
            assertThat(scores.sumTrue()).isEqualTo(sum(truth));
            assertThat(scores.get(Metric.MAE)).isCloseTo(error(values, truth) / truth.length, within(1e-9));
            assertThat(scores.get(Metric.COVERAGE_80)).isCloseTo(sum(covered) / truth.length, within(1e-9));
        }
        assertThat(evaluation.cautions()).noneMatch(caution -> caution.key().equals("horizon_unseen"));
        assertThat(evaluation.toString()).contains("over 30 days", "over 180 days", "over 270 days");
        assertThat(Evaluation.fromJson(evaluation.toJson())).isEqualTo(evaluation);
    }

    @Test
    void aHorizonThatTheLogHasNotSeenIsNotScoredAndNamed() {
        Evaluation evaluation = model.evaluate(log, cutoff.plus(Duration.ofDays(100)));

        assertThat(evaluation.horizons()).containsOnlyKeys(Duration.ofDays(30));
        assertThat(evaluation.cautions())
                .filteredOn(caution -> caution.key().equals("horizon_unseen"))
                .singleElement()
                .satisfies(caution -> assertThat(caution.sentence())
                        .startsWith(
                                "Values over 180 days and 270 days are not scored, as the log ends before that, at ")
                        .endsWith("evaluate as of " + cutoff + " or before."));
    }

    /** Trainings end 180 days before each origin, and the log has seen 180 days after the last one. */
    @Test
    void aBacktestTestsEveryHorizonWithTheLongestBetweenTrainingAndOrigin() {
        Duration longest = Duration.ofDays(180);
        BacktestReport report = quick(3).network(n -> n.hidden(4).members(2))
                .earlyStopping(2, 1)
                .origins(1, MAIN)
                .horizons(Duration.ofDays(30), longest)
                .backtest(log, Backtest.of(2, Duration.ofDays(30)));

        assertThat(report.horizon()).isEqualTo(MAIN);
        assertThat(report.rounds().get(1).origin())
                .isEqualTo(log.observedUntil().minus(longest));
        for (BacktestReport.Round round : report.rounds()) {
            assertThat(round.cutoff()).isEqualTo(round.origin().minus(longest));
            assertThat(round.evaluation().horizons()).containsOnlyKeys(Duration.ofDays(30), longest);
            assertThat(round.evaluation().cautions())
                    .extracting(Caution::key)
                    .doesNotContain("horizon_unseen", "evaluation_overlaps_training");
        }
        assertThat(report.pooled().horizons().get(longest).count())
                .isEqualTo(report.pooled().model().count());
        assertThat(report.toString()).contains("over 30 days", "over 180 days");
        assertThat(BacktestReport.fromJson(report.toJson())).isEqualTo(report);
    }

    /** It learned from windows that are longer than those it is evaluated on. */
    @Test
    void anEvaluationWithinItsLongestTrainingWindowIsCautionedAgainst() {
        assertThat(model.evaluate(log, cutoff.plus(Duration.ofDays(100))).cautions())
                .anyMatch(caution -> caution.key().equals("evaluation_overlaps_training"));
    }

    @Test
    void aFileWhoseHorizonsAreNotThoseOfItsNetworksIsRefused() {
        for (Object others : List.of(List.of("PT720H", "PT4320H"), List.of("PT720H", "PT720H", "PT4320H"), Void.TYPE)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            assertThatThrownBy(() -> {
                        ModelFile.write(
                                SectionEdits.edited(model.section(), Map.of("regressor/others", others)), bytes);
                        ClvModel.read(new ByteArrayInputStream(bytes.toByteArray()));
                    })
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("regressor");
        }
    }
}
