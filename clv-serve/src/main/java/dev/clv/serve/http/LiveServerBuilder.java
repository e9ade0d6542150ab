package dev.clv.serve.http;

import dev.clv.serve.live.LiveScorer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The settings of a {@link LiveServer}. Mutable, not thread-safe. */
public final class LiveServerBuilder {

    private static final int LARGEST_PORT = 65_535;
    private static final int DEFAULT_PORT = 8080;
    private static final int DEFAULT_BODY = 8 << 20;
    private static final int DEFAULT_CUSTOMERS = 1000;
    private static final int DEFAULT_REQUESTS = 64;
    private static final Duration DEFAULT_REQUEST_TIME = Duration.ofSeconds(30);
    private static final int SHORTEST_TOKEN = 16;

    final LiveScorer scorer;
    final InstantSource clock;
    String host = "127.0.0.1";
    int port = DEFAULT_PORT;
    int maxBody = DEFAULT_BODY;
    int maxCustomers = DEFAULT_CUSTOMERS;
    int maxRequests = DEFAULT_REQUESTS;
    Duration requestTime = DEFAULT_REQUEST_TIME;

    @Nullable
    String token;

    Consumer<Access> accessLog = access -> {};
    Consumer<String> failures = LoggerFactory.getLogger(LiveServer.class)::error;

    LiveServerBuilder(LiveScorer scorer, InstantSource clock) {
        this.scorer = scorer;
        this.clock = clock;
    }

    /** The address to listen on; 127.0.0.1, which only this machine reaches, unless set. */
    public LiveServerBuilder host(String host) {
        this.host = host;
        return this;
    }

    /**
     * The port to listen on; 8080 unless set.
     *
     * @param port from 1 to 65535, or 0 for any that is free
     */
    public LiveServerBuilder port(int port) {
        if (port < 0 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("port must be from 0 to " + LARGEST_PORT + ", was " + port);
        }
        this.port = port;
        return this;
    }

    /**
     * What a client must send as {@code Authorization: Bearer}; nothing unless set. The page, the health and the
     * description of the interface are open to everybody.
     *
     * @param token at least 16 characters
     */
    public LiveServerBuilder token(String token) {
        if (token.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException("a token must have at least " + SHORTEST_TOKEN
                    + " characters, so that nobody guesses it; make one with a generator of passwords");
        }
        this.token = token;
        return this;
    }

    /** The largest body, in bytes; 8 MiB unless set. */
    public LiveServerBuilder maxBody(int bytes) {
        this.maxBody = positive("maxBody", bytes);
        return this;
    }

    /** How many customers one request may score; 1,000 unless set. */
    public LiveServerBuilder maxCustomers(int customers) {
        this.maxCustomers = positive("maxCustomers", customers);
        return this;
    }

    /**
     * How many requests are worked on at once; 64 unless set. As many more may be sending their bodies, and a quarter
     * as many be explanations. Further ones are answered 503 at once; the page, the health and the description of the
     * interface are always answered.
     */
    public LiveServerBuilder maxRequests(int requests) {
        this.maxRequests = positive("maxRequests", requests);
        return this;
    }

    /**
     * How long a client may take to send its body; 30 seconds unless set. The same time is allowed for the head of a
     * request and for reading the answer, but the JDK's server has these two once for a process: the first server of a
     * process decides, or the system properties {@code sun.net.httpserver.maxReqTime} and
     * {@code sun.net.httpserver.maxRspTime}, in seconds, if they are set.
     *
     * @param time at least a second
     */
    public LiveServerBuilder requestTime(Duration time) {
        if (time.toSeconds() < 1) {
            throw new IllegalArgumentException("requestTime must be at least a second, was " + time);
        }
        this.requestTime = time;
        return this;
    }

    /** Is told of every request once it is answered, on the thread of the request. */
    public LiveServerBuilder accessLog(Consumer<Access> log) {
        this.accessLog = log;
        return this;
    }

    /**
     * Is told, in a sentence without anything that a client sent, of every request that failed in the service itself,
     * on the thread of the request; they are logged unless this is set.
     */
    public LiveServerBuilder failures(Consumer<String> log) {
        this.failures = log;
        return this;
    }

    /**
     * Starts the server and its threads, which end when it is closed.
     *
     * @throws IOException if the port is in use, or the host cannot be listened on
     */
    public LiveServer start() throws IOException {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IOException("the host '" + host + "' is not known; listen on 127.0.0.1 or 0.0.0.0", e);
        }
        try {
            return new LiveServer(this, new InetSocketAddress(address, port));
        } catch (BindException e) {
            throw new IOException(
                    "port " + port + " of " + host + " cannot be listened on (" + e.getMessage()
                            + "); stop what uses it, or choose another port",
                    e);
        }
    }

    private static int positive(String name, int value) {
        if (value < 1 || value == Integer.MAX_VALUE) {
            throw new IllegalArgumentException(name + " must be at least 1 and below 2^31 - 1, was " + value);
        }
        return value;
    }
}
