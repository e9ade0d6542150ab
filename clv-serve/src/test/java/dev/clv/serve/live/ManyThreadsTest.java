package dev.clv.serve.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManyThreadsTest {

    private static final int THREADS = 8;

    @TempDir
    Path folder;

    /** Each thread sends every eighth event, so that all threads are at work on every customer, some events twice. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eightThreadsLoseNoEventAndCountNoneTwice(boolean durable) throws Exception {
        StateStore store = durable ? DurableStore.open(folder) : StateStore.inMemory();
        List<LiveEvent> events = Shop.stream();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (LiveScorer scorer = LiveScorer.builder(Shop.MODEL)
                .store(store)
                .lateness(Duration.ofDays(1000))
                .resident(64)
                .open()) {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                done.add(threads.submit(() -> {
                    for (int i = thread; i < events.size(); i += THREADS) {
                        scorer.add(events.get(i), Shop.NOW);
                        scorer.add(events.get((i + 1) % events.size()), Shop.NOW);
                        scorer.score(events.get(i).customer(), Shop.NOW);
                    }
                }));
            }
            for (Future<?> each : done) {
                each.get(60, TimeUnit.SECONDS);
            }
            LiveCounts counts = scorer.counts();
            assertThat(counts.accepted()).isEqualTo(events.size());
            assertThat(counts.repeated()).isEqualTo(events.size());
            assertThat(counts.late()).isZero();
            for (String customer : Shop.LOG.customers()) {
                assertThat(scorer.score(customer, Shop.NOW).prediction())
                        .isEqualTo(Shop.MODEL.predict(Shop.LOG.history(customer), Shop.NOW));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
