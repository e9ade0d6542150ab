package dev.clv.benchmarks.decide;

import dev.clv.ClvModel;
import dev.clv.decide.segment.Behaviour;
import dev.clv.decide.segment.Segmentation;
import dev.clv.features.event.EventLog;
import dev.clv.simulate.ShopSimulation;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Segments of a million customers whose behaviour is known, on one thread; predictions come on top of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@SuppressWarnings("NullAway.Init") // JMH sets a state up before it is used
public class SegmentBenchmark {

    private static final Duration HORIZON = Duration.ofDays(90);

    private Segmentation segmentation;
    private Behaviour[] customers;

    /** Learns segments of a simulated shop of 600, and draws a million customers. */
    @Setup
    public void prepare() {
        EventLog log = ShopSimulation.builder()
                .customers(600)
                .days(720)
                .seed(1)
                .build()
                .log();
        Instant cutoff = log.observedUntil().minus(HORIZON);
        ClvModel model = ClvModel.builder()
                .horizon(HORIZON)
                .network(n -> n.hidden(8).members(2))
                .earlyStopping(20, 4)
                .train(log, cutoff);
        segmentation = Segmentation.learn(model, log);
        SplittableRandom random = new SplittableRandom(1);
        customers = new Behaviour[1_000_000];
        for (int i = 0; i < customers.length; i++) {
            int since = random.nextInt(360);
            int orders = 1 + (int) (20 * Math.pow(random.nextDouble(), 3));
            customers[i] = new Behaviour(
                    since,
                    orders,
                    since + random.nextInt(360),
                    2_000 * random.nextDouble(),
                    orders * (1 + random.nextInt(5)));
        }
    }

    /** The part of the grid and the cluster of each of a million. */
    @Benchmark
    public void million(Blackhole taken) {
        for (Behaviour customer : customers) {
            taken.consume(segmentation.rfm().name(customer));
            taken.consume(segmentation.clusters().of(customer));
        }
    }
}
