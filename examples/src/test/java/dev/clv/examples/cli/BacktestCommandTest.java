package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.evaluate.BacktestReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {

    @TempDir
    private static Path folder;

    private static Path events;

    @BeforeAll
    static void simulate() {
        events = folder.resolve("events.csv.gz");
        assertThat(Session.run("simulate", "--customers", "200", "--seed", "4", "--out", events.toString())
                        .code())
                .isZero();
    }

    @Test
    void thePastIsTestedBesideBaselinesAndPurchaseModelsWithAVerdictInWords() throws IOException {
        Path json = folder.resolve("backtest.json");
        Path config = folder.resolve("quick.json");
        Files.writeString(
                config,
                "{\"training\": {\"origins\": 1, \"network\": {\"hidden\": [4], \"members\": 2}, \"earlyStopping\":"
                        + " {\"epochs\": 3}}}");

        Session session = run(
                "--horizon",
                "60d",
                "--origins",
                "2",
                "--step",
                "30d",
                "--config",
                config,
                "--by",
                "channel",
                "--json",
                json);

        assertThat(session.code()).as(session.err()).isZero();
        BacktestReport report = BacktestReport.fromJson(Files.readString(json));
        assertThat(report.rounds()).hasSize(2);
        assertThat(report.pooled().baselines()).containsKeys("zero", "past_spend_xk", "pareto_nbd", "bg_nbd");
        assertThat(report.pooled().segments()).containsKeys("order_days", "tenure", "channel");
        assertThat(session.out())
                .isEqualTo(report.toString())
                .contains("by channel")
                .contains("Against pareto_nbd the model is ")
                .contains("Predicted totals were ");
    }

    @Test
    void textsAreReadOnRequestAsIfTheConfigurationNamedThem() throws IOException {
        String quick = "{\"training\": {%s\"origins\": 1, \"network\": {\"hidden\": [4], \"members\": 2},"
                + " \"earlyStopping\": {\"epochs\": 3}}}";
        Path config = Files.writeString(
                folder.resolve("few.json"), quick.formatted("\"features\": [\"recency\", \"frequency\"], "));
        Path texts = Files.writeString(
                folder.resolve("texts.json"),
                quick.formatted("\"features\": [\"recency\", \"frequency\", \"sentiment\", \"aspects\"], "));
        Object[] options = {"--horizon", "60d", "--origins", "1", "--config"};

        Session without = run(with(options, config));
        Session asked = run(with(options, config, "--text"));
        Session named = run(with(options, texts));

        assertThat(asked.code()).as(asked.err()).isZero();
        assertThat(asked.out()).isEqualTo(named.out()).isNotEqualTo(without.out());
    }

    private static Object[] with(Object[] options, Object... more) {
        return Stream.concat(Arrays.stream(options), Arrays.stream(more)).toArray();
    }

    @Test
    void whatTheTrainingsCautionAgainstIsSaidOnceWithTheNumberOfOrigins() throws IOException {
        Path config = folder.resolve("one.json");
        Files.writeString(
                config,
                "{\"training\": {\"origins\": 1, \"network\": {\"hidden\": [4], \"members\": 2}, \"earlyStopping\":"
                        + " {\"epochs\": 2}}}");
        Path orders = folder.resolve("orders.csv");
        StringBuilder csv = new StringBuilder("customer_id,time,amount\n");
        for (int i = 0; i < 60; i++) {
            for (int month = 1; month <= 12; month++) {
                if ((i * 7 + month * 5) % 3 > 0) {
                    // One customer buys more than all others together.
                    csv.append(String.format(
                            "c%02d,2023-%02d-%02dT00:00:00Z,%d%n", i, month, 1 + i % 28, i == 0 ? 90_000 : 20 + i));
                }
            }
        }
        Files.writeString(orders, csv);

        Session session = Session.run(
                "backtest",
                orders.toString(),
                "--horizon",
                "60d",
                "--origins",
                "2",
                "--step",
                "30d",
                "--config",
                config.toString());

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.err()).containsPattern("note: at 2 of 2 origins: .*\\.");
    }

    @Test
    void aLogThatIsTooShortNamesTheOriginAndTheRemedy() {
        Session session = run("--horizon", "180d", "--origins", "40", "--step", "90d");

        assertThat(session.code()).isEqualTo(2);
        assertThat(session.err())
                .contains("the backtest cannot train for the origin ")
                .contains("take fewer origins or a shorter step");
        assertThat(run("--origins", "0").err()).contains("--origins must be from 1 to 100, was 0");
    }

    private static Session run(Object... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "backtest";
        arguments[1] = events.toString();
        for (int i = 0; i < options.length; i++) {
            arguments[i + 2] = options[i].toString();
        }
        return Session.run(arguments);
    }
}
