package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.evaluate.CrossValidationReport;
import dev.clv.tune.LearningCurveReport;
import dev.clv.tune.TuningReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneCommandTest {

    private static final String QUICK =
            "\"network\": {\"hidden\": [4], \"members\": 2}, \"earlyStopping\": {\"epochs\": 3}";

    @TempDir
    private static Path folder;

    private static Path events;
    private static Path table;
    private static Path quickLog;
    private static Path quickTable;

    @BeforeAll
    static void writeInputs() throws IOException {
        events = folder.resolve("events.csv.gz");
        assertThat(Session.run("simulate", "--customers", "200", "--seed", "4", "--out", events.toString())
                        .code())
                .isZero();
        quickLog = Files.writeString(
                folder.resolve("quick.json"), "{\"training\": {\"origins\": 1, \"horizon\": \"60d\", " + QUICK + "}}");
        // A rate at which nothing is learned, so that the search has something to find.
        quickTable = Files.writeString(
                folder.resolve("slow.json"),
                "{\"training\": {\"optimizer\": {\"name\": \"adam\", \"learning_rate\": 1e-6}, " + QUICK + "}}");
        StringBuilder csv = new StringBuilder("customer,orders,value\n");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            int orders = random.nextInt(10);
            csv.append("K" + i + "," + orders + "," + (orders < 3 ? 0 : 20 * orders + random.nextInt(9)) + "\n");
        }
        table = Files.writeString(folder.resolve("customers.csv"), csv.toString());
    }

    @Test
    void theWinnerIsTrainedAndItsConfigurationTrainsTheSameModel() throws IOException {
        Path model = folder.resolve("tuned.clvm");
        Path json = folder.resolve("trials.json");
        Path best = folder.resolve("best.json");

        Session session = onTable(
                "--config", quickTable, "--trials", 14, "--seed", 5, "--json", json, "--best", best, "--out", model);

        assertThat(session.code()).as(session.err()).isZero();
        TuningReport report = TuningReport.fromJson(Files.readString(json));
        assertThat(report.trials()).hasSize(14);
        assertThat(report.replaced()).as(report.verdict()).isTrue();
        assertThat(session.out()).isEqualTo(report.toString());
        assertThat(session.err())
                .contains("trial 1: CRPS ")
                .contains("trial 14: ")
                .contains("with the settings of trial " + report.winner());
        Path again = folder.resolve("again.clvm");
        Session trained = Session.run(
                "train",
                table.toString(),
                "--table",
                "--label",
                "value",
                "--id",
                "customer",
                "--config",
                best.toString(),
                "--out",
                again.toString());
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(again).hasSameBinaryContentAs(model);
    }

    @Test
    void aLogIsTunedGoesOnAndRefusesTheTrialsOfAnotherSearch() throws IOException {
        Path model = folder.resolve("log.clvm");
        Path json = folder.resolve("log.json");
        Path best = folder.resolve("log-best.json");
        Object[] options = {
            "--cutoff", "2023-12-20", "--config", quickLog, "--json", json, "--best", best, "--out", model, "--trials"
        };

        assertThat(onLog(with(options, 2)).err()).contains("trial 2: ");
        Session more = onLog(with(options, 3));

        assertThat(more.code()).as(more.err()).isZero();
        assertThat(more.err()).doesNotContain("trial 2: ").contains("trial 3: ");
        assertThat(more.out()).contains("a horizon of 60 days earlier");
        Path again = folder.resolve("log-again.clvm");
        Session trained = Session.run(
                "train",
                events.toString(),
                "--cutoff",
                "2023-12-20",
                "--config",
                best.toString(),
                "--out",
                again.toString());
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(again).hasSameBinaryContentAs(model);
        Session other = onLog(with(options, 3, "--horizon", "30d"));
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("are of another search: ").contains("horizon was 60 days and is 30 days");
    }

    @Test
    void aWinnerThatReadsTextsIsTrainedAgainByItsConfigurationAlone() throws IOException {
        Path model = folder.resolve("texts.clvm");
        Path best = folder.resolve("texts.json");

        Session session = onLog(
                "--cutoff",
                "2023-12-20",
                "--config",
                quickLog,
                "--text",
                "--trials",
                2,
                "--best",
                best,
                "--out",
                model);

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(Session.run("describe", model.toString()).out()).contains("sentiment_mean", "recency_days");
        Path again = folder.resolve("texts-again.clvm");
        Session trained = Session.run(
                "train",
                events.toString(),
                "--cutoff",
                "2023-12-20",
                "--config",
                best.toString(),
                "--out",
                again.toString());
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(again).hasSameBinaryContentAs(model);
        assertThat(onTable("--text", "--out", model).err()).contains("--text means nothing for a plain table");
        assertThat(onLog("--out", model, "--text-column", "review").err())
                .contains("--text-column is for plain tables; add --table");
    }

    @Test
    void aLearningCurveTellsWhetherMoreCustomersWouldHelp() throws IOException {
        Path json = folder.resolve("curve.json");

        Session session = onTable("--config", quickTable, "--learning-curve", "--score", "nGini", "--json", json);

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out())
                .isEqualTo(LearningCurveReport.fromJson(Files.readString(json)).toString())
                .contains("nGini of 150 customers against 76: ");
    }

    @Test
    void foldsTellHowTunedModelsDoBesideTheSettingsAsGiven() throws IOException {
        Path json = folder.resolve("nested.json");

        Session session = onTable(
                "--config", quickTable, "--folds", 2, "--trials", 3, "--knobs", "learningRate,units", "--json", json);

        assertThat(session.code()).as(session.err()).isZero();
        CrossValidationReport report = CrossValidationReport.fromJson(Files.readString(json));
        assertThat(report.folds()).hasSize(2);
        assertThat(report.pooled().model().count()).isEqualTo(200);
        assertThat(session.out())
                .startsWith("tuned within each fold: " + report)
                .containsPattern("tuned against the settings as given, over folds:\\R {2}CRPS: (better|worse|no diff)");
        assertThat(session.err()).contains("trial 3: ");
    }

    @Test
    void aBudgetEndsTheSearch() {
        Session session = onTable("--config", quickTable, "--budget", "1s", "--out", folder.resolve("b.clvm"));

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.err()).contains("trial 1: ");
    }

    @Test
    void wrongUsageIsToldBeforeAnythingIsTrained() {
        Path model = folder.resolve("never.clvm");
        assertThat(onTable("--trials", 3).err()).contains("Missing required option: '--out'");
        assertThat(onTable("--learning-curve", "--out", model).err()).contains("leave out --out");
        assertThat(onTable("--folds", 2, "--out", model).err()).contains("--folds trains no model; leave out --out");
        assertThat(onTable("--folds", 2, "--learning-curve").err()).contains("contradict each other; leave one out");
        assertThat(onTable("--folds", 2, "--best", folder.resolve("no.json")).err())
                .contains("--folds finds no settings for use; leave out --best");
        assertThat(onTable("--folds", 1).err()).contains("--folds must be from 2 to 100, was 1");
        assertThat(onTable("--out", model, "--knobs", "unit").err())
                .contains("there is no knob 'unit'; known are [units, ")
                .contains(", learningRate, batchSize, ");
        assertThat(onTable("--out", model, "--knobs", "origins").err())
                .contains("a training on a plain table has no [origins]");
        assertThat(onTable("--out", model, "--strategy", "grid").err())
                .contains("--strategy must be random, halving or tpe, was 'grid'");
        assertThat(onTable("--out", model, "--score", "luck").err()).contains("--score must be one of MAE, RMSE, ");
        assertThat(onTable("--out", model, "--budget", "10").err()).contains("'10' is no time such as 90s, 10m or 2h");
        assertThat(onTable("--out", model, "--trials", 1).err()).contains("--trials must be from 2 to 100,000, was 1");
        assertThat(onTable("--out", model, "--cutoff", "2023-12-20").err())
                .contains("--cutoff means nothing for a plain table");
        assertThat(onLog("--out", model).err()).contains("Missing required option: '--cutoff'");
        assertThat(onLog("--out", model, "--label", "value").err())
                .contains("--label is for plain tables; add --table");
        assertThat(onTable("--out", model, "--json", model).err()).contains("names the same file as");
        assertThat(model).doesNotExist();
    }

    private static Object[] with(Object[] options, Object... more) {
        return Stream.concat(Stream.of(options), Stream.of(more)).toArray();
    }

    private static Session onTable(Object... options) {
        return run(table, with(new Object[] {"--table", "--label", "value", "--id", "customer"}, options));
    }

    private static Session onLog(Object... options) {
        return run(events, options);
    }

    private static Session run(Path input, Object... options) {
        List<String> arguments = new ArrayList<>(List.of("tune", input.toString()));
        Stream.of(options).map(String::valueOf).forEach(arguments::add);
        return Session.run(arguments.toArray(String[]::new));
    }
}
