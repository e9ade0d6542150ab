package dev.clv.benchmarks.serve;

import dev.clv.ClvModel;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.nn.math.SplitMix;
import dev.clv.serve.live.DurableStore;
import dev.clv.serve.live.LiveEvent;
import dev.clv.serve.live.LiveScore;
import dev.clv.serve.live.LiveScorer;
import dev.clv.serve.live.StateStore;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A purchase of one of 5,000 customers of a simulated shop (59 events each so far) comes in, by the default model: five
 * networks. {@code update} takes it in, {@code updateAndScore} also predicts the customer. By {@code -t 2} on two
 * threads.
 */
@SuppressWarnings("NullAway.Init") // JMH sets a state up before it is used
@State(Scope.Benchmark)
@BenchmarkMode({Mode.SampleTime, Mode.Throughput})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class LiveBenchmark {

    /** Where states are kept. */
    @Param({"memory", "durable"})
    private String store;

    private LiveScorer scorer;
    private String[] customers;
    private Instant begin;
    private Path folder;

    /** One thread's events: customers by lot, at a time that goes on. */
    @State(Scope.Thread)
    public static class Sender {
        private final SplitMix random = new SplitMix(Thread.currentThread().getId());
        private long sent;
    }

    /** The shop and its model. */
    @Setup
    public void prepare() throws IOException {
        ShopSimulation shop =
                ShopSimulation.builder().customers(5_000).days(730).seed(1).build();
        EventLog log = shop.log();
        ClvModel model = ClvModel.builder()
                .horizon(Duration.ofDays(180))
                .train(log, log.observedUntil().minus(180, ChronoUnit.DAYS));
        folder = Files.createTempDirectory("clv-live");
        StateStore states = store.equals("memory") ? StateStore.inMemory() : DurableStore.open(folder);
        scorer = LiveScorer.builder(model).store(states).open();
        scorer.replay(log);
        customers = log.customers().toArray(String[]::new);
        begin = log.observedUntil();
    }

    /** Closes the store. */
    @TearDown
    public void close() {
        scorer.close();
    }

    private LiveEvent next(Sender sender) {
        Instant time = begin.plus(sender.sent++ * 10, ChronoUnit.MILLIS);
        String customer = customers[sender.random.nextInt(customers.length)];
        return new LiveEvent(customer, null, Purchase.of(time, BigDecimal.TEN));
    }

    /** Takes the event in. */
    @Benchmark
    public Object update(Sender sender) {
        LiveEvent event = next(sender);
        return scorer.add(event, event.event().time());
    }

    /** Takes the event in and predicts the customer. */
    @Benchmark
    public LiveScore updateAndScore(Sender sender) {
        LiveEvent event = next(sender);
        scorer.add(event, event.event().time());
        return scorer.score(event.customer(), event.event().time().plus(1, ChronoUnit.DAYS));
    }

    /** Predicts a customer. */
    @Benchmark
    public LiveScore score(Sender sender) {
        String customer = customers[sender.random.nextInt(customers.length)];
        return scorer.score(customer, begin.plus(List.of(30, 60, 90).get((int) (sender.sent++ % 3)), ChronoUnit.DAYS));
    }
}
