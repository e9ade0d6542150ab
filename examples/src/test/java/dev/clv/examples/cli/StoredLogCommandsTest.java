package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a Java with so little memory that no log is thought to fit into it. */
class StoredLogCommandsTest {

    @TempDir
    private Path folder;

    private Path temporary;

    @BeforeEach
    void makeFolder() throws IOException {
        temporary = Files.createDirectory(folder.resolve("temporary"));
    }

    /** A class path that another Java can use. */
    private static String classPath() {
        return Clv.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs())
                        .map(url -> new File(url.getPath()).getPath())
                        .collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private Session small(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx124m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                classPath(),
                Clv.class.getName()));
        command.addAll(List.of(arguments));
        Path err = folder.resolve("err.txt");
        Process process =
                new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Session(process.waitFor(), out, Files.readString(err));
    }

    @Test
    void featuresAndScoresAreThoseOfALogInMemoryByteByByte() throws Exception {
        String events = folder.resolve("events.csv").toString();
        String model = folder.resolve("model.clvm").toString();
        Session.run("simulate", "--customers", "300", "--days", "400", "--out", events);
        Path config = Files.writeString(
                folder.resolve("config.json"), "{\"training\": {\"earlyStopping\": {\"epochs\": 1}}}");
        Session trained = Session.run(
                "train",
                events,
                "--cutoff",
                "2023-11-01",
                "--horizon",
                "60d",
                "--config",
                config.toString(),
                "--out",
                model);
        assertThat(trained.code()).as(trained.err()).isZero();
        Path named = Files.writeString(
                folder.resolve("named.json"),
                "{\"training\": {\"features\": [\"recency\", \"sessions\", \"prices\", \"sentiment\", \"taste\"]}}");
        for (List<String> command : List.of(
                List.of("features", events, "--at", "2024-01-02"),
                List.of("features", events, "--at", "2024-01-02", "--config", named.toString()),
                List.of("score", events, "--model", model, "--at", "2024-01-02"))) {
            String[] arguments = command.toArray(String[]::new);
            Session large = Session.run(arguments);
            Session small = small(arguments);

            assertThat(small.err())
                    .contains("as a log in memory and Java has")
                    .contains("in temporary files in '" + temporary + "'")
                    .doesNotContain("reviewed_in_part");
            assertThat(small.code()).as(small.err()).isZero();
            assertThat(small.out()).isEqualTo(large.out());
            assertThat(small.out().lines()).hasSizeBetween(250, 301);
            if (command.contains("--config")) {
                assertThat(List.of(small.out().lines().findFirst().orElseThrow().split(",")))
                        .startsWith("customer_id", "recency_days", "session_count")
                        .contains("sentiment_mean", "taste_1")
                        .doesNotContain("order_days");
            }
            assertThat(small.err()).endsWith(large.err());
            assertThat(temporary).isEmptyDirectory();
        }
    }

    @Test
    void aTimeBeforeEverybodyAndATemporaryFolderThatIsMissingAreToldInASentence() throws Exception {
        Path events = folder.resolve("events.csv");
        Files.writeString(events, "customer_id,time,amount\nc,2024-01-01T00:00:00Z,1\n");

        Session early = small("features", events.toString(), "--at", "2023-01-01");
        assertThat(early.code()).isEqualTo(2);
        assertThat(early.err())
                .contains("nobody is known before 2023-01-01T00:00:00Z; the log's first event is of 2024");
        assertThat(temporary).isEmptyDirectory();

        temporary = folder.resolve("missing");
        Session missing = small("features", events.toString(), "--at", "2025-01-01");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err())
                .contains("temporary files in '" + temporary + "' cannot be used")
                .contains("(-Djava.io.tmpdir=FOLDER)");
    }

    @Test
    void theSizeOfACompressedFileIsThatOfWhatItHolds() throws IOException {
        byte[] bytes = new byte[1 << 20];
        Random random = new Random(1);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(4));
        }
        Path plain = Files.write(folder.resolve("log.csv"), bytes);
        Path packed = Files.write(folder.resolve("log.csv.gz"), packed(bytes));
        Path damaged = Files.write(folder.resolve("other.csv.gz"), new byte[] {1, 2, 3, 4, 5, 6, 7, -1});

        assertThat(UnpackedSize.of(plain)).isEqualTo(bytes.length);
        assertThat(UnpackedSize.of(packed)).isEqualTo(bytes.length);
        assertThat(UnpackedSize.of(damaged)).isEqualTo(80);
        assertThat(UnpackedSize.of(folder)).isZero();
        assertThat(UnpackedSize.of(folder.resolve("missing"))).isZero();
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
