package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.clv.features.event.EventLog;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.train.Epoch;
import dev.clv.simulate.ShopSimulation;
import dev.clv.train.NetworkSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A training can be watched, ended early and taken up again. */
class TrainingControlTest {

    private static final Duration HORIZON = Duration.ofDays(60);

    private static EventLog log;
    private static Instant cutoff;

    @TempDir
    Path folder;

    @BeforeAll
    static void simulate() {
        log = ShopSimulation.builder().customers(400).days(300).seed(4).build().log();
        cutoff = log.observedUntil().minus(HORIZON);
    }

    private static ClvModelBuilder quick() {
        return ClvModel.builder()
                .horizon(HORIZON)
                .network(n -> n.hidden(8).members(3))
                .earlyStopping(6, 6);
    }

    private static double[] values(ClvModel model) {
        return model.predict(log, log.customers(), cutoff).stream()
                .mapToDouble(ClvPrediction::value)
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @Timeout(60)
    void anInterruptEndsTheTrainingAndLeavesNoThreadBehind(int threads) throws InterruptedException {
        CountDownLatch training = new CountDownLatch(threads);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        List<Thread> workers = new ArrayList<>();
        Thread caller = new Thread(() -> {
            thrown.set(catchThrowable(() -> quick().threads(threads)
                    .earlyStopping(1_000_000, 1_000_000)
                    .networkListener(network -> epoch -> {
                        synchronized (workers) {
                            if (!workers.contains(Thread.currentThread())) {
                                workers.add(Thread.currentThread());
                                training.countDown();
                            }
                        }
                        return true;
                    })
                    .train(log, cutoff)));
            flag.set(Thread.currentThread().isInterrupted());
            synchronized (workers) {
                workers.remove(Thread.currentThread());
                // Terminated pools have no thread that works; the threads themselves end at once.
                assertThat(workers).hasSize(threads - 1);
            }
        });
        caller.start();
        assertThat(training.await(50, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();
        caller.join();

        assertThat(thrown.get()).isInstanceOf(CancellationException.class);
        assertThat(flag.get()).isTrue();
        for (Thread worker : workers) {
            worker.join(10_000);
            assertThat(worker.isAlive()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(ProgressListener.Stage.class)
    void anInterruptBeforeAStageEndsItThere(ProgressListener.Stage stage) {
        List<ProgressListener.Stage> seen = new ArrayList<>();
        try {
            assertThatThrownBy(() -> quick().listener((now, fraction) -> {
                                seen.add(now);
                                if (now == stage) {
                                    Thread.currentThread().interrupt();
                                }
                            })
                            .train(log, cutoff))
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(seen.get(seen.size() - 1)).isEqualTo(stage);
    }

    @Test
    void aFailureOfOneNetworkEndsTheOthers() {
        IllegalStateException failure = new IllegalStateException("no more room");

        assertThatThrownBy(() -> quick().threads(3)
                        .earlyStopping(1_000_000, 1_000_000)
                        .networkListener(network -> epoch -> {
                            if (network == 1 && epoch.number() == 2) {
                                throw failure;
                            }
                            return true;
                        })
                        .train(log, cutoff))
                .isSameAs(failure);
    }

    @Test
    void aTrainingThatWasBrokenOffGoesOnToTheSameBits() throws IOException {
        double[] expected = values(quick().train(log, cutoff));
        Path checkpoints = folder.resolve("kept");
        // The first network is done, the second has done three epochs, the third none.
        assertThatThrownBy(() -> quick().checkpoints(checkpoints)
                        .networkListener(network -> epoch -> {
                            if (network == 1 && epoch.number() == 3) {
                                throw new IllegalStateException("power failure");
                            }
                            return true;
                        })
                        .train(log, cutoff))
                .hasMessage("power failure");
        Map<Integer, List<Integer>> epochs = new TreeMap<>();

        ClvModel resumed = quick().checkpoints(checkpoints)
                .networkListener(network -> epoch -> {
                    epochs.computeIfAbsent(network, k -> new ArrayList<>()).add(epoch.number());
                    return true;
                })
                .train(log, cutoff);

        assertThat(values(resumed)).isEqualTo(expected);
        assertThat(epochs).doesNotContainKey(0);
        assertThat(epochs.get(1)).startsWith(4);
        assertThat(epochs.get(2)).startsWith(1);
        assertThat(values(quick().threads(2).checkpoints(checkpoints).train(log, cutoff)))
                .isEqualTo(expected);
        try (Stream<Path> files = Files.list(checkpoints)) {
            assertThat(files).hasSize(3).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void checkpointsOfOtherRowsOrSettingsAreRefusedByTheirFile() {
        quick().checkpoints(folder).train(log, cutoff);

        assertThatThrownBy(() -> quick().checkpoints(folder).seed(1).train(log, cutoff))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("network-1-of-3-epochs-6.checkpoint")
                .hasMessageContaining("seed");
        assertThatThrownBy(() -> quick().checkpoints(folder).train(log, cutoff.minus(HORIZON)))
                .hasMessageContaining("rows");
    }

    @Test
    void aTimeLimitEndsEveryNetworkButLeavesEachItsFirstEpoch() {
        AtomicLong now = new AtomicLong();
        Map<Integer, Integer> epochs = new TreeMap<>();

        ClvModel model = quick().timeLimit(Duration.ofSeconds(3), now::get)
                .networkListener(network -> epoch -> {
                    epochs.put(network, epoch.number());
                    now.addAndGet(Duration.ofMillis(600).toNanos());
                    return true;
                })
                .train(log, cutoff);

        // A third of the time each: the first ends at 1.2 s, the second at 2.4 s, the third at 3 s.
        assertThat(epochs).isEqualTo(Map.of(0, 2, 1, 2, 2, 1));
        assertThat(values(model)).doesNotContain(Double.NaN);
        assertThat(model.summary().cautions())
                .filteredOn(caution -> caution.key().equals("time_limit"))
                .singleElement()
                .satisfies(caution -> assertThat(caution.sentence())
                        .startsWith("The time limit stopped 3 of 3 networks before they were trained to the end"));

        epochs.clear();
        now.set(0);
        quick().timeLimit(Duration.ofNanos(1), now::incrementAndGet)
                .networkListener(network -> epoch -> {
                    epochs.put(network, epoch.number());
                    return true;
                })
                .train(log, cutoff);
        assertThat(epochs).isEqualTo(Map.of(0, 1, 1, 1, 2, 1));
        assertThatThrownBy(() -> quick().timeLimit(Duration.ZERO, now::get)).hasMessageContaining("must be positive");
    }

    @Test
    void everyEpochOfEveryNetworkIsHeard() {
        Map<Integer, List<Epoch>> heard = new TreeMap<>();

        ClvModel model = quick().networkListener(network -> {
                    List<Epoch> own = new ArrayList<>();
                    heard.put(network, own);
                    return own::add;
                })
                .train(log, cutoff);

        assertThat(heard.keySet()).containsExactly(0, 1, 2);
        heard.values().forEach(epochs -> {
            assertThat(epochs).hasSizeBetween(1, 6);
            assertThat(epochs).allMatch(epoch -> Double.isFinite(epoch.trainLoss() + epoch.validationLoss()));
        });
        assertThat(values(model)).isEqualTo(values(quick().train(log, cutoff)));
    }

    @Test
    void tensorBoardFindsAFileOfEachNetwork() throws IOException {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

        quick().tensorBoard(folder.resolve("runs"), clock).train(log, cutoff);

        try (Stream<Path> files = Files.list(folder.resolve("runs"))) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactly(
                            "events.out.tfevents.1700000000.network-1",
                            "events.out.tfevents.1700000000.network-2",
                            "events.out.tfevents.1700000000.network-3");
        }
        assertThat(Files.readString(
                        folder.resolve("runs/events.out.tfevents.1700000000.network-2"), StandardCharsets.ISO_8859_1))
                .contains("loss/validation")
                .contains("dense1.weights");
    }

    @Test
    void theWholeOfANetworkCanBeSaid() throws IOException {
        ClvModelBuilder builder = ClvModel.builder()
                .horizon(HORIZON)
                .earlyStopping(3, 3)
                .network(n -> n.members(2)
                        .spec(inputs -> NetworkSpec.builder(inputs)
                                .cross()
                                .dense(6)
                                .gelu()
                                .skip("recency_days", 0)));
        ClvModel model = builder.train(log, cutoff);
        Path file = folder.resolve("model.clvm");
        model.save(file);

        assertThat(values(ClvModel.load(file))).isEqualTo(values(model));
        assertThat(model.explain(log.history(log.customers().get(1)), cutoff).prediction())
                .isFinite();
        assertThatThrownBy(() -> builder.network(n -> n.hidden(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("spec(...) says what all layers are; leave out hidden(...)");
        assertThatThrownBy(() ->
                        ClvModel.builder().network(n -> n.dropout(0.2).spec(inputs -> NetworkSpec.builder(inputs))))
                .hasMessageContaining("leave out dropout(...)");
        assertThatThrownBy(() -> quick().network(n -> NetworkSettings.defaults().spec(inputs -> NetworkSpec.builder(3)))
                        .train(log, cutoff))
                .hasMessageContaining("made a network of 3 inputs from");
    }
}
