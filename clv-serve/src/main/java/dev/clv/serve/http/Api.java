package dev.clv.serve.http;

import dev.clv.explain.json.Json;
import dev.clv.explain.json.JsonObject;
import dev.clv.serve.live.BusyException;
import dev.clv.serve.live.LiveExplanation;
import dev.clv.serve.live.LiveScore;
import dev.clv.serve.live.LiveScorer;
import dev.clv.serve.live.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each address answers; knows nothing of connections. Thread-safe. */
final class Api {

    private static final String PREDICTION = "/customers/{id}/prediction";
    private static final String EXPLANATION = "/customers/{id}/explanation";
    private static final String CUSTOMER = "/customers/{id}";
    private static final String UNKNOWN =
            "no event of this customer was taken in; send events to /events, or check the id";

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    private final LiveScorer scorer;
    private final InstantSource clock;
    private final Metrics metrics;
    private final int maxCustomers;

    Api(LiveScorer scorer, InstantSource clock, Metrics metrics, int maxCustomers) {
        this.scorer = scorer;
        this.clock = clock;
        this.metrics = metrics;
        this.maxCustomers = maxCustomers;
    }

    /** The address without what is personal in it. */
    static String route(List<String> path) {
        if (path.isEmpty()) {
            return "/";
        }
        if (path.get(0).equals("customers") && path.size() == 3) {
            String last = "/customers/{id}/" + path.get(2);
            return last.equals(PREDICTION) || last.equals(EXPLANATION) ? last : "other";
        }
        if (path.get(0).equals("customers") && path.size() == 2) {
            return CUSTOMER;
        }
        String route = "/" + path.get(0);
        boolean known = List.of("/events", "/score", "/health", "/metrics", "/openapi.json", "/live.js", "/live.css")
                .contains(route);
        return path.size() == 1 && known ? route : "other";
    }

    /** Whether anybody may ask, token or not: the page without its data, and whether the service is up. */
    static boolean isOpen(String route) {
        return List.of("/", "/live.js", "/live.css", "/health", "/openapi.json").contains(route);
    }

    static boolean isExplanation(String route) {
        return route.equals(EXPLANATION);
    }

    /** The id in the address, without blanks around it, as events are read. */
    private static String customer(Request request) {
        return request.path().get(1).strip();
    }

    Response answer(String route, Request request) throws IOException {
        String method = request.method();
        try {
            return switch (route) {
                case "/" -> page(only(method, "GET"), "live.html", "text/html; charset=utf-8");
                case "/live.js" -> page(only(method, "GET"), "live.js", "text/javascript; charset=utf-8");
                case "/live.css" -> page(only(method, "GET"), "live.css", "text/css; charset=utf-8");
                case "/openapi.json" -> page(only(method, "GET"), "openapi.json", "application/json");
                case "/health" -> health(only(method, "GET"));
                case "/metrics" -> metrics(only(method, "GET"));
                case "/events" -> events(only(method, "POST"), request);
                case "/score" -> score(only(method, "POST"), request);
                case PREDICTION -> prediction(only(method, "GET"), request);
                case EXPLANATION -> explanation(only(method, "GET"), request);
                case CUSTOMER -> forget(only(method, "DELETE"), request);
                default ->
                    throw Problem.notFound("there is nothing at this address; /openapi.json lists what there is");
            };
        } catch (BusyException e) {
            throw Problem.busy(String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            LOG.error("the store of states fails: {}", e.getMessage());
            throw new Problem(500, "Internal error", "the store of states fails; the log of the service says why");
        }
    }

    private static String only(String method, String allowed) {
        if (!method.equals(allowed)) {
            throw Problem.notAllowed(allowed);
        }
        return method;
    }

    private static Response page(String method, String name, String type) throws IOException {
        try (InputStream in = Api.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the jar lacks " + name);
            }
            return Response.of(200, type, new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .with(
                            "Content-Security-Policy",
                            "default-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'")
                    .with("Referrer-Policy", "no-referrer");
        }
    }

    private Response health(String method) {
        return Response.json(JsonObject.part()
                .put("status", "up")
                .put("model", scorer.model().name())
                .toString());
    }

    private Response metrics(String method) {
        return Response.of(200, "text/plain; version=0.0.4; charset=utf-8", metrics.text(scorer));
    }

    private Response events(String method, Request request) throws IOException {
        return new EventIntake(scorer, clock.instant()).take(request.body(), metrics);
    }

    private Response prediction(String method, Request request) {
        LiveScore score = scored(customer(request), request.at(clock.instant()));
        if (!score.isKnown()) {
            throw Problem.notFound(UNKNOWN);
        }
        return Response.json(json(customer(request), score).toString());
    }

    private Response explanation(String method, Request request) {
        String customer = customer(request);
        Instant at = request.at(clock.instant());
        if (!scored(customer, at).isKnown()) {
            throw Problem.notFound(UNKNOWN);
        }
        LiveExplanation explained = scorer.explain(customer, at);
        return Response.json(JsonObject.part()
                .put("customer", customer)
                .put("model", explained.model())
                .put("state", explained.state())
                .put("cached", explained.cached())
                .put(
                        "explanation",
                        Json.read(explained.explanation().named(customer).toJson()))
                .toString());
    }

    private Response forget(String method, Request request) {
        if (!scorer.forget(customer(request))) {
            throw Problem.notFound(UNKNOWN);
        }
        return Response.json(JsonObject.part().put("forgotten", true).toString());
    }

    private Response score(String method, Request request) throws IOException {
        List<String> customers;
        Instant at;
        try {
            String text = new String(request.body().readAllBytes(), StandardCharsets.UTF_8);
            JsonObject json = JsonObject.part();
            if (!(Json.read(text) instanceof Map<?, ?> members)) {
                throw new IllegalArgumentException("the body is no JSON object");
            }
            members.forEach((name, value) -> json.put(String.valueOf(name), value));
            customers = json.texts("customers");
            at = json.has("at") ? Request.instant(json.text("at")) : clock.instant();
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(
                    "the body must be an object such as {\"customers\":[\"17850\"],\"at\":\"2026-03-01T00:00:00Z\"}");
        }
        if (customers.size() > maxCustomers) {
            throw Problem.badRequest("at most " + maxCustomers + " customers are predicted at once, were "
                    + customers.size() + "; ask several times");
        }
        List<JsonObject> scores = new ArrayList<>();
        for (String customer : customers) {
            scores.add(json(customer, scored(customer, at)));
        }
        return Response.json(JsonObject.part().put("scores", scores).toString());
    }

    private LiveScore scored(String customer, Instant at) {
        if (customer.isEmpty()) {
            throw Problem.badRequest("the id of a customer must not be empty");
        }
        try {
            return scorer.score(customer, at);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private static JsonObject json(String customer, LiveScore score) {
        return JsonObject.part()
                .put("customer", customer)
                .put("model", score.model())
                .put("state", score.state())
                .put("known", score.isKnown())
                .put(
                        "prediction",
                        score.isKnown() ? Json.read(score.prediction().toJson()) : null);
    }
}
