package dev.clv.benchmarks.features;

import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.RowKey;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import dev.clv.features.prepare.Preparation;
import dev.clv.features.standard.StandardExtractors;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All standard features of 2,000 customers with 50 events each, half purchases and half views over two years, on one
 * thread: per event for a walk with one cutoff and with eight, per row for a single customer and for the preparation.
 */
@SuppressWarnings("NullAway.Init") // JMH sets a state up before it is used
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FeatureBenchmark {

    private static final int CUSTOMERS = 2_000;
    private static final int EVENTS = 50 * CUSTOMERS;
    private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant CUTOFF = BEGIN.plus(Duration.ofDays(730));

    private EventLog log;
    private FeaturePipeline pipeline;
    private List<RowKey> oneCutoff;
    private List<RowKey> eightCutoffs;
    private CustomerHistory history;
    private FeatureMatrix matrix;
    private Preparation preparation;

    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(42);
        EventLog.Builder builder = EventLog.builder().zone(ZoneId.of("Europe/London"));
        for (int i = 0; i < EVENTS; i++) {
            Instant time =
                    BEGIN.plusSeconds(random.nextLong(Duration.ofDays(730).toSeconds()));
            String product = "p" + random.nextInt(500);
            String category = "c" + random.nextInt(20);
            BigDecimal amount = BigDecimal.valueOf(random.nextLong(100, 10_000), 2);
            builder.add(
                    "customer-" + i % CUSTOMERS,
                    random.nextBoolean()
                            ? new Purchase(time, amount, 1 + random.nextInt(3), null, product, category)
                            : new View(time, product, category));
        }
        log = builder.build();
        oneCutoff = log.customers().stream().map(id -> new RowKey(id, CUTOFF)).toList();
        eightCutoffs = log.customers().stream()
                .flatMap(id -> Stream.iterate(CUTOFF, cutoff -> cutoff.minus(Duration.ofDays(30)))
                        .limit(8)
                        .map(cutoff -> new RowKey(id, cutoff)))
                .toList();
        pipeline = FeaturePlan.of(StandardExtractors.all()).fit(log, oneCutoff);
        history = log.history("customer-0");
        matrix = pipeline.extract(log, oneCutoff);
        preparation = Preparation.builder().fit(matrix);
    }

    /** Per event. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public FeatureMatrix oneCutoff() {
        return pipeline.extract(log, oneCutoff);
    }

    /** Per event; eight rows of each customer. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public FeatureMatrix eightCutoffs() {
        return pipeline.extract(log, eightCutoffs);
    }

    /** Per customer of 50 events or so, as in live scoring. */
    @Benchmark
    public double[] oneCustomer() {
        return pipeline.row(history, CUTOFF);
    }

    /** Per row. */
    @Benchmark
    @OperationsPerInvocation(CUSTOMERS)
    public double[][] preparation() {
        return preparation.transform(matrix);
    }
}
