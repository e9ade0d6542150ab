package dev.clv.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.serve.live.DurableStore;
import dev.clv.serve.live.LiveScorer;
import dev.clv.serve.live.ModelVersion;
import dev.clv.serve.live.Shop;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service under load for half an hour ({@code -Dclv.soak.minutes}), whose model is swapped each minute and a
 * twentieth of whose requests are broken: no answer is an unexpected error, the heap does not grow, and answers are as
 * fast at the end as at the beginning.
 */
@Tag("soak")
class SoakTest {

    private static final int CLIENTS = 4;
    private static final int PAUSE_MILLIS = 2;
    private static final int CUSTOMERS = 2_000;
    private static final double MIB = 1 << 20;

    @TempDir
    Path folder;

    /** How many answers of a minute took how long; bounds two per cent apart, so that nothing grows while it runs. */
    private static final class Times {

        private static final double STEP = Math.log(1.02);
        private static final double LEAST = 10_000; // ns
        private final AtomicIntegerArray counts = new AtomicIntegerArray(900);

        void add(long nanos) {
            int bucket = (int) (Math.log(Math.max(nanos, LEAST) / LEAST) / STEP);
            counts.incrementAndGet(Math.min(bucket, counts.length() - 1));
        }

        /** In nanoseconds, over several minutes. */
        static double percentile99(List<Times> minutes) {
            long[] all = new long[900];
            for (Times minute : minutes) {
                for (int i = 0; i < all.length; i++) {
                    all[i] += minute.counts.get(i);
                }
            }
            long left = LongStream.of(all).sum() / 100;
            int bucket = all.length - 1;
            while (bucket > 0 && left >= all[bucket]) {
                left -= all[bucket--];
            }
            return LEAST * Math.exp(STEP * (bucket + 0.5));
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger unexpected = new AtomicInteger();
    private final List<String> examples = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aServiceUnderLoadStaysAsItWas() throws Exception {
        Duration length = Duration.ofMinutes(Long.getLong("clv.soak.minutes", 30));
        List<Times> minutes =
                Stream.generate(Times::new).limit(length.toMinutes() + 1).toList();
        List<double[]> heap = new ArrayList<>(); // seconds, bytes
        int answers = 0;
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (LiveScorer scorer = LiveScorer.builder(new ModelVersion("0", Shop.MODEL))
                        .store(DurableStore.open(folder))
                        .lateness(Duration.ofMinutes(1))
                        .resident(500)
                        .cacheExplanations(100, Duration.ofMinutes(1))
                        .open();
                LiveServer server =
                        LiveServer.builder(scorer, Clock.systemUTC()).port(0).start()) {
            long start = System.nanoTime();
            long end = start + length.toNanos();
            List<Future<Integer>> done = new ArrayList<>();
            for (int c = 0; c < CLIENTS; c++) {
                long seed = c;
                done.add(clients.submit(() -> client(server.port(), seed, start, end, minutes)));
            }
            for (int second = 0; System.nanoTime() < end; second++) {
                Thread.sleep(1_000);
                if (second % 10 == 5) {
                    heap.add(new double[] {second, usedAfterCollection()});
                }
                if (second % 60 == 59) {
                    int version = second / 60 + 1;
                    ModelVersion next = new ModelVersion(
                            String.valueOf(version),
                            List.of(Shop.MODEL, Shop.SECOND).get(version % 2));
                    scorer.warmUpAndSwap(next, 100, Instant.now());
                }
            }
            for (Future<Integer> each : done) {
                answers += each.get(1, TimeUnit.MINUTES);
            }
        } finally {
            clients.shutdownNow();
        }
        // The first minute is that of compilation.
        int window = (int) Math.max(1, Math.min(5, (length.toMinutes() - 1) / 2));
        int last = (int) length.toMinutes();
        double atFirst = Times.percentile99(minutes.subList(1, 1 + window));
        double atLast = Times.percentile99(minutes.subList(last - window, last));
        double slope = slope(heap.subList(Math.min(6, heap.size() / 3), heap.size())) * 600 / MIB;
        System.out.printf(
                Locale.ROOT,
                "soak: %d answers in %d minutes, %d unexpected; p99 %.2f ms at first, %.2f ms at last; heap %+.2f MiB in"
                        + " ten minutes%n",
                answers,
                length.toMinutes(),
                unexpected.get(),
                atFirst / 1e6,
                atLast / 1e6,
                slope);
        assertThat(examples).isEmpty();
        assertThat(unexpected).hasValue(0);
        assertThat(slope).isLessThan(1);
        assertThat(atLast).isLessThanOrEqualTo(1.2 * atFirst);
    }

    private int client(int port, long seed, long start, long end, List<Times> minutes) throws Exception {
        Random random = new Random(seed);
        int answers = 0;
        for (; System.nanoTime() < end; answers++) {
            String customer = "customer-" + random.nextInt(CUSTOMERS);
            int kind = random.nextInt(100);
            long before = System.nanoTime();
            HttpResponse<String> response =
                    http.send(request(port, customer, kind, seed + "/" + answers), BodyHandlers.ofString());
            long after = System.nanoTime();
            minutes.get((int) Math.min(minutes.size() - 1, TimeUnit.NANOSECONDS.toMinutes(after - start)))
                    .add(after - before);
            int status = response.statusCode();
            boolean fine = kind < 5 ? status >= 400 && status < 500 : status == 200 || status == 404 || status == 503;
            if (!fine) {
                unexpected.incrementAndGet();
                if (examples.size() < 5) {
                    examples.add(kind + ": " + status + " " + response.body());
                }
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return answers;
    }

    private static HttpRequest request(int port, String customer, int kind, String id) {
        String host = "http://127.0.0.1:" + port;
        if (kind < 2) {
            return HttpRequest.newBuilder(URI.create(host + "/events"))
                    .POST(BodyPublishers.ofString("{\"customer_id\":\"" + customer + "\",\"time\":\"never\"}"))
                    .build();
        }
        if (kind < 5) {
            return HttpRequest.newBuilder(URI.create(host + "/customers/" + customer + "/prediction?at=now"))
                    .build();
        }
        if (kind < 60) {
            String type = kind < 40 ? "view" : "purchase";
            return HttpRequest.newBuilder(URI.create(host + "/events"))
                    .POST(BodyPublishers.ofString("{\"customer_id\":\"" + customer + "\",\"time\":\"" + Instant.now()
                            + "\",\"type\":\"" + type + "\",\"amount\":12.5,\"product_id\":\"p" + kind
                            + "\",\"event_id\":\"" + id + "\"}"))
                    .build();
        }
        String what = kind == 60 ? "/explanation" : "/prediction";
        return HttpRequest.newBuilder(URI.create(host + "/customers/" + customer + what))
                .build();
    }

    private static double usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Of the line through points by least squares. */
    private static double slope(List<double[]> points) {
        double x = points.stream().mapToDouble(point -> point[0]).average().orElseThrow();
        double y = points.stream().mapToDouble(point -> point[1]).average().orElseThrow();
        double products = points.stream()
                .mapToDouble(point -> (point[0] - x) * (point[1] - y))
                .sum();
        double squares = points.stream()
                .mapToDouble(point -> (point[0] - x) * (point[0] - x))
                .sum();
        return products / squares;
    }
}
