package dev.clv.serve.http;

import dev.clv.explain.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Why a request is not answered, as RFC 9457 ("Problem Details for HTTP APIs") writes it. */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;

    /** What the answer says beside the problem; null if nothing. */
    private final @Nullable String header;

    private final String value;

    /** @param detail one sentence with a remedy, and nothing about a customer */
    Problem(int status, String title, String detail) {
        this(status, title, detail, null, "");
    }

    private Problem(int status, String title, String detail, @Nullable String header, String value) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
        this.header = header;
        this.value = value;
    }

    int status() {
        return status;
    }

    Response response() {
        String json = JsonObject.part()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", getMessage())
                .toString();
        Response response = Response.of(status, "application/problem+json", json);
        return header == null ? response : response.with(header, value);
    }

    /** @param allowed the one method that the address answers */
    static Problem notAllowed(String allowed) {
        return new Problem(405, "Method not allowed", "this address answers " + allowed + " only", "Allow", allowed);
    }

    static Problem badRequest(String detail) {
        return new Problem(400, "Bad request", detail);
    }

    static Problem notFound(String detail) {
        return new Problem(404, "Not found", detail);
    }

    static Problem tooLarge(long limit) {
        return new Problem(413, "Too large", "the body has more than " + limit + " bytes; send it in parts");
    }

    static Problem busy(String detail) {
        return new Problem(503, "Busy", detail, "Retry-After", "1");
    }
}
