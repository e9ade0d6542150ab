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
import org.junit.jupiter.params.provider.CsvSource;

class ChurnCommandTest {

    private static final String AT = "2024-07-04";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void simulateAndTrain() throws IOException {
        Files.writeString(folder.resolve("broken.json"), "{\"kind\": \"recommendation\", \"version\": 1}");
        run("simulate", "--customers", "300", "--seed", "4", "--out", "events.csv.gz");
        run("train", "events.csv.gz", "--cutoff", "2023-12-20", "--horizon", "90d", "--out", "model.clvm");
    }

    /** Names with a dot become files of the folder. */
    private static Session session(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.replaceAll(word -> word.matches("[a-z]+\\.(csv|csv\\.gz|json|clvm)")
                ? folder.resolve(word).toString()
                : word);
        return Session.run(words.toArray(String[]::new));
    }

    private static Session run(String... arguments) {
        Session session = session(arguments);
        assertThat(session.code()).as(session.err()).isZero();
        return session;
    }

    private static Session churn(String... more) {
        List<String> words = new ArrayList<>(List.of("churn", "events.csv.gz", "--model", "model.clvm", "--at", AT));
        words.addAll(List.of(more));
        return session(words.toArray(String[]::new));
    }

    private static List<String> rows(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }

    @Test
    void bothListsAreWrittenWithTheirReasons() throws IOException {
        Session session = churn("--budget", "10", "--out", "alerts.csv", "--likely", "likely.csv");

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.err())
                .contains("10 alerts with ", "If they keep 0 to 100 %", "left out: ", "only an experiment can tell");
        for (String file : List.of("alerts.csv", "likely.csv")) {
            assertThat(rows(file)).hasSize(11);
            assertThat(rows(file).get(0))
                    .isEqualTo("customer_id,churn_probability,value_at_risk,reason,overridden_by,at,model,format");
        }
        assertThat(rows("alerts.csv").get(1)).contains("at risk of the", "usually every");
        assertThat(churn("--budget", "10").out()).isEqualTo(Files.readString(folder.resolve("alerts.csv")));
    }

    @Test
    void whoWasAlertedAboutIsLeftAloneAndWhoObjectsIsNeverLookedAt() throws IOException {
        assertThat(churn("--budget", "10", "--out", "first.csv", "--json", "first.json")
                        .code())
                .isZero();
        List<String> first = rows("first.csv").stream()
                .skip(1)
                .map(row -> row.substring(0, row.indexOf(',')))
                .toList();

        Session again = churn("--budget", "10", "--quiet", "60d", "--earlier", "first.json", "--out", "next.csv");
        assertThat(again.err()).contains("left out: 10, alert less than 60 days ago");
        assertThat(rows("next.csv")).hasSize(11).noneMatch(row -> first.stream().anyMatch(row::startsWith));

        Files.write(folder.resolve("no.csv"), first);
        Session objected = churn("--objections", "no.csv", "--out", "rest.csv");
        assertThat(objected.err()).contains("left out: 10, objection to profiling");
        assertThat(rows("rest.csv")).noneMatch(row -> first.stream().anyMatch(row::startsWith));
    }

    @Test
    void aBacktestIsPrintedBesideTheRules() {
        Session session = session(
                "churn",
                "events.csv.gz",
                "--model",
                "model.clvm",
                "--at",
                "2024-03-20",
                "--backtest",
                "--budget",
                "10,20");

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out())
                .contains("churned: no purchase within the horizon", "recency", "pareto_nbd_no_purchase")
                .contains("value_at_risk less recent_spend: value@10 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--table|churn needs an event log",
                "--budget 5,10|--budget must be one number without --backtest",
                "--per-month|--per-month needs a --budget",
                "--budget 0|a budget must allow at least 1 alert, was 0",
                "--backtest --out x.csv|--backtest judges and gives no alerts",
                "--within 400|the model looks only 90 days ahead",
                "--within 30 --own-rhythm 3|mutually exclusive",
                "--own-rhythm 0.5|must be above 1",
                "--contract 30d|a period and the days of grace",
                "--kept 0.5|--kept must be two shares",
                "--earlier broken.json --quiet 60d|is no list of alerts that 'clv churn --json' wrote",
                "--earlier none.json --quiet 60d|there is no such file",
            })
    void wrongUsageIsOneSentence(String options, String sentence) {
        Session session = churn(options.split(" "));

        assertThat(session.code()).isEqualTo(2);
        assertThat(session.out()).isEmpty();
        assertThat(session.err()).contains(sentence).doesNotContain("Exception");
    }
}
