package dev.clv.serve.http;

import dev.clv.explain.json.JsonObject;

/** Why a request is not answered, as RFC 9457 ("Problem Details for HTTP APIs") writes it. */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;

    /** @param detail one sentence with a remedy, and nothing about a customer */
    Problem(int status, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
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
        return status == 503 ? response.with("Retry-After", "1") : response;
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
        return new Problem(503, "Busy", detail);
    }
}
