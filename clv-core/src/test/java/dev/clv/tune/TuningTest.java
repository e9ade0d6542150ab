package dev.clv.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.ClvPrediction;
import dev.clv.TableModel;
import dev.clv.TableModelBuilder;
import dev.clv.evaluate.CrossValidation;
import dev.clv.evaluate.CrossValidationReport;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import dev.clv.label.Population;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Sgd;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningTest {

    private static final Duration HORIZON = Duration.ofDays(60);

    private static Table table;
    private static EventLog log;
    private static Instant cutoff;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeATableAndALog() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 240; i++) {
            double orders = random.nextInt(8);
            double value = random.nextDouble() < 0.3 ? 0 : Math.exp(1 + orders / 3 + random.nextDouble());
            rows.add(List.of("c" + i, String.valueOf(orders), String.valueOf(random.nextInt(90)), "" + value));
        }
        table = Table.of(List.of("id", "orders", "age", "value"), rows)
                .id("id")
                .label("value")
                .read();
        log = ShopSimulation.builder().customers(240).days(420).seed(3).build().log();
        cutoff = log.observedUntil().minus(HORIZON);
    }

    private static TableModelBuilder ofTable() {
        return TableModel.builder().network(n -> n.hidden(4).members(2)).earlyStopping(6, 3);
    }

    private static ClvModelBuilder ofLog() {
        return ClvModel.builder()
                .horizon(HORIZON)
                .origins(2, HORIZON)
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(4, 2);
    }

    @Test
    void theNumberOfThreadsChangesNeitherTrialsNorWinner() {
        for (Strategy strategy : Strategy.values()) {
            Tuning tuning = Tuning.defaults().strategy(strategy).trials(13);
            TuningReport alone = tuning.run(table, TuningTest::ofTable).report();
            assertThat(alone.trials()).hasSize(13);
            assertThat(tuning.threads(3).run(table, TuningTest::ofTable).report())
                    .isEqualTo(alone);
            assertThat(tuning.seed(7).run(table, TuningTest::ofTable).trials()).isNotEqualTo(alone.trials());
        }
    }

    @Test
    void aPoorConfigurationIsReplacedAndTheWinnerIsTrainedAsItsSettingsSay() {
        Tuned<TableModel> tuned = Tuning.defaults()
                .space(SearchSpace.empty().range("learningRate", 1e-6, 0.1).choice("units", 2L, 16L))
                .trials(14)
                .run(table, () -> ofTable().optimizer(Adam.of(1e-6)));

        assertThat(tuned.report().replaced()).as(tuned.report().verdict()).isTrue();
        Trial best = tuned.best();
        assertThat(best.score()).isLessThan(0.9 * tuned.trials().get(0).score());
        TableModel byHand = ofTable()
                .network(n -> n.hidden((int) (long) best.values().get("units")))
                .optimizer(Adam.of((double) best.values().get("learningRate")))
                .train(table);
        assertThat(values(tuned.train().predict(table))).isEqualTo(values(byHand.predict(table)));
    }

    /** Nothing that is searched makes a difference, so that no other configuration may win by luck. */
    @Test
    void whereNothingIsBetterTheBuildersConfigurationIsKeptAndTrainedToTheBit() {
        Tuned<TableModel> tuned = Tuning.defaults()
                .space(SearchSpace.empty().range("l2", 1e-12, 1e-9))
                .trials(6)
                .run(table, () -> ofTable().network(n -> n.hidden(5, 3)));

        assertThat(tuned.report().replaced()).isFalse();
        assertThat(tuned.best().number()).isEqualTo(1);
        assertThat(tuned.report().verdict()).contains("kept");
        assertThat(tuned.report().config()).isEqualTo("{\n  \"training\" : { }\n}");
        assertThat(values(tuned.train().predict(table)))
                .isEqualTo(values(
                        ofTable().network(n -> n.hidden(5, 3)).train(table).predict(table)));
    }

    @Test
    void aSearchThatWasInterruptedGoesOnToTheSameResult() {
        Path file = folder.resolve("trials.json");
        Tuning tuning = Tuning.defaults().trials(14);
        TuningReport whole = tuning.run(table, TuningTest::ofTable).report();

        for (int threads : new int[] {1, 3}) {
            List<Integer> ran = new ArrayList<>();
            Tuning kept = tuning.file(file).threads(threads).listener(trial -> {
                ran.add(trial.number());
                if (ran.size() == 7) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThatThrownBy(() -> kept.run(table, TuningTest::ofTable)).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            TuningReport half = read(file);
            assertThat(half.finished()).isFalse();
            assertThat(half.trials()).hasSize(7).isSubsetOf(whole.trials());
            assertThatThrownBy(half::best).hasMessageContaining("has not come to its end");

            assertThat(kept.run(table, TuningTest::ofTable).report()).isEqualTo(whole);

            assertThat(new TreeSet<>(ran)).hasSize(14).hasSize(ran.size());
            assertThat(read(file)).isEqualTo(whole);
            assertThat(file.toFile().delete()).isTrue();
        }
    }

    @Test
    void moreTrialsGoOnAndAnotherSearchIsRefusedByTheNameOfWhatDiffers() {
        Path file = folder.resolve("trials.json");
        Tuning tuning = Tuning.defaults().file(file).trials(4);
        tuning.run(table, TuningTest::ofTable);

        List<Trial> more = new ArrayList<>();
        assertThat(tuning.trials(6)
                        .listener(more::add)
                        .run(table, TuningTest::ofTable)
                        .trials())
                .hasSize(6);

        assertThat(more).hasSize(2);
        assertThatThrownBy(() -> tuning.seed(1).run(table, TuningTest::ofTable))
                .hasMessageContaining("are of another search: seed of the search was 42 and is 1; name another file");
        assertThatThrownBy(() -> tuning.run(table, () -> ofTable().batchSize(32)))
                .hasMessageContaining("setting: batch size was 64 and is 32");
        assertThatThrownBy(
                        () -> tuning.space(SearchSpace.ofTables().without("l2")).run(table, TuningTest::ofTable))
                .hasMessageContaining("space of 'l2' was 1.0E-6 to 0.01, logarithmic and is not set");
        assertThatThrownBy(() -> tuning.run(table.select(IntStream.range(0, 239).toArray()), TuningTest::ofTable))
                .hasMessageContaining("another search: the data differs; name another file");
    }

    @Test
    void aFileOfAnythingElseIsRefusedBeforeAnythingIsTrained() throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), "{\"kind\": \"backtest\", \"version\": 1}");

        assertThatThrownBy(() -> Tuning.defaults().file(file).run(table, TuningTest::ofTable))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + file + "' does not hold the trials of a search (expected JSON of the kind 'tuning',"
                        + " found another kind); name another file");
        assertThat(file).hasContent("{\"kind\": \"backtest\", \"version\": 1}");
    }

    @Test
    void aFileThatIsNoTextIsRefusedInTheSameWords() throws IOException {
        Path file = Files.write(folder.resolve("m.clvm"), new byte[] {'C', (byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(() -> Tuning.defaults().file(file).run(table, TuningTest::ofTable))
                .hasMessage("'" + file + "' does not hold the trials of a search (it is no text in UTF-8); name"
                        + " another file");
    }

    @Test
    void aFileWithMoreTrialsThanAreAskedForSaysSo() {
        Tuning tuning = Tuning.defaults().file(folder.resolve("trials.json"));
        tuning.trials(5).run(table, TuningTest::ofTable);

        TuningReport report = tuning.trials(2).run(table, TuningTest::ofTable).report();

        assertThat(report.trials()).hasSize(5);
        assertThat(report.verdict())
                .startsWith("The file held 5 trials already, more than the 2 of this search; all count. ");
    }

    @Test
    void halvingSaysWhichStepsFewCustomersLeave() {
        Tuning halving = Tuning.defaults().strategy(Strategy.HALVING).trials(2);

        assertThat(halving.run(table, TuningTest::ofTable).report().toString())
                .contains("successive halving trains on all customers at once, so that it is a random search: 160 of"
                        + " them train, and no step has fewer than 100");
        assertThat(Tuning.defaults()
                        .trials(2)
                        .run(table, TuningTest::ofTable)
                        .report()
                        .toString())
                .doesNotContain("halving");
    }

    @Test
    void aTrialThatFailsIsToldAndTheSearchGoesOn() {
        TuningReport report = Tuning.defaults()
                .space(SearchSpace.empty()
                        .choice("loss", "zero_inflated_lognormal", "squared_error")
                        .choice("learningRate", 1e-2, 1e200))
                .trials(12)
                .run(table, TuningTest::ofTable)
                .report();

        assertThat(report.trials()).hasSize(12);
        List<String> failures = report.trials().stream()
                .filter(trial -> !trial.succeeded())
                .map(Trial::failure)
                .toList();
        assertThat(failures)
                .anySatisfy(why -> assertThat(why)
                        .isEqualTo("CRPS is undefined for its predictions, since its loss describes no distribution"))
                .anySatisfy(why -> assertThat(why).contains("epoch"));
        assertThat(report.toString()).contains(" failed: CRPS is undefined");
        assertThat(TuningReport.fromJson(report.toJson())).isEqualTo(report);
    }

    @Test
    void buildersThatCannotBeScoredAndKnobsThatTheyLackAreRefused() {
        assertThatThrownBy(() -> Tuning.defaults().run(table, () -> ofTable().loss(SquaredError.of())))
                .hasMessageStartingWith("the given settings cannot be scored, so there is nothing to compare");
        assertThatThrownBy(() -> Tuning.defaults()
                        .space(SearchSpace.empty().range("origins", 1, 4))
                        .run(table, TuningTest::ofTable))
                .hasMessage("a training on a plain table has no [origins]; leave it out of the search");
        assertThatThrownBy(() -> Tuning.defaults().space(SearchSpace.empty())).hasMessageContaining("at least 1 knob");
        assertThatThrownBy(() -> Tuning.defaults().space(SearchSpace.of("step")))
                .hasMessage("the knob 'step' says how far apart origins are; add 'origins', too");
        assertThatThrownBy(() -> Tuning.defaults().trials(1)).hasMessageContaining("was 1");
        assertThatThrownBy(() -> Tuning.defaults().folds(1)).hasMessageContaining("was 1");
        assertThatThrownBy(() -> Tuning.defaults().budget(Duration.ZERO, () -> 0))
                .hasMessageContaining("PT0S");
        TuningReport sgd = Tuning.defaults()
                .trials(2)
                .run(table, () -> ofTable().optimizer(Sgd.of(0.01)))
                .report();
        assertThat(sgd.trials().get(1).failure()).contains("only Adam's rate can be searched, the optimizer is 'sgd'");
    }

    @Test
    void aBudgetInTimeEndsTheSearchAndMoreTimeGoesOn() {
        AtomicLong clock = new AtomicLong();
        Path file = folder.resolve("trials.json");
        Tuning tuning = Tuning.defaults()
                .file(file)
                .budget(Duration.ofSeconds(6), clock::get)
                .listener(trial -> clock.addAndGet(1_000_000_000));

        assertThat(tuning.run(table, TuningTest::ofTable).trials()).hasSize(6);
        assertThat(read(file).finished()).isTrue();
        assertThat(read(file).verdict()).startsWith("The budget ended the search after 6 trials. ");
        assertThat(tuning.run(table, TuningTest::ofTable).trials()).hasSize(12);
        assertThat(tuning.trials(13).run(table, TuningTest::ofTable).trials()).hasSize(13);
    }

    @Test
    void aLogIsValidatedOneHorizonAfterTheLatestTrainingOrigin() {
        LogSplits splits = new LogSplits(log, cutoff, TuningTest::ofLog, 3, 1);

        assertThat(splits.words()).endsWith("a horizon of 60 days earlier");
        TreeSet<String> tested = new TreeSet<>();
        for (int fold = 0; fold < 3; fold++) {
            Split split = splits.split(Splits.Part.whole(fold));
            TreeSet<String> trained = new TreeSet<>();
            for (int row = 0; row < split.rows().size(); row++) {
                assertThat(split.rows().features().cutoff(row)).isBeforeOrEqualTo(cutoff.minus(HORIZON));
                trained.add(split.rows().features().customer(row));
            }
            assertThat(split.customers()).isNotEmpty().doesNotContainAnyElementsOf(trained);
            assertThat(split.held().cutoff(0)).isEqualTo(cutoff);
            tested.addAll(split.customers());
            assertThat(splits.split(new Splits.Part(fold, 0.5, 0, null)).rows().customers())
                    .isBetween(split.rows().customers() / 3, 2 * split.rows().customers() / 3);
        }
        assertThat(tested).containsExactlyInAnyOrderElementsOf(Population.buyersBefore(log, cutoff));
    }

    /** Labels of 90 days of the latest training origin end at the cutoff, as of which is predicted. */
    @Test
    void noTrainingWindowOfALongerHorizonReachesIntoWhatIsPredicted() {
        Duration longest = Duration.ofDays(90);
        Instant at = log.observedUntil().minus(longest);
        LogSplits splits =
                new LogSplits(log, at, () -> ofLog().origins(1, HORIZON).horizons(longest), 2, 1);

        assertThat(splits.words()).endsWith("the longest horizon of 90 days earlier");
        assertThat(splits.split(Splits.Part.whole(1)).rows().features().cutoff(0))
                .isEqualTo(at.minus(longest));
        assertThat(splits.identity())
                .containsEntry("horizon", "60 days")
                .containsEntry("further horizons", "[value@90d]");
        LogSplits tooShort = new LogSplits(
                log,
                at.minus(Duration.ofDays(190)),
                () -> ofLog().origins(1, HORIZON).horizons(longest),
                2,
                1);
        assertThat(tooShort.words())
                .contains("less than the horizon of 60 days and the longest of 90 days before the cutoff");
    }

    @Test
    void aLogThatIsTooShortIsValidatedAtTheTimeOfTrainingAndThatIsSaid() {
        Instant early = log.firstEvent().orElseThrow().plus(Duration.ofDays(80));
        LogSplits splits = new LogSplits(log, early, () -> ofLog().origins(1, HORIZON), 2, 1);

        assertThat(splits.words())
                .contains("by a training on others at the same time: to validate at a later time than training, the"
                        + " log is too short: purchases begin at ");
        assertThat(splits.split(Splits.Part.whole(0)).rows().features().cutoff(0))
                .isEqualTo(early);
    }

    @Test
    void knobsOfLogsAreTurnedAndTheWinnerIsTrainedWithThem() {
        Tuning tuning = Tuning.defaults()
                .space(SearchSpace.empty()
                        .choice("purchaseModel", true, false)
                        .choice("origins", 2L, 3L)
                        .choice("step", 10L, 20L))
                .trials(4);

        Tuned<ClvModel> tuned = tuning.run(log, cutoff, TuningTest::ofLog);

        assertThat(tuned.trials()).allMatch(Trial::succeeded);
        assertThat(tuned.trials().stream().map(Trial::score).distinct().count()).isGreaterThan(1);
        assertThat(tuning.threads(2).run(log, cutoff, TuningTest::ofLog).report())
                .isEqualTo(tuned.report());
        Trial second = tuned.trials().get(1);
        assertThat(Knob.config(ofLog().settings(), second.values()))
                .isEqualTo(Map.of(
                        "purchaseModel",
                        second.values().get("purchaseModel"),
                        "origins",
                        second.values().get("origins"),
                        "step",
                        second.values().get("step") + "d"));
        Split split = new LogSplits(log, cutoff, TuningTest::ofLog, 3, 1)
                .split(new Splits.Part(0, 1, 0, new SearchedOrigins(3, Duration.ofDays(20))));
        assertThat(IntStream.range(0, split.rows().size())
                        .mapToObj(split.rows().features()::cutoff)
                        .distinct())
                .containsExactly(
                        cutoff.minus(HORIZON),
                        cutoff.minus(HORIZON).minus(Duration.ofDays(20)),
                        cutoff.minus(HORIZON).minus(Duration.ofDays(40)));
        assertThat(tuned.train().summary().cutoffs().get(0)).isEqualTo(cutoff);
    }

    @Test
    void anHonestScoreIsThatOfACrossValidationAroundTheSearch() {
        Path file = folder.resolve("none.json");
        List<Integer> searched = new ArrayList<>();
        Tuning tuning = Tuning.defaults().trials(2).folds(2).file(file).listener(trial -> searched.add(trial.number()));

        CrossValidationReport ofLog = tuning.nested(CrossValidation.of(2), log, cutoff, TuningTest::ofLog);

        assertThat(searched).as("a search for each fold").containsExactly(1, 2, 1, 2);
        assertThat(ofLog.pooled().model().count())
                .isEqualTo(Population.buyersBefore(log, cutoff).size());
        assertThat(file).doesNotExist();
    }

    /** By hand: in each fold, the winner of a search on the other rows predicts the fold. */
    @Test
    void aNestedScoreOfATableIsThatOfWinnersWhoseSearchHadNotSeenTheFold() {
        Tuning tuning = Tuning.defaults()
                .space(SearchSpace.empty().range("learningRate", 1e-6, 0.1))
                .trials(4)
                .folds(2);
        CrossValidation outer = CrossValidation.of(2);
        List<String> ids = IntStream.range(0, table.rows()).mapToObj(table::id).toList();

        CrossValidationReport byHand = outer.run(
                ids,
                (training, test) -> tuning.run(
                                table.select(training), () -> ofTable().optimizer(Adam.of(1e-6)))
                        .train()
                        .forecasts(table.select(test)));

        assertThat(tuning.nested(outer, table, () -> ofTable().optimizer(Adam.of(1e-6))))
                .isEqualTo(byHand);
    }

    @Test
    void aConfigurationNamesTheSettingsAsTheCommandLineReadsThem() {
        Map<String, Object> values = Map.of("units", 9L, "layers", 2L, "learningRate", 0.003, "patience", 4L);

        assertThat(Knob.config(Knob.apply(ofTable().settings(), values), values))
                .isEqualTo(Map.of(
                        "network",
                        Map.of("hidden", List.of(9, 9)),
                        "earlyStopping",
                        Map.of("epochs", 6, "patience", 4),
                        "optimizer",
                        Map.of(
                                "name",
                                "adam",
                                "learning_rate",
                                0.003,
                                "beta1",
                                0.9,
                                "beta2",
                                0.999,
                                "epsilon",
                                1e-8,
                                "weight_decay",
                                0.0)));
    }

    private static TuningReport read(Path file) {
        try {
            return TuningReport.fromJson(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] values(List<ClvPrediction> predictions) {
        return predictions.stream().mapToDouble(ClvPrediction::value).toArray();
    }
}
