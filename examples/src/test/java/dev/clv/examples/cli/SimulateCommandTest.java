package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {

    @TempDir
    private Path folder;

    @Test
    void writesEventsAndTrueValues() throws IOException {
        Path events = folder.resolve("events.csv");
        Path truth = folder.resolve("truth.csv");
        Session session = simulate("--out", events.toString(), "--truth", truth.toString());
        assertThat(session.code()).isZero();
        assertThat(session.out()).isEmpty();
        assertThat(session.err()).contains("true values as of 2024-07-04T00:00:00Z for 180 days: 20 customers");
        assertThat(Files.readAllLines(events).get(0)).startsWith("customer_id,time,type,amount,");
        List<String> values = Files.readAllLines(truth);
        assertThat(values).hasSize(21);
        assertThat(values.get(0)).isEqualTo("customer_id,expected_value");
        assertThat(values.subList(1, 21)).allMatch(row -> row.matches("C\\d{7},-?[0-9.E-]+"));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(events, truth);
        }
    }

    @Test
    void aNameThatEndsWithGzIsCompressed() throws IOException {
        Path events = folder.resolve("events.csv.gz");
        assertThat(simulate("--out", events.toString()).code()).isZero();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(events))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(simulate().out());
        }
    }

    @Test
    void theTruthCanBeAskedForAnyCutoffAndHorizon() throws IOException {
        Path truth = folder.resolve("truth.csv");
        Session session = simulate(
                "--out",
                folder.resolve("e.csv").toString(),
                "--truth",
                truth.toString(),
                "--cutoff",
                "2024-12-31",
                "--horizon",
                "90d");
        assertThat(session.code()).isZero();
        assertThat(session.err()).contains("as of 2024-12-31T00:00:00Z for 90 days");
        assertThat(Files.readAllLines(truth)).hasSize(21);
    }

    private static Session simulate(String... more) {
        return Session.run(Stream.concat(Stream.of("simulate", "--customers", "20", "--seed", "3"), Arrays.stream(more))
                .toArray(String[]::new));
    }
}
