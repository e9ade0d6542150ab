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

class SegmentsCommandTest {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void simulateTrainAndSegment() {
        run("simulate", "--customers", "300", "--seed", "4", "--out", "events.csv.gz");
        for (String model : List.of("model.clvm", "other.clvm")) {
            String seed = model.equals("model.clvm") ? "1" : "2";
            run("train", "events.csv.gz", "--cutoff", "2023-12-20", "--horizon", "90d", "--seed", seed, "--out", model);
        }
        run(
                "segments",
                "events.csv.gz",
                "--model",
                "model.clvm",
                "--at",
                "2024-05-17",
                "--save",
                "limits.json",
                "--out",
                "may.csv");
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

    private static Session june(String... more) {
        List<String> words =
                new ArrayList<>(List.of("segments", "events.csv.gz", "--model", "model.clvm", "--at", "2024-06-17"));
        words.addAll(List.of(more));
        return session(words.toArray(String[]::new));
    }

    private static void isRefused(Session session, String sentence) {
        assertThat(session.code()).isEqualTo(2);
        assertThat(session.out()).isEmpty();
        assertThat(session.err()).contains(sentence).doesNotContain("Exception");
    }

    @Test
    void everyKnownCustomerHasARowAndMovesAreATable() throws IOException {
        List<String> may = Files.readAllLines(folder.resolve("may.csv"));
        assertThat(may.get(0))
                .isEqualTo("customer_id,segment,tier,rfm,cluster,recency_score,frequency_score,money_score,"
                        + "predicted_value,percentile,definition,reason,overridden_by,at,model,format");
        assertThat(may).hasSizeGreaterThan(250);

        Session session = june("--segmentation", "limits.json", "--previous", "may.csv", "--out", "june.csv");
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out()).startsWith("from 2024-05-17T00:00:00Z to 2024-06-17T00:00:00Z by tier: ");
        assertThat(session.out()).contains("(gone)", "(new)");
        assertThat(session.err()).contains(" customers: ", "clusters: ", "prediction strength");
    }

    @Test
    void theSchemeIsChosenAndLimitsLearnedAgainAreTheSame() throws IOException {
        assertThat(june("--by", "rfm", "--save", "again.json", "--out", "rfm.csv")
                        .code())
                .isZero();

        assertThat(folder.resolve("again.json")).hasSameTextualContentAs(folder.resolve("limits.json"));
        for (String row : Files.readAllLines(folder.resolve("rfm.csv")).subList(1, 20)) {
            String[] cells = row.split(",");
            assertThat(cells[1]).isEqualTo(cells[3]);
        }
    }

    @Test
    void badInputIsRefusedWithARemedy() throws IOException {
        isRefused(
                session(
                        "segments",
                        "events.csv.gz",
                        "--model",
                        "other.clvm",
                        "--at",
                        "2024-06-17",
                        "--previous",
                        "may.csv"),
                "their limits differ, so that moves between the two mean nothing; segment the earlier time again with"
                        + " this model");
        isRefused(
                session(
                        "segments",
                        "events.csv.gz",
                        "--model",
                        "other.clvm",
                        "--at",
                        "2024-06-17",
                        "--segmentation",
                        "limits.json"),
                "learn one with this model, or load the other model");
        isRefused(june("--segmentation", "may.csv"), "holds no limits that 'clv segments --save' wrote");
        isRefused(june("--segmentation", "limits.json", "--save", "x.json"), "exclude each other");
        isRefused(june("--by", "age"), "--by must be tier, rfm or cluster, was 'age'");
        isRefused(june("--table"), "segments need an event log");
        isRefused(june("--segmentation", "limits.json", "--previous", "none.csv"), "there is no such file");
        Files.writeString(folder.resolve("alerts.csv"), "customer_id,churn_probability\na,0.5\n");
        isRefused(
                june("--segmentation", "limits.json", "--previous", "alerts.csv"),
                "has no column 'tier'; take a file of segments as it was written");
    }
}
