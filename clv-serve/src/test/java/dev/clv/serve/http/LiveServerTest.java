package dev.clv.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.ClvPrediction;
import dev.clv.explain.json.Json;
import dev.clv.explain.json.JsonObject;
import dev.clv.reason.Explanation;
import dev.clv.serve.live.DurableStore;
import dev.clv.serve.live.LiveScorer;
import dev.clv.serve.live.ModelVersion;
import dev.clv.serve.live.Shop;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server over real HTTP. */
class LiveServerTest {

    private static final String KNOWN = Shop.LOG.customers().get(5);
    private static final String TOKEN = "a token that is long enough";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Access> accesses = java.util.Collections.synchronizedList(new ArrayList<>());
    private LiveScorer scorer;
    private LiveServer server;

    @BeforeEach
    void start() throws IOException {
        scorer = LiveScorer.builder(new ModelVersion("first", Shop.MODEL)).open();
        scorer.replay(Shop.LOG);
        server = settings().start();
    }

    private LiveServerBuilder settings() {
        return LiveServer.builder(scorer, () -> Shop.NOW).port(0).accessLog(accesses::add);
    }

    private void restart(LiveServerBuilder settings) throws IOException {
        server.close();
        server = settings.start();
    }

    @AfterEach
    void stop() {
        server.close();
        scorer.close();
    }

    @Test
    void aServerSetsThatAnswersDoNotWaitForTheAcknowledgementOfTheirHead() {
        assertThat(System.getProperty("sun.net.httpserver.nodelay")).isEqualTo("true");
        assertThat(System.getProperty("sun.net.httpserver.maxReqTime")).isNotNull();
        assertThat(System.getProperty("sun.net.httpserver.maxRspTime")).isNotNull();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(to(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(to(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> response) {
        JsonObject object = JsonObject.part();
        ((Map<?, ?>) Json.read(response.body())).forEach((name, value) -> object.put(String.valueOf(name), value));
        return object;
    }

    private static void assertProblem(HttpResponse<String> response, int status, String... words) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonObject problem = json(response);
        assertThat(problem.integer("status")).isEqualTo(status);
        assertThat(problem.text("title")).isNotEmpty();
        for (String word : words) {
            assertThat(problem.text("detail")).contains(word);
        }
    }

    private static String encoded(String id) {
        return java.net.URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Test
    void aPredictionIsTheModelsToTheBit() throws Exception {
        HttpResponse<String> response = get("/customers/" + KNOWN + "/prediction");
        assertThat(response.statusCode()).isEqualTo(200);
        JsonObject answer = json(response);
        assertThat(answer.text("customer")).isEqualTo(KNOWN);
        assertThat(answer.text("model")).isEqualTo("first");
        ClvPrediction own = Shop.MODEL.predict(Shop.LOG.history(KNOWN), Shop.NOW);
        assertThat(ClvPrediction.fromJson(Json.write(answer.value("prediction"))))
                .isEqualTo(ClvPrediction.fromJson(own.toJson()));
    }

    @Test
    void eventsCountAtOnceAndOnceOnly() throws Exception {
        String id = "Zoë / 1+1?";
        String lines = """
                {"customer_id":"Zoë / 1+1?","time":"%1$s","amount":12.5,"event_id":"e1","attr.country":"FR","attr.tier":"b"}
                {"customer_id":"Zoë / 1+1?","time":"%1$s","type":"view","product_id":"p1","event_id":"e2"}
                """.formatted(Shop.NOW.minusSeconds(60));
        JsonObject first = json(post("/events", lines));
        assertThat(first.count("accepted")).isEqualTo(4);
        assertThat(first.count("skipped")).isZero();
        JsonObject answer = json(get("/customers/" + encoded(id) + "/prediction"));
        assertThat(answer.count("state")).isEqualTo(4);

        JsonObject again = json(post("/events", lines));
        assertThat(again.count("accepted")).isZero();
        assertThat(again.count("repeated")).isEqualTo(4);
        assertThat(json(get("/customers/" + encoded(id) + "/prediction")).value("prediction"))
                .isEqualTo(answer.value("prediction"));
    }

    @Test
    void linesThatAreNoEventsAreCountedByReason() throws Exception {
        String lines = """
                {"customer_id":"new","time":"%1$s","amount":12.5}
                {"customer_id":"new","time":"yesterday","amount":3}
                {"customer_id":"new","time":"%1$s","type":"teleported"}
                {"customer_id":"new","time":"%1$s","amount":3,"currency":"JPY"}
                {"customer_id":"new","time":"2099-01-01T00:00:00Z","amount":3}
                no JSON
                """.formatted(Shop.NOW.minusSeconds(60));
        JsonObject answer = json(post("/events", lines));
        assertThat(answer.count("accepted")).isEqualTo(1);
        assertThat(answer.count("in_future")).isEqualTo(1);
        assertThat(answer.count("skipped")).isEqualTo(4);
        assertThat(answer.part("reasons").count("other_currency")).isEqualTo(1);
        assertThat(answer.part("reasons").members()).hasSize(4);
    }

    @Test
    void anExplanationAddsUpAndIsGivenAgain() throws Exception {
        JsonObject answer = json(get("/customers/" + KNOWN + "/explanation"));
        Explanation explanation = Explanation.fromJson(Json.write(answer.value("explanation")));
        double sum = explanation.effects().stream()
                .mapToDouble(effect -> effect.amount())
                .sum();
        assertThat(explanation.baseValue() + sum).isCloseTo(explanation.prediction(), within(1e-6));
        assertThat(answer.flag("cached")).isFalse();
        assertThat(json(get("/customers/" + KNOWN + "/explanation")).flag("cached"))
                .isTrue();
    }

    @Test
    void severalCustomersAreScoredInTheirOrder() throws Exception {
        JsonObject answer = json(post("/score", "{\"customers\":[\"" + KNOWN + "\",\"nobody\"]}"));
        List<JsonObject> scores = answer.parts("scores", part -> part);
        assertThat(scores).hasSize(2);
        assertThat(scores.get(0).flag("known")).isTrue();
        assertThat(scores.get(1).flag("known")).isFalse();
        assertThat(scores.get(1).value("prediction")).isNull();
    }

    @Test
    void aForgottenCustomerIsNotFoundAnyMore() throws Exception {
        HttpRequest delete = to("/customers/" + KNOWN).DELETE().build();
        assertThat(client.send(delete, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        assertProblem(get("/customers/" + KNOWN + "/prediction"), 404, "no event of this customer");
        assertProblem(client.send(delete, BodyHandlers.ofString()), 404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/nothing||404|openapi.json",
                "GET|/customers/x/secrets||404|openapi.json",
                "GET|/customers/nobody/prediction||404|/events",
                "GET|/customers/nobody/explanation||404|/events",
                "GET|/customers//prediction||400|empty",
                "GET|/customers/x/prediction?at=yesterday||400|instant",
                "GET|/events||405|POST",
                "PUT|/score|{}|405|POST",
                "POST|/health|{}|405|GET",
                "POST|/events|''|400|empty",
                "POST|/events|not json|422|customer_id",
                "POST|/events|[1,2,3]|422|none of",
                "POST|/score|''|400|customers",
                "POST|/score|{\"customers\":7}|400|customers",
                "POST|/score|{\"customers\":[\"\"]}|400|empty",
                "POST|/score|{\"customers\":[\"x\"],\"at\":\"now\"}|400|instant",
            })
    void whatCannotBeAnsweredIsSaidInWords(String method, String path, String body, int status, String words)
            throws Exception {
        HttpRequest request = to(path).method(
                        method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        assertProblem(client.send(request, BodyHandlers.ofString()), status, words);
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void bodiesThatAreTooLargeAreRefusedWhateverTheySayOfTheirLength() throws Exception {
        restart(settings().maxBody(1000).maxCustomers(2));
        String large = "x".repeat(1001);
        assertProblem(post("/events", large), 413, "1000 bytes");
        HttpRequest chunked = to("/events")
                .POST(BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
                .build();
        assertProblem(client.send(chunked, BodyHandlers.ofString()), 413, "1000 bytes");
        assertProblem(post("/score", "{\"customers\":[\"a\",\"b\",\"c\"]}"), 400, "at most 2");
    }

    @Test
    void aTokenIsAskedForWhereThereAreData() throws Exception {
        restart(settings().token(TOKEN));
        for (String path : List.of("/customers/" + KNOWN + "/prediction", "/metrics", "/nothing")) {
            HttpResponse<String> without = get(path);
            assertProblem(without, 401, "Bearer");
            assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
            HttpRequest wrong = to(path).header("Authorization", "Bearer wrong").build();
            assertProblem(client.send(wrong, BodyHandlers.ofString()), 401);
        }
        assertProblem(post("/events", "{}"), 401);
        HttpRequest right = to("/customers/" + KNOWN + "/prediction")
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        assertThat(client.send(right, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        for (String open : List.of("/", "/live.js", "/live.css", "/health", "/openapi.json")) {
            assertThat(get(open).statusCode()).as(open).isEqualTo(200);
        }
        assertThatThrownBy(() -> settings().token("short")).hasMessageContaining("16");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void pagesOfOtherSitesAreRefused() throws Exception {
        assertThat(raw("GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
        String host = "127.0.0.1:" + server.port();
        assertThat(raw("GET /metrics HTTP/1.1\r\nHost: " + host
                        + "\r\nOrigin: http://evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /metrics HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host
                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aClientThatNeverFinishesIsCutOffAndOthersAreAnsweredMeanwhile() throws Exception {
        // The server that was started first in this process allows 30 seconds.
        restart(settings().requestTime(Duration.ofSeconds(2)));
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket("127.0.0.1", server.port());
                socket.setSoTimeout(20_000);
                socket.getOutputStream()
                        .write("POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"
                                .getBytes(StandardCharsets.UTF_8));
                slow.add(socket);
            }
            for (int i = 0; i < 20; i++) {
                assertThat(get("/customers/" + KNOWN + "/prediction").statusCode())
                        .isEqualTo(200);
            }
            for (Socket socket : slow) {
                InputStream in = socket.getInputStream();
                try {
                    in.readAllBytes();
                } catch (java.net.SocketException e) {
                    // Reset: cut off, too. Anything else, a time-out above all, fails.
                    assertThat(e).hasMessageContaining("reset");
                }
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void requestsBeyondThoseAllowedAreAnsweredAtOnceWith503() throws Exception {
        restart(settings().maxRequests(1));
        try (Socket slow = new Socket("127.0.0.1", server.port())) {
            slow.getOutputStream()
                    .write("POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"
                            .getBytes(StandardCharsets.UTF_8));
            slow.getOutputStream().flush();
            Thread.sleep(300);
            HttpResponse<String> refused = post("/events", "{}");
            assertProblem(refused, 503, "ask again");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            // A body on its way holds nobody else up.
            assertThat(get("/health").statusCode()).isEqualTo(200);
            assertThat(get("/customers/" + KNOWN + "/prediction").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFailureOfTheServiceIsToldWithoutAnythingThatAClientSent(@TempDir Path folder) throws Exception {
        List<String> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        LiveScorer closed = LiveScorer.builder(new ModelVersion("first", Shop.MODEL))
                .store(DurableStore.open(folder))
                .open();
        server.close();
        server = LiveServer.builder(closed, () -> Shop.NOW)
                .port(0)
                .failures(failures::add)
                .start();
        closed.close();
        assertProblem(get("/customers/secret/prediction"), 500, "its log says where");
        assertThat(failures)
                .singleElement()
                .asString()
                .contains("GET /customers/{id}/prediction failed", "DurableStore")
                .doesNotContain("secret");
    }

    @Test
    void blanksAroundAnIdAreLeftOutAsInEvents() throws Exception {
        assertThat(json(get("/customers/%20" + KNOWN + "%20/prediction")).count("state"))
                .isEqualTo(json(get("/customers/" + KNOWN + "/prediction")).count("state"))
                .isNotZero();
    }

    @Test
    void aCompressedBodyIsRefused() throws Exception {
        byte[] body = {0x1f, (byte) 0x8b, 8, 0, 0};
        HttpRequest request =
                to("/events").POST(BodyPublishers.ofByteArray(body)).build();
        assertProblem(client.send(request, BodyHandlers.ofString()), 415, "compressed");
    }

    @Test
    void aBadLineEndsNoOtherOne() throws Exception {
        JsonObject answer = json(post("/events", """
                {"customer_id":"new","time":"2025-01-01T10:00:00","amount":12.5}
                {"customer_id":"new","time":"%1$s","amount":"1,234"}
                {"customer_id":"new","time":"%1$s","amount":3}
                """.formatted(Shop.NOW.minusSeconds(60))));
        assertThat(answer.count("accepted")).isEqualTo(2);
        assertThat(answer.count("skipped")).isEqualTo(1);
    }

    @Test
    void manyClientsAreAnsweredWhileModelsAreSwapped() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<String> customers = Shop.LOG.customers();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> clients = IntStream.range(0, 4)
                    .mapToObj(thread -> threads.submit(() -> {
                        int answers = 0;
                        for (int i = thread; !done.get(); i += 4) {
                            String customer = customers.get(i % customers.size());
                            JsonObject answer = json(get("/customers/" + customer + "/prediction"));
                            ModelVersion version = answer.text("model").equals("first")
                                    ? new ModelVersion("first", Shop.MODEL)
                                    : new ModelVersion("second", Shop.SECOND);
                            assertThat(answer.part("prediction").number("value"))
                                    .isEqualTo(version.model()
                                            .predict(Shop.LOG.history(customer), Shop.NOW)
                                            .value());
                            answers++;
                        }
                        return answers;
                    }))
                    .toList();
            for (int i = 0; i < 20; i++) {
                scorer.swap(
                        i % 2 == 0 ? new ModelVersion("second", Shop.SECOND) : new ModelVersion("first", Shop.MODEL));
                Thread.sleep(25);
            }
            done.set(true);
            for (Future<Integer> each : clients) {
                assertThat(each.get(30, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void metricsCountWhatHappenedAndNeitherTheyNorTheAccessLogNameACustomer() throws Exception {
        get("/customers/" + KNOWN + "/prediction");
        get("/customers/nobody-at-all/prediction");
        get("/somewhere-else/" + KNOWN);
        post(
                "/events",
                "{\"customer_id\":\"" + KNOWN + "\",\"time\":\"" + Shop.NOW.minusSeconds(1)
                        + "\",\"type\":\"view\"}\nbroken\n");
        String posted = "clv_http_request_seconds_count{method=\"POST\",route=\"/events\"} 1\n";
        String metrics = get("/metrics").body();
        // A request is counted once its answer is sent, which may be a moment after the client has read it.
        for (int i = 0; i < 50 && !(metrics.contains(posted) && accesses.size() >= 4); i++) {
            Thread.sleep(100);
            metrics = get("/metrics").body();
        }
        assertThat(metrics)
                .contains(
                        "clv_events_total{receipt=\"accepted\"} 1\n",
                        "clv_lines_skipped_total 1\n",
                        "clv_model_info{model=\"first\"} 1\n",
                        "clv_http_requests_total{method=\"GET\",route=\"/customers/{id}/prediction\",status=\"200\"} 1\n",
                        "clv_http_requests_total{method=\"GET\",route=\"/customers/{id}/prediction\",status=\"404\"} 1\n",
                        posted)
                .doesNotContain(KNOWN, "nobody-at-all");
        // Every line is a comment or a sample of the text format.
        assertThat(metrics.lines())
                .allMatch(line -> line.matches(
                        "# (HELP|TYPE) \\w+ .+|\\w+(\\{\\w+=\"[^\"]*\"(,\\w+=\"[^\"]*\")*})? [-\\d.eEInfNa]+"));
        assertThat(accesses).hasSizeGreaterThanOrEqualTo(4);
        assertThat(accesses.toString()).doesNotContain(KNOWN, "nobody-at-all", "somewhere-else");
    }

    @Test
    void aHeadHasTheHeadersOfAGetAndARefusedMethodIsToldWhichIsAllowed() throws Exception {
        HttpRequest head = to("/health").method("HEAD", BodyPublishers.noBody()).build();
        HttpResponse<String> response = client.send(head, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(post("/health", "").headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void theDescriptionListsEveryAddress() throws Exception {
        JsonObject paths = json(get("/openapi.json")).part("paths");
        assertThat(paths.members())
                .containsOnlyKeys(
                        "/events",
                        "/customers/{id}/prediction",
                        "/customers/{id}/explanation",
                        "/customers/{id}",
                        "/score",
                        "/health",
                        "/metrics",
                        "/openapi.json");
        assertThat(get("/").body()).contains("/live.js").doesNotContain("http://", "https://");
    }

    @Test
    void aPortInUseIsToldInWords() {
        assertThatThrownBy(() -> settings().port(server.port()).start())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port " + server.port())
                .hasMessageContaining("another port");
        assertThatThrownBy(() -> settings().host("no.such.host.invalid").start())
                .hasMessageContaining("is not known");
        assertThatThrownBy(() -> settings().port(70_000)).hasMessageContaining("65535");
    }
}
