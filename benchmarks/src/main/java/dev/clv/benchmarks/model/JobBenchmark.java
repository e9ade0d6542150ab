package dev.clv.benchmarks.model;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.ScoringSummary;
import dev.clv.features.event.EventLog;
import dev.clv.features.read.EventReader;
import dev.clv.reason.Reference;
import dev.clv.simulate.ShopSimulation;
import dev.clv.train.TrainingSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * The whole job stage by stage, from a file of 4,000 simulated customers to scores and reasons, with the default model
 * of four origins; compiled code, so that a stage that became slower is seen.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@SuppressWarnings("NullAway.Init") // JMH sets a state up before it is used
public class JobBenchmark {

    private static final Duration HORIZON = Duration.ofDays(180);

    /** How many threads work, the calling one included. */
    @Param({"1", "2"})
    int threads;

    private Path file;
    private EventLog log;
    private Instant cutoff;
    private Instant end;
    private ClvModel model;
    private byte[] saved;
    private ExecutorService others;
    private Executor executor;

    /** Simulates the shop and does every stage once. */
    @Setup
    public void prepare() throws IOException {
        others = Executors.newFixedThreadPool(Math.max(1, threads - 1));
        executor = threads == 1 ? Runnable::run : others;
        file = Files.createTempFile("clv-job", ".csv");
        ShopSimulation.builder().customers(4_000).days(730).seed(1).build().writeCsv(file);
        log = read();
        end = log.observedUntil();
        cutoff = end.minus(HORIZON);
        model = train(builder().trainingSet(log, cutoff));
        saved = save();
    }

    /** Removes the file. */
    @TearDown
    public void remove() throws IOException {
        others.shutdownNow();
        Files.delete(file);
    }

    private ClvModelBuilder builder() {
        return ClvModel.builder()
                .horizon(HORIZON)
                .origins(4, Duration.ofDays(30))
                .threads(threads);
    }

    /** From the file to a log. */
    @Benchmark
    public EventLog read() {
        return EventReader.csv().threads(threads).read(file);
    }

    /** Labels, features, their preparation and the purchase model. */
    @Benchmark
    public TrainingSet features() {
        return builder().trainingSet(log, cutoff);
    }

    /** Networks, calibration, intervals, prototypes and baselines. */
    @Benchmark
    public ClvModel train(Rows rows) {
        return train(rows.set);
    }

    private ClvModel train(TrainingSet set) {
        return ClvModel.builder().threads(threads).train(set);
    }

    /** The rows that a model is trained on. */
    @State(Scope.Benchmark)
    public static class Rows {

        private TrainingSet set;

        /** Makes them once. */
        @Setup
        public void make(JobBenchmark job) {
            set = job.features();
        }
    }

    /** To bytes. */
    @Benchmark
    public byte[] save() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        return out.toByteArray();
    }

    /** From bytes. */
    @Benchmark
    public ClvModel load() throws IOException {
        return ClvModel.read(new ByteArrayInputStream(saved));
    }

    /** Everybody's prediction, with three quantiles. */
    @Benchmark
    public ScoringSummary score(Blackhole taken) {
        return model.score(log, log.customers(), end, executor, (customer, prediction) -> {
            taken.consume(prediction.quantile(0.1));
            taken.consume(prediction.quantile(0.5));
            taken.consume(prediction.quantile(0.9));
        });
    }

    /** The reasons of a hundred customers. */
    @Benchmark
    public void explain(Blackhole taken) {
        model.explainAll(
                log,
                log.customers().subList(0, 100),
                end,
                Reference.averageCustomer(),
                executor,
                (customer, explanation) -> taken.consume(explanation));
    }
}
