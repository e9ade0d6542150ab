package dev.clv.benchmarks.model;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.ClvPrediction;
import dev.clv.explain.Attribution;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.simulate.ShopSimulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** A model of 2,000 simulated customers with the default five networks, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets a state up before it is used
public class ModelBenchmark {

    private static final Duration HORIZON = Duration.ofDays(90);
    private static final int CUSTOMERS = 2_000;

    private EventLog log;
    private Instant cutoff;
    private ClvModel model;
    private List<String> customers;
    private CustomerHistory history;

    /** Simulates the shop and trains the model that predicts. */
    @Setup
    public void train() {
        log = ShopSimulation.builder()
                .customers(CUSTOMERS)
                .days(540)
                .seed(1)
                .build()
                .log();
        cutoff = log.observedUntil().minus(HORIZON);
        model = oneEpoch().earlyStopping(20, 5).train(log, cutoff);
        customers =
                log.customers().subList(0, Math.min(CUSTOMERS, log.customers().size()));
        history = log.history(customers.get(customers.size() / 2));
    }

    private static ClvModelBuilder oneEpoch() {
        return ClvModel.builder().horizon(HORIZON).earlyStopping(1, 1);
    }

    /** Labels, features, preparation and one epoch of each of the five networks. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public ClvModel trainOneEpoch() {
        return oneEpoch().train(log, cutoff);
    }

    /** One customer from raw events: cut, fold, prepare, five networks, flags. */
    @Benchmark
    public ClvPrediction predictOne() {
        return model.predict(history, cutoff);
    }

    /** The same for everybody in one call, per customer. */
    @Benchmark
    @OperationsPerInvocation(CUSTOMERS)
    public List<ClvPrediction> predictAll() {
        return model.predict(log, customers, cutoff);
    }

    /** One explanation in currency. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Attribution explainOne() {
        return model.explain(history, cutoff);
    }
}
