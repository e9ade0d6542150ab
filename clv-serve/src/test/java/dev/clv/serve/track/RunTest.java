package dev.clv.serve.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.features.event.EventLog;
import dev.clv.features.read.EventReader;
import dev.clv.simulate.ShopSimulation;
import dev.clv.train.NetworkRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {

    private static final Duration HORIZON = Duration.ofDays(60);
    private static final Instant AT = Instant.parse("2024-06-01T10:00:00Z");
    private static final String SECRET = "Jane Doe owes 17";

    @TempDir
    private static Path shared;

    private static Path events;
    private static EventLog log;
    private static ClvModel model;
    private static ClvModel other;
    private static String amount;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() throws IOException {
        events = shared.resolve("events.csv");
        ShopSimulation.builder().customers(300).days(300).seed(5).build().writeCsv(events);
        List<String> lines = Files.readAllLines(events);
        String row = lines.get(10);
        Files.writeString(events, String.join("\n", lines) + "\n" + row.replaceFirst("20\\d\\d-[^,]*", SECRET) + "\n");
        log = EventReader.csv().read(events);
        Matcher sample =
                Pattern.compile("amount '([\\d.]+)'").matcher(log.quality().toString());
        assertThat(sample.find())
                .as("the report shows the amount of one customer")
                .isTrue();
        amount = sample.group(1);
        model = builder().train(log, log.observedUntil().minus(HORIZON));
        other = builder().seed(7).train(log, log.observedUntil().minus(HORIZON));
    }

    private static ClvModelBuilder builder() {
        return ClvModel.builder()
                .horizon(HORIZON)
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(3, 3);
    }

    private static Run record(ClvModel of) throws IOException {
        return Run.of(of, AT)
                .input("events", events)
                .quality(log.quality())
                .evaluation("window", of.evaluate(log, log.observedUntil().minus(HORIZON)))
                .setting("code", "commit 1234")
                .build();
    }

    @Test
    void whatIsWrittenIsReadBackWithTheModelBesideIt() throws IOException {
        Run run = record(model).write(folder.resolve("runs/june"), model);

        Run read = Run.read(folder.resolve("runs/june"));
        assertThat(read).isEqualTo(run);
        assertThat(read.name()).isEqualTo("june");
        assertThat(read.settings()).containsEntry("seed", "42").containsEntry("code", "commit 1234");
        assertThat(read.quality())
                .containsEntry("skipped", 1L)
                .containsEntry("read", log.quality().read());
        assertThat(read.metrics())
                .containsKeys("calibration", "validation_loss", "window/nGini", "held_out_coverage_80");
        assertThat(read.isOf(ClvModel.load(folder.resolve("runs/june/model.clvm"))))
                .isTrue();
        assertThat(read.isOf(other)).isFalse();
        assertThat(read.model())
                .isEqualTo(RunInput.of("model", folder.resolve("runs/june/model.clvm"))
                        .sha256());
        int epochs =
                model.summary().networks().stream().mapToInt(NetworkRun::epochs).sum();
        assertThat(Files.readAllLines(folder.resolve("runs/june/curves.csv")))
                .hasSize(1 + epochs)
                .startsWith("network,epoch,training_loss,validation_loss");
        assertThat(read.environment()).isEqualTo(RunEnvironment.current());
    }

    @Test
    void aRunIsNeverWrittenOverAndAFailureLeavesNothing() throws IOException {
        record(model).write(folder.resolve("june"), model);
        assertThatThrownBy(() -> record(model).write(folder.resolve("june"), model))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exists, and a run is never written over; name a new folder");
        assertThatThrownBy(() -> record(model).write(folder.resolve("july"), other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is of another model");
        Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> record(model).write(folder.resolve("file/july"), model))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write the run '" + folder.resolve("file/july") + "'")
                .hasMessageContaining("nothing of it is left");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("june", "file");
        }
    }

    @Test
    void anInputThatChangedOrIsGoneIsNamed() throws IOException {
        Path mapping = Files.writeString(folder.resolve("shop.json"), "{}");
        Run run = Run.of(model, AT)
                .input("events", events)
                .input("mapping", mapping)
                .build();
        assertThat(run.changedInputs()).isEmpty();

        Files.writeString(mapping, "{ }");
        assertThat(run.changedInputs())
                .singleElement()
                .asString()
                .startsWith("the file of the mapping, '" + mapping + "', has changed: it has 3 bytes");
        Files.delete(mapping);
        assertThat(run.changedInputs()).singleElement().asString().endsWith("is missing; put it back");
    }

    @Test
    void nothingOfSingleCustomersIsInTheFolder() throws IOException {
        Run run = record(model).write(folder.resolve("june"), model);
        RunExport.tensorBoard(List.of(run), folder.resolve("tb"));
        RunExport.mlflow(Map.of(run, folder.resolve("june")), folder.resolve("mlruns"));

        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSizeGreaterThan(20);
            for (Path file : all) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(text).as(file.toString()).doesNotContain(SECRET, "Jane", amount);
                assertThat(log.customers()).as(file.toString()).noneMatch(text::contains);
            }
        }
    }

    @Test
    void theTableShowsInWhatRunsDiffer() throws IOException {
        Run june = record(model).write(folder.resolve("june"), model);
        Run july = record(other).write(folder.resolve("july"), other);

        assertThat(july.differencesFrom(june)).containsExactly("seed: 7, was 42");
        assertThat(june.differencesFrom(june)).isEmpty();
        assertThat(Run.all(folder)).containsExactly(july, june);
        String table = new RunTable(List.of(june, july)).toString();
        assertThat(table.lines().findFirst().orElseThrow()).matches("run +june +july");
        assertThat(table).containsPattern("(?m)^seed +42 +7$").containsPattern("(?m)^customers +\\d+ +\\d+$");
        assertThat(table).as("what is the same for both").doesNotContain("batch size");
        assertThat(new RunTable(List.of())).hasToString("no runs" + System.lineSeparator());
    }

    @Test
    void aFolderThatIsNoRunAndADamagedRecordAreOneSentence() throws IOException {
        assertThatThrownBy(() -> Run.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("'" + folder + "' is no run: it has no run.json; name a folder that a training wrote");
        record(model).write(folder.resolve("june"), model);
        assertThat(Run.isRun(folder)).isFalse();
        assertThat(Run.isRun(folder.resolve("june"))).isTrue();
        Path file = folder.resolve("june/run.json");
        String text = Files.readString(file);
        for (String damaged :
                List.of("", text.substring(0, text.length() / 2), text.replace("\"metrics\"", "\"metric\""))) {
            Files.writeString(file, damaged);
            assertThatThrownBy(() -> Run.read(folder.resolve("june")))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("'" + file + "' is damaged: ")
                    .hasMessageEndingWith("put back a copy of it");
        }
    }

    @Test
    void tensorBoardHasTheLossesOfEveryNetworkAndTheMetrics() throws IOException {
        Run run = record(model).write(folder.resolve("june"), model);
        Path board = folder.resolve("tb");
        RunExport.tensorBoard(List.of(run), board);
        RunExport.tensorBoard(List.of(run), board); // is left as it is

        long seconds = AT.getEpochSecond();
        for (int network = 0; network < 2; network++) {
            NetworkRun losses = run.networks().get(network);
            String name = "network-" + (network + 1);
            List<TensorBoardFile.Scalar> scalars = TensorBoardFile.scalars(
                    board.resolve("june").resolve(name).resolve("events.out.tfevents." + seconds + "." + name));
            assertThat(scalars).hasSize(2 * losses.epochs());
            assertThat(scalars.get(0))
                    .isEqualTo(new TensorBoardFile.Scalar(
                            "loss/train",
                            seconds,
                            1,
                            losses.trainingLosses().get(0).floatValue()));
            assertThat(scalars.get(3))
                    .isEqualTo(new TensorBoardFile.Scalar(
                            "loss/validation",
                            seconds,
                            2,
                            losses.validationLosses().get(1).floatValue()));
        }
        assertThat(TensorBoardFile.scalars(board.resolve("june/events.out.tfevents." + seconds + ".metrics")))
                .hasSameSizeAs(run.metrics().keySet())
                .contains(new TensorBoardFile.Scalar(
                        "metrics/calibration",
                        seconds,
                        0,
                        run.metrics().get("calibration").floatValue()));
    }

    @Test
    void mlflowHasOneFolderARunInTheLayoutOfItsFileStore() throws IOException {
        Run june = record(model).write(folder.resolve("june"), model);
        Run july = record(other).write(folder.resolve("july"), other);
        Map<Run, Path> runs = new LinkedHashMap<>();
        runs.put(june, folder.resolve("june"));
        runs.put(july, folder.resolve("july"));
        Path store = folder.resolve("mlruns");
        RunExport.mlflow(runs, store);
        List<String> first = tree(store);
        RunExport.mlflow(runs, store);
        assertThat(tree(store)).as("exported again").isEqualTo(first);

        assertThat(Files.readAllLines(store.resolve("0/meta.yaml")))
                .containsExactly(
                        "artifact_location: '"
                                + store.resolve("0").toUri().toString().replaceFirst("/$", "") + "'",
                        "creation_time: " + AT.toEpochMilli(),
                        "experiment_id: '0'",
                        "last_update_time: " + AT.toEpochMilli(),
                        "lifecycle_stage: 'active'",
                        "name: 'Default'");
        List<Path> folders;
        try (Stream<Path> inside = Files.list(store.resolve("0"))) {
            folders = inside.filter(Files::isDirectory).toList();
        }
        assertThat(folders)
                .hasSize(2)
                .allMatch(one -> one.getFileName().toString().matches("[0-9a-f]{32}"));
        for (Path one : folders) {
            String id = one.getFileName().toString();
            assertThat(Files.readAllLines(one.resolve("meta.yaml")))
                    .contains(
                            "run_id: '" + id + "'",
                            "run_uuid: '" + id + "'",
                            "status: 3",
                            "tags: []",
                            "experiment_id: '0'");
            assertThat(Files.readString(one.resolve("tags/mlflow.runName"))).isIn("june", "july");
            assertThat(Files.readString(one.resolve("params/seed"))).isIn("42", "7");
            assertThat(Files.readString(one.resolve("metrics/calibration")))
                    .matches(AT.toEpochMilli() + " \\d\\.\\d+ 0\n");
            assertThat(Files.readAllLines(one.resolve("metrics/network-1/training_loss")))
                    .hasSize(3)
                    .allMatch(line -> line.matches(AT.toEpochMilli() + " -?\\d+\\.\\d+ [123]"));
            for (String kind : List.of("params", "metrics", "tags")) {
                assertThat(tree(one.resolve(kind))).allMatch(name -> name.matches("[/\\w.\\- ]*"));
            }
            assertThat(one.resolve("artifacts/model.clvm")).exists();
        }
    }

    private static List<String> tree(Path of) throws IOException {
        try (Stream<Path> files = Files.walk(of)) {
            return files.map(file -> of.relativize(file).toString()).sorted().toList();
        }
    }
}
