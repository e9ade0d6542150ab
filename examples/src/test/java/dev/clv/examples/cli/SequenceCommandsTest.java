package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands do with a model that reads events one by one. */
class SequenceCommandsTest {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void simulateAndTrain() throws IOException {
        Files.writeString(folder.resolve("quick.json"), """
                {"training": {"network": {"hidden": [4], "members": 2}, "earlyStopping": {"epochs": 2, "patience": 1},
                              "sequence": {"encoder": "gru:4", "length": 6, "always": true}}}
                """);
        assertThat(run("simulate", "--customers", "300", "--days", "500", "--seed", "2", "--out", "log.csv")
                        .code())
                .isZero();
        Session trained = run(
                "train",
                "log.csv",
                "--cutoff",
                "2024-01-01",
                "--horizon",
                "60d",
                "--config",
                "quick.json",
                "--out",
                "model.clvm");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.err()).contains("events one by one are read, as always() asks for it");
    }

    /** Names with a dot become files of the folder. */
    private static Session run(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.replaceAll(word -> word.matches("[a-z]+\\.(csv|json|clvm|models|html)")
                ? folder.resolve(word).toString()
                : word);
        return Session.run(words.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "describe model.clvm",
                "score log.csv --model model.clvm --at 2024-03-01",
                "evaluate log.csv --model model.clvm --at 2024-03-01",
                "explain log.csv --model model.clvm --at 2024-03-01 --customer C0000001",
                "explain log.csv --model model.clvm --at 2024-03-01 --all --customers few.csv",
                "drift log.csv --model model.clvm --at 2024-04-01",
                "churn log.csv --model model.clvm --at 2024-03-01 --budget 5"
            })
    void tokensAreOneFeatureWhateverACommandTells(String line) throws IOException {
        Files.writeString(folder.resolve("few.csv"), "customer_id\nC0000001\nC0000002\n");
        Session session = run(line.split(" "));
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out() + session.err()).doesNotContain("tokens_");
    }

    @Test
    void anExplanationNamesTheEventsInAPhrase() {
        Session session =
                run("explain", "log.csv", "--model", "model.clvm", "--at", "2024-03-01", "--customer", "C0000001");
        assertThat(session.out()).containsPattern("(?m)^    tokens +[+-]");
    }

    @Test
    void whetherItPaysIsToldWithBothLosses() {
        Session session = run(
                "train",
                "log.csv",
                "--cutoff",
                "2024-01-01",
                "--horizon",
                "60d",
                "--sequence",
                "gru:2",
                "--out",
                "asked.clvm");
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.err())
                .containsPattern(
                        "(events one by one are read|read features alone, as reading events one by one does not pay)")
                .containsOnlyOnce("with it and ")
                .contains("with a standard error of ");
    }

    @Test
    void aModelIsTrainedAgainWithTheSameCommand() {
        String[] first = {
            "retrain",
            "log.csv",
            "--registry",
            "shop.models",
            "--horizon",
            "60d",
            "--config",
            "quick.json",
            "--at",
            "2024-03-01"
        };
        assertThat(run(first).code()).isZero();
        String[] later = first.clone();
        later[later.length - 1] = "2024-05-01";
        Session second = run(later);
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.out()).doesNotContain("random weights").containsPattern("champion: version [12]");
    }

    @Test
    void aBacktestAndASearchReadEventsToo() throws IOException {
        Session backtest = run(
                "backtest",
                "log.csv",
                "--horizon",
                "60d",
                "--origins",
                "1",
                "--config",
                "quick.json",
                "--sequence",
                "lstm:2");
        assertThat(backtest.code()).as(backtest.err()).isZero();
        Session tuned = run(
                "tune",
                "log.csv",
                "--cutoff",
                "2024-01-01",
                "--horizon",
                "60d",
                "--trials",
                "2",
                "--config",
                "quick.json",
                "--sequence",
                "lstm:2",
                "--best",
                "best.json",
                "--out",
                "tuned.clvm");
        assertThat(tuned.code()).as(tuned.err()).isZero();
        assertThat(run("describe", "tuned.clvm").out()).contains("lstm:2 over the latest 6, always");
        assertThat(Files.readString(folder.resolve("best.json")))
                .contains("\"encoder\" : \"lstm:2\"", "\"length\" : 6", "\"always\" : true");
    }

    @Test
    void tokensAmongTheFeaturesWithoutASequenceAreANote() throws IOException {
        Files.writeString(folder.resolve("flat.json"), """
                {"training": {"features": ["standard", "event_tokens"], "earlyStopping": {"epochs": 1}}}
                """);
        Session session = run(
                "train",
                "log.csv",
                "--cutoff",
                "2024-01-01",
                "--horizon",
                "60d",
                "--config",
                "flat.json",
                "--out",
                "flat.clvm");
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.err()).contains("note: The networks treat the tokens of events as plain numbers");
    }
}
