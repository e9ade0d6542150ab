package dev.clv.serve.http;

import com.google.common.hash.Hashing;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.clv.serve.live.LiveScorer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link LiveScorer} over HTTP, on the server that comes with the JDK ({@code jdk.httpserver}): {@code POST /events}
 * (JSON lines), {@code GET /customers/{id}/prediction} and {@code /explanation}, {@code POST /score}, {@code DELETE
 * /customers/{id}}, {@code GET /health}, {@code /metrics} (Prometheus) and {@code /openapi.json}, and a page at
 * {@code /}. Errors are told as RFC 9457 asks.
 *
 * <pre>{@code
 * LiveServer server = LiveServer.builder(scorer, Clock.systemUTC()).port(8080).start();
 * }</pre>
 *
 * <p>Requests have a virtual thread each where the JDK has them (from 21 on), and those of a pool otherwise.
 *
 * <p>Starting one sets system properties of the JDK's server that are not set, for the whole process:
 * {@code sun.net.httpserver.nodelay} to true, so that an answer does not wait for the client to acknowledge its head,
 * and those of {@link LiveServerBuilder#requestTime}. The JDK reads them when the process makes its first server,
 * whoever makes it.
 */
public final class LiveServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveServer.class);
    private static final String REQUEST_TIME = "sun.net.httpserver.maxReqTime";
    private static final String ANSWER_TIME = "sun.net.httpserver.maxRspTime";

    /** Without it, an answer waits for the client's acknowledgement of its head, 40 milliseconds. */
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    private static final int GONE = 499;
    private static final int SECONDS_TO_FINISH = 2;

    /** Threads that say that all others are busy. */
    private static final int SPARE_THREADS = 8;

    private final Api api;
    private final Metrics metrics = new Metrics();
    private final HttpServer server;
    private final ExecutorService threads;
    private final Semaphore room;

    /** For bodies that are being read, at the speed of clients, which holds up no other request. */
    private final Semaphore bodies;

    /** For explanations, so that many of them leave room for predictions. */
    private final Semaphore explanations;

    /** Ends the connections of clients that are too slow. */
    private final ScheduledThreadPoolExecutor timer;

    private final Duration requestTime;
    private final AtomicInteger underWay = new AtomicInteger();
    private final int maxBody;
    private final boolean local;
    private final Consumer<Access> accessLog;
    private final Consumer<String> failures;

    /** The hash of what a client must send; null if nothing. */
    private final byte @Nullable [] authorization;

    LiveServer(LiveServerBuilder settings, InetSocketAddress address) throws IOException {
        for (String limit : List.of(REQUEST_TIME, ANSWER_TIME)) {
            if (System.getProperty(limit) == null) {
                System.setProperty(limit, String.valueOf(settings.requestTime.toSeconds()));
            }
        }
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
        this.api = new Api(settings.scorer, settings.clock, metrics, settings.maxCustomers);
        int maxRequests = settings.maxRequests;
        this.room = new Semaphore(maxRequests);
        this.bodies = new Semaphore(maxRequests);
        this.explanations = new Semaphore(Math.max(1, maxRequests / 4));
        this.timer = timer();
        this.requestTime = settings.requestTime;
        this.maxBody = settings.maxBody;
        this.local = address.getAddress().isLoopbackAddress();
        this.accessLog = settings.accessLog;
        this.failures = settings.failures;
        String token = settings.token;
        this.authorization = token == null ? null : hash("Bearer " + token);
        this.server = HttpServer.create(address, 0);
        this.threads = threads(2 * maxRequests + SPARE_THREADS);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * The settings of a server.
     *
     * @param clock what says when now is, such as {@code Clock.systemUTC()}
     */
    public static LiveServerBuilder builder(LiveScorer scorer, InstantSource clock) {
        return new LiveServerBuilder(scorer, clock);
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Takes no more requests, gives those under way up to four seconds, and ends its threads; the scorer stays open.
     */
    @Override
    public void close() {
        // The server would wait even if nothing is under way.
        server.stop(underWay.get() == 0 ? 0 : SECONDS_TO_FINISH);
        threads.shutdownNow();
        timer.shutdownNow();
        try {
            if (!threads.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                LOG.warn("requests were still under way when the server was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ExecutorService threads(int pool) {
        try {
            // Since 21; this is compiled for 17.
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return Executors.newFixedThreadPool(pool, task -> {
                Thread thread = new Thread(task, "clv-live");
                thread.setDaemon(true);
                return thread;
            });
        }
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "clv-live-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private void handle(HttpExchange exchange) {
        underWay.incrementAndGet();
        long start = System.nanoTime();
        String route = "other";
        int status = GONE;
        long bytes = 0;
        try (exchange) {
            Response response;
            try {
                Request request = new Request(exchange, maxBody);
                route = Api.route(request.path());
                response = answer(route, request, exchange);
            } catch (Problem e) {
                response = e.response();
            } catch (IOException e) {
                throw e;
            } catch (RuntimeException | Error e) {
                // The message may hold what a client sent, so only the place is told.
                failures.accept(method(exchange) + " " + route + " failed: " + place(e));
                response = new Problem(500, "Internal error", "the request failed in the service; its log says where")
                        .response();
            }
            send(exchange, response);
            status = response.status();
            bytes = response.body().length;
        } catch (IOException e) {
            LOG.debug("{} {}: the client went away", exchange.getRequestMethod(), route);
        } finally {
            Access access =
                    new Access(method(exchange), route, status, bytes, Duration.ofNanos(System.nanoTime() - start));
            underWay.decrementAndGet();
            metrics.count(access);
            accessLog.accept(access);
        }
    }

    /** A method that is none would be a new line in the metrics for each that somebody invents. */
    private static String method(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        return method.matches("GET|POST|DELETE|HEAD|PUT|OPTIONS|PATCH") ? method : "OTHER";
    }

    private static String place(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return e.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    private Response answer(String route, Request request, HttpExchange exchange) throws IOException {
        requireSameSite(request);
        if (Api.isOpen(route)) {
            return api.answer(route, request);
        }
        requireToken(request);
        if (request.method().equals("POST")) {
            enter(bodies);
            // Nothing has been answered yet, so that closing the exchange closes its connection, and reading ends.
            Future<?> end = timer.schedule(exchange::close, requestTime.toMillis(), TimeUnit.MILLISECONDS);
            try {
                request.readBody();
            } finally {
                end.cancel(false);
                bodies.release();
            }
        }
        Semaphore kind = Api.isExplanation(route) ? explanations : room;
        enter(kind);
        try {
            return api.answer(route, request);
        } finally {
            kind.release();
        }
    }

    private void enter(Semaphore kind) {
        if (!kind.tryAcquire()) {
            throw Problem.busy("as many requests are being worked on as may be; ask again in a moment");
        }
    }

    /** A page of another site that is open in a browser here must neither read nor write, by whatever name it asks. */
    private void requireSameSite(Request request) {
        String host = request.header("Host");
        if (local && host != null && !isLocal(host)) {
            throw new Problem(
                    421, "Misdirected request", "this service is for its own machine, under the name localhost");
        }
        String origin = request.header("Origin");
        if (origin != null && !origin.endsWith("://" + host)) {
            throw new Problem(403, "Forbidden", "pages of other sites may not ask; ask from a server of yours");
        }
    }

    private static boolean isLocal(String host) {
        String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
    }

    private void requireToken(Request request) {
        byte[] wanted = authorization;
        if (wanted == null) {
            return;
        }
        String given = request.header("Authorization");
        // Of hashes, so that the time of the comparison tells nothing of the token, its length included.
        if (given == null || !MessageDigest.isEqual(wanted, hash(given))) {
            throw new Problem(401, "Unauthorized", "send the token of the service as Authorization: Bearer TOKEN");
        }
    }

    private static byte[] hash(String text) {
        return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).asBytes();
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        if (response.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(response.status(), head ? -1 : response.body().length);
        if (!head) {
            exchange.getResponseBody().write(response.body());
        }
    }
}
