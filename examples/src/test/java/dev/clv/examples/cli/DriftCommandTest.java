package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.serve.drift.DriftReport;
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

/** A simulated shop that nobody joins any more after two thirds of its days, which is a drift. */
class DriftCommandTest {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void simulateAndTrain() {
        for (String[] line : new String[][] {
            {"simulate", "--customers", "600", "--seed", "4", "--out", "events.csv"},
            {"train", "events.csv", "--cutoff", "2023-12-20", "--horizon", "90d", "--out", "model.clvm"}
        }) {
            Session session = run(line);
            assertThat(session.code()).as(session.err()).isZero();
        }
    }

    /** Names with a dot become files of the folder. */
    private static Session run(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.replaceAll(word ->
                word.matches("[a-z]+\\.(csv|json|clvm)") ? folder.resolve(word).toString() : word);
        return Session.run(words.toArray(String[]::new));
    }

    private static Session drift(String... more) {
        List<String> words = new ArrayList<>(List.of("drift", "events.csv", "--model", "model.clvm"));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    @Test
    void whatChangedIsSaidInSentencesAndATableAndIsNoError() throws IOException {
        Session session = drift("--at", "2024-06-17", "--json", "drift.json");
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out())
                .contains("- New customers fell from ", "check that sign-ups and first orders arrive")
                .contains("kind         compared  changed", "volume ", "cutoff ", "in 80 %");
        assertThat(session.err()).contains("Too few customers to judge: ");
        String json = Files.readString(folder.resolve("drift.json"));
        DriftReport report = DriftReport.fromJson(json);
        assertThat(report.at()).isEqualTo("2024-06-17T00:00:00Z");
        assertThat(report.reference()).isEqualTo("2023-12-18T00:00:00Z");
        assertThat(report.detected()).isNotEmpty();
        assertThat(session.out() + session.err() + json).doesNotContainPattern("C0\\d{6}");
    }

    @Test
    void anEarlierReferenceIsTakenAndOutcomesThatAreNotOverAreANote() {
        Session session = drift("--at", "2024-02-05", "--reference", "2023-09-18");
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out()).contains("with the time before 2023-09-18T00:00:00Z");
        assertThat(session.err()).contains("No prediction made after the training has come true yet");
    }

    @Test
    void theModelOfATableIsRefusedWithARemedyThatWorks() throws IOException {
        StringBuilder table = new StringBuilder("size,value\n");
        for (int row = 0; row < 40; row++) {
            table.append(row).append(',').append(row % 7).append('\n');
        }
        Files.writeString(folder.resolve("table.csv"), table.toString());
        assertThat(run("train", "table.csv", "--table", "--label", "value", "--out", "table.clvm")
                        .code())
                .isZero();
        Session session = run("drift", "events.csv", "--model", "table.clvm", "--at", "2024-06-17");
        assertThat(session.code()).isEqualTo(2);
        assertThat(session.err())
                .contains("drift needs an event log, as a plain table does not tell what was when, and '")
                .contains("table.clvm' is the model of one; name the model of an event log")
                .doesNotContain("--table");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --at 2023-12-25|which must be at least 28 days earlier
                    --at 2025-06-01|silence would look like drift
                    --at 2024-06-17 --reference 2023-01-20|drift needs 56 days of the log before the reference
                    --at 2024-06-17 --table|drift needs an event log
                    --json drift.json|--at
                    """)
    void wrongUsageIsOneSentence(String arguments, String sentence) {
        Session session = drift(arguments.split(" "));
        assertThat(session.code()).isEqualTo(2);
        assertThat(session.out()).isEmpty();
        assertThat(session.err()).contains(sentence).doesNotContain("Exception");
    }
}
