package dev.clv.serve.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was asked for. */
final class Request {

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    private final HttpExchange exchange;
    private final int maxBody;
    private final List<String> path;
    private final Map<String, String> query;
    private byte[] body = {};

    /** @throws Problem if the address cannot be read */
    Request(HttpExchange exchange, int maxBody) {
        this.exchange = exchange;
        this.maxBody = maxBody;
        this.path = path(exchange.getRequestURI().getRawPath());
        this.query = query(exchange.getRequestURI().getRawQuery());
    }

    /** What is to be done: HEAD asks for what GET does, and the server leaves the body out. */
    String method() {
        String method = exchange.getRequestMethod();
        return method.equals("HEAD") ? "GET" : method;
    }

    /** The parts of the path between slashes, decoded; none for {@code /}. */
    List<String> path() {
        return path;
    }

    @Nullable
    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** The instant of the query {@code at}, or another one. */
    Instant at(Instant otherwise) {
        String at = query.get("at");
        return at == null ? otherwise : instant(at);
    }

    static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw Problem.badRequest("'at' must be an instant such as 2026-03-01T00:00:00Z");
        }
    }

    /** Reads the whole body, which must not be larger than allowed, at the speed of the client. */
    void readBody() throws IOException {
        body = read();
    }

    /** The body that was read. */
    InputStream body() {
        return new ByteArrayInputStream(body);
    }

    private byte[] read() throws IOException {
        String length = header("Content-Length");
        if (length != null && (length.length() > 18 || !length.matches("\\d+") || Long.parseLong(length) > maxBody)) {
            throw Problem.tooLarge(maxBody);
        }
        byte[] bytes = exchange.getRequestBody().readNBytes(maxBody + 1);
        if (bytes.length > maxBody) {
            throw Problem.tooLarge(maxBody);
        }
        if (bytes.length > 1 && bytes[0] == GZIP[0] && bytes[1] == GZIP[1]) {
            throw new Problem(415, "Unsupported", "the body is compressed, and may hold anything; send it as it is");
        }
        return bytes;
    }

    private static List<String> path(@Nullable String raw) {
        List<String> parts = new ArrayList<>();
        for (String part : (raw == null ? "" : raw).split("/", -1)) {
            parts.add(decoded(part));
        }
        // Before the first slash, and behind a last one.
        parts.remove(0);
        if (!parts.isEmpty() && parts.get(parts.size() - 1).isEmpty()) {
            parts.remove(parts.size() - 1);
        }
        return parts;
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                query.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("the address holds a % that begins no code of two digits; write it as %25");
        }
    }
}
