package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.ClvPrediction;
import dev.clv.explain.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {

    private static final Pattern ADDRESS = Pattern.compile("http://127.0.0.1:(\\d+)/");

    @TempDir
    static Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    /** A command that runs until it is interrupted. */
    private static final class Running implements AutoCloseable {

        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private final Thread thread;
        private int code = -1;
        private int port;

        Running(String... arguments) throws InterruptedException {
            Terminal terminal = new Terminal(
                    new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    false);
            thread = new Thread(() -> code = Clv.run(terminal, arguments));
            thread.start();
            while (port == 0 && thread.isAlive()) {
                Thread.sleep(50);
                Matcher address = ADDRESS.matcher(said());
                if (address.find()) {
                    port = Integer.parseInt(address.group(1));
                }
            }
        }

        String said() {
            return err.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws InterruptedException {
            thread.interrupt();
            thread.join();
        }
    }

    @BeforeAll
    static void train() {
        run("simulate", "--customers", "150", "--days", "300", "--out", file("events.csv"));
        run("train", file("events.csv"), "--cutoff", "2023-08-01", "--horizon", "60d", "--out", file("m.clvm"));
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static String run(String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        Clv.run(terminal, arguments);
        return err.toString(StandardCharsets.UTF_8);
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private static Map<?, ?> json(HttpResponse<String> response) {
        return (Map<?, ?>) java.util.Objects.requireNonNull(Json.read(response.body()));
    }

    @Test
    void theHistoryIsTakenInAndWhatIsSentSurvivesARestart() throws Exception {
        String[] command = {"serve", "--model", file("m.clvm"), "--port", "0", "--state", file("states")};
        String[] first = java.util.Arrays.copyOf(command, command.length + 4);
        first[command.length] = "--history";
        first[command.length + 1] = file("events.csv");
        first[command.length + 2] = "--access-log";
        first[command.length + 3] = file("access.log");
        Object state;
        try (Running service = new Running(first)) {
            assertThat(service.said()).contains("took in the history of 150 customers", "serving model");
            HttpResponse<String> scored = get(service.port, "/customers/C0000001/prediction?at=2023-10-28T00:00:00Z");
            run(
                    "score",
                    file("events.csv"),
                    "--model",
                    file("m.clvm"),
                    "--at",
                    "2023-10-28",
                    "--out",
                    file("scores.csv"));
            String row = Files.readAllLines(folder.resolve("scores.csv")).stream()
                    .filter(line -> line.startsWith("C0000001,"))
                    .findFirst()
                    .orElseThrow();
            ClvPrediction prediction =
                    ClvPrediction.fromJson(Json.write(json(scored).get("prediction")));
            assertThat(Double.parseDouble(row.split(",")[1])).isEqualTo(prediction.value());

            HttpRequest event = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port + "/events"))
                    .POST(BodyPublishers.ofString(
                            "{\"customer_id\":\"C0000001\",\"time\":\"2023-10-29T00:00:00Z\",\"amount\":5}"))
                    .build();
            assertThat(json(client.send(event, BodyHandlers.ofString())).get("accepted"))
                    .isEqualTo(1L);
            state = json(get(service.port, "/customers/C0000001/prediction")).get("state");
        }
        assertThat(Files.readString(folder.resolve("access.log")))
                .contains("POST /events 200")
                .doesNotContain("C0000001");
        try (Running service = new Running(command)) {
            assertThat(json(get(service.port, "/customers/C0000001/prediction")).get("state"))
                    .isEqualTo(state);
        }
        assertThat(run(first)).contains("goes on from where it was", "leave --history out", file("states"));
        run(
                "train",
                file("events.csv"),
                "--cutoff",
                "2023-08-01",
                "--horizon",
                "60d",
                "--sequence",
                "attention:16",
                "--text",
                "--out",
                file("other.clvm"));
        assertThat(run("serve", "--model", file("other.clvm"), "--port", "0", "--state", file("states")))
                .contains("of other features", file("states"), "--history", "--keep-events");
    }

    @Test
    void aReplacedModelFileAnswersAndABrokenOneDoesNot() throws Exception {
        Path model = Files.copy(folder.resolve("m.clvm"), folder.resolve("live.clvm"));
        run(
                "train",
                file("events.csv"),
                "--cutoff",
                "2023-08-01",
                "--horizon",
                "60d",
                "--seed",
                "9",
                "--out",
                file("n.clvm"));
        try (Running service = new Running("serve", "--model", model.toString(), "--port", "0", "--reload", "PT1S")) {
            String before = String.valueOf(json(get(service.port, "/health")).get("model"));
            Files.writeString(folder.resolve("broken"), "no model");
            Files.move(folder.resolve("broken"), model, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            await(service, "is not used");
            assertThat(json(get(service.port, "/health")).get("model")).isEqualTo(before);
            Files.copy(folder.resolve("n.clvm"), model, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            await(service, "answers from now on");
            Files.delete(model);
            await(service, "there is no file");
            Thread.sleep(2_500);
            assertThat(service.said().split("there is no file", -1)).hasSize(2);
            Files.copy(folder.resolve("n.clvm"), model);
            assertThat(json(get(service.port, "/health")).get("model")).isNotEqualTo(before);
        }
    }

    private static String table() {
        StringBuilder table = new StringBuilder("size,value\n");
        for (int row = 0; row < 40; row++) {
            table.append(row).append(',').append(row % 7).append('\n');
        }
        return table.toString();
    }

    private static void await(Running service, String words) throws InterruptedException {
        for (int i = 0; i < 300 && !service.said().contains(words); i++) {
            Thread.sleep(100);
        }
        assertThat(service.said()).contains(words);
    }

    @Test
    void whatCannotBeServedIsSaidInOneSentence() throws Exception {
        assertThat(run("serve", "--model", file("none.clvm"))).contains("none.clvm");
        assertThat(run("serve", "--model", file("m.clvm"), "--mapping", file("events.csv")))
                .contains("--history");
        Files.writeString(folder.resolve("token"), "short\n");
        assertThat(run("serve", "--model", file("m.clvm"), "--port", "0", "--token-file", file("token")))
                .contains("16", "--token-file", file("token"));
        Files.writeString(folder.resolve("table.csv"), table());
        run("train", file("table.csv"), "--table", "--label", "value", "--out", file("table.clvm"));
        assertThat(run("serve", "--model", file("table.clvm"))).contains("plain table", "event log");
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            assertThat(run("serve", "--model", file("m.clvm"), "--port", String.valueOf(taken.getLocalPort())))
                    .contains("another port");
        }
    }
}
