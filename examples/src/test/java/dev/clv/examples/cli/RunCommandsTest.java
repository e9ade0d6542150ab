package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.serve.track.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** clv train --run, rerun and runs. */
class RunCommandsTest {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void trainTwice() throws IOException {
        Files.writeString(folder.resolve("quick.json"), """
                {"training": {"network": {"hidden": [4], "members": 2}, "earlyStopping": {"epochs": 3, "patience": 1}}}
                """);
        made("simulate --customers 200 --days 400 --seed 2 --out log.csv");
        made("train log.csv --cutoff 2023-11-01 --horizon 60d --config quick.json --holdout 0.3 --out one.clvm"
                + " --scores scores.csv --quality --run all.runs/one");
        made(
                "train log.csv --cutoff=2023-11-01 --horizon 60d --config=quick.json --seed 7 --out two.clvm --run all.runs/two");
        StringBuilder table = new StringBuilder("age,plan,value\n");
        for (int i = 0; i < 80; i++) {
            table.append(20 + i % 40)
                    .append(i % 3 == 0 ? ",gold," : ",basic,")
                    .append(i % 7)
                    .append('\n');
        }
        Files.writeString(folder.resolve("table.csv"), table);
        made("train table.csv --table --label value --config quick.json --out table.clvm --run all.runs/table");
    }

    /** Names of files and folders of runs become those of a temporary folder. */
    private static Session session(String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        words.replaceAll(word ->
                word.replaceFirst("^(--config=)?([a-z]+\\.(csv|json|clvm|runs)(/\\w+)?)$", "$1" + folder + "/$2"));
        return Session.run(words.toArray(String[]::new));
    }

    private static Session made(String line) {
        Session session = session(line);
        assertThat(session.code()).as(session.err()).isZero();
        return session;
    }

    @Test
    void aFileThatChangesWhileTheModelIsTrainedLeavesNoRecord() throws IOException {
        Path log = Files.copy(folder.resolve("log.csv"), folder.resolve("changing.csv"));
        String row = Files.readAllLines(log).get(1);
        // The command says that it has read the log; then the log grows.
        PrintStream err = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                super.println(line);
                if (line.startsWith("read ")) {
                    try {
                        Files.writeString(log, row + "\n", StandardOpenOption.APPEND);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        };
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), err, false);

        int code = Clv.run(
                terminal,
                "train",
                log.toString(),
                "--cutoff",
                "2023-11-01",
                "--horizon",
                "60d",
                "--config",
                folder.resolve("quick.json").toString(),
                "--out",
                folder.resolve("changing.clvm").toString(),
                "--run",
                folder.resolve("changed").toString());

        assertThat(code).isEqualTo(2);
        assertThat(folder.resolve("changed")).doesNotExist();
    }

    /** As if the words in a file had been typed. */
    @Test
    void argumentsFromAFileAreRecordedAsTheyWereMeant() throws IOException {
        Files.writeString(
                folder.resolve("june.args"),
                "--cutoff 2023-11-01 --horizon 60d --config " + folder.resolve("quick.json") + " --out "
                        + folder.resolve("args.clvm"));
        Session session = Session.run(
                "train",
                folder.resolve("log.csv").toString(),
                "@" + folder.resolve("june.args"),
                "--run",
                folder.resolve("other.runs/args").toString());
        assertThat(session.code()).as(session.err()).isZero();

        Run run = Run.read(folder.resolve("other.runs/args"));
        assertThat(run.command())
                .contains("--cutoff", "2023-11-01", folder.resolve("quick.json").toString())
                .doesNotContain("--out", "--run")
                .noneMatch(word -> word.startsWith("@"));
        assertThat(session("rerun other.runs/args").out()).startsWith("the same model, byte for byte");
    }

    @Test
    void theRecordHoldsWhatDecidesTheModelAndTheSameModel() throws IOException {
        Run run = Run.read(folder.resolve("all.runs/one"));

        assertThat(run.command())
                .containsExactly(
                        "train",
                        folder.resolve("log.csv").toString(),
                        "--cutoff",
                        "2023-11-01",
                        "--horizon",
                        "60d",
                        "--config",
                        folder.resolve("quick.json").toString(),
                        "--holdout",
                        "0.3");
        assertThat(run.inputs()).extracting("role").containsExactly("rows", "configuration");
        assertThat(run.quality()).containsKey("accepted");
        assertThat(run.metrics()).containsKey("holdout/nGini");
        assertThat(Files.mismatch(folder.resolve("all.runs/one/model.clvm"), folder.resolve("one.clvm")))
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"one", "two", "table"})
    void trainingAgainGivesTheSameBytes(String name) throws IOException {
        Session session = made("rerun all.runs/" + name + " --out again.clvm");

        assertThat(session.out()).contains("the same model, byte for byte: SHA-256 ");
        assertThat(Files.mismatch(folder.resolve("all.runs/" + name + "/model.clvm"), folder.resolve("again.clvm")))
                .isEqualTo(-1);
    }

    @Test
    void aChangedInputIsNamedBeforeAnythingIsTrained() throws IOException {
        Files.copy(folder.resolve("log.csv"), folder.resolve("other.csv"));
        made(
                "train other.csv --cutoff 2023-11-01 --horizon 60d --config quick.json --out three.clvm --run more.runs/three");
        Files.writeString(folder.resolve("other.csv"), "\n", StandardOpenOption.APPEND);

        Session session = session("rerun more.runs/three");
        assertThat(session.code()).isEqualTo(2);
        assertThat(session.err())
                .startsWith("clv rerun: cannot train 'three' again: the file of the rows, '"
                        + folder.resolve("other.csv") + "', has changed: ");
    }

    @Test
    void aRecordOfAnotherModelIsToldByWhatDiffers() throws IOException {
        Path run = folder.resolve("more.runs/two");
        Files.createDirectories(run);
        String text = Files.readString(folder.resolve("all.runs/two/run.json"));
        Run two = Run.read(folder.resolve("all.runs/two"));
        Files.writeString(
                run.resolve("run.json"),
                text.replace(two.model(), "0".repeat(64))
                        .replace("\"java\" : \"" + two.environment().java(), "\"java\" : \"11.0.1"));

        Session session = session("rerun more.runs/two");
        assertThat(session.code()).isEqualTo(2);
        assertThat(session.err())
                .contains("clv rerun: the model differs from that of 'two': its SHA-256 is " + two.model())
                .contains("the files are the same, but not where it ran: java: "
                        + two.environment().java() + ", was 11.0.1");
    }

    @Test
    void runsAreComparedAndWrittenForOtherPrograms() throws IOException {
        Session session = made("runs all.runs --tensorboard board.runs --mlflow mlflow.runs");

        assertThat(session.out().lines().findFirst().orElseThrow())
                .startsWith("run ")
                .contains("one", "two", "table");
        assertThat(session.out()).contains("seed", "holdout/nGini", "SHA-256 of the rows");
        assertThat(folder.resolve("board.runs/two/network-1")).isDirectory();
        assertThat(folder.resolve("mlflow.runs/0/meta.yaml")).exists();
        assertThat(made("runs all.runs --only two").out()).doesNotContain("one").contains("two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runs none.runs | there is no folder",
                "runs all.runs --only four | is no run: it has no run.json",
                "rerun log.csv | is no run: it has no run.json",
                "train log.csv --cutoff 2023-11-01 --out x.clvm --run all.runs/one | a run is never written over"
            })
    void whatCannotBeIsOneSentence(String line, String sentence) {
        Session session = session(line.strip());
        assertThat(session.code()).isEqualTo(2);
        assertThat(session.err()).contains(sentence.strip()).hasLineCount(1);
    }
}
