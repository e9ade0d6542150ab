package dev.clv.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.ClvModel;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole service over HTTP. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ScoringServiceTest {

    @TempDir
    static Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String port;

    ScoringServiceTest(@org.springframework.beans.factory.annotation.Autowired Environment environment) {
        this.port = environment.getRequiredProperty("local.server.port");
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        ShopSimulation shop =
                ShopSimulation.builder().customers(150).days(300).seed(3).build();
        Path model = folder.resolve("model.clvm");
        ClvModel.builder()
                .horizon(Duration.ofDays(60))
                .network(network -> network.hidden(6).members(2))
                .earlyStopping(4, 2)
                .train(shop.log(), shop.start().plus(200, ChronoUnit.DAYS))
                .save(model);
        registry.add("clv.model", model::toString);
        registry.add("clv.states", () -> folder.resolve("states").toString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(to(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String lines) throws Exception {
        return client.send(
                to("/events")
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(lines))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void eventsCountInTheNextAnswerUntilTheCustomerIsForgotten() throws Exception {
        assertThat(get("/customers/17850/value").statusCode()).isEqualTo(404);
        String event = "{\"customer_id\":\"17850\",\"time\":\"" + Instant.now().minusSeconds(60)
                + "\",\"amount\":12.5,\"event_id\":\"o1\"}\n";
        HttpResponse<String> taken = post(event + event + "broken\n");
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.body()).contains("\"ACCEPTED\":1", "\"REPEATED\":1", "\"skipped\":1");

        HttpResponse<String> value = get("/customers/17850/value");
        assertThat(value.statusCode()).isEqualTo(200);
        assertThat(value.body()).contains("\"value\":", "\"low\":", "\"currency\":\"EUR\"");
        assertThat(get("/customers/17850/why").body()).contains("\"up\":", "\"down\":");
        assertThat(get("/customers/17850/value?at=yesterday").statusCode()).isEqualTo(400);

        HttpRequest forget = to("/customers/17850").DELETE().build();
        assertThat(client.send(forget, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
        HttpResponse<String> gone = get("/customers/17850/value");
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(gone.body()).contains("check the id").doesNotContain("stackTrace");
    }

    @Test
    void aBodyWithoutAnEventIsAProblemInWords() throws Exception {
        HttpResponse<String> empty = post("");
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(empty.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void healthMetricsAndDescriptionAreThere() throws Exception {
        assertThat(get("/actuator/health").body()).contains("UP");
        assertThat(get("/actuator/prometheus").body()).contains("clv_events_total{receipt=\"accepted\"}");
        assertThat(get("/v3/api-docs").body()).contains("/customers/{id}/value");
    }
}
