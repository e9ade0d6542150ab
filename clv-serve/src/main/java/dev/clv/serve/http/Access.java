package dev.clv.serve.http;

import java.time.Duration;

/**
 * One line of an access log, which says nothing about a customer. Immutable and thread-safe.
 *
 * @param method such as {@code GET}
 * @param route such as {@code /customers/{id}/prediction}, the same for all customers
 * @param status of the answer; 499 if the client went away before it
 * @param bytes of the answer's body
 * @param took from the request's header to the end of the answer
 */
public record Access(String method, String route, int status, long bytes, Duration took) {

    /** As a line, without a time. */
    @Override
    public String toString() {
        return method + " " + route + " " + status + " " + bytes + " bytes " + took.toNanos() / 1000 + " us";
    }
}
