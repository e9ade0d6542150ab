package dev.clv.benchmarks.decide;

import dev.clv.decide.Decisions;
import dev.clv.decide.Exclusions;
import dev.clv.decide.recommend.Ranking;
import dev.clv.decide.recommend.Recommendation;
import dev.clv.decide.recommend.Recommender;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.nn.math.SplitMix;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * A shop of 4,000 products in 100 kinds, whose customers buy 20 times within a year, mostly of three kinds. {@code fit}
 * learns from all customers; {@code lists} makes lists of ten products for 1,000 of them. One thread.
 */
@SuppressWarnings("NullAway.Init") // JMH sets a state up before it is used
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class RecommendBenchmark {

    private static final Instant AT = Instant.parse("2024-12-31T00:00:00Z");
    private static final int PRODUCTS = 4_000;
    private static final int KINDS = 100;
    private static final int PURCHASES = 20;
    private static final int LISTS = 1_000;

    /** How many customers the shop has. */
    @Param({"10000", "100000"})
    private int customers;

    private EventLog log;
    private Recommender recommender;
    private List<String> some;

    /** The shop. */
    @Setup
    public void prepare() {
        EventLog.Builder builder = EventLog.builder().currency("EUR");
        SplitMix random = new SplitMix(1);
        for (int c = 0; c < customers; c++) {
            int[] kinds = {random.nextInt(KINDS), random.nextInt(KINDS), random.nextInt(KINDS)};
            for (int i = 0; i < PURCHASES; i++) {
                int kind = random.nextInt(10) == 0 ? random.nextInt(KINDS) : kinds[random.nextInt(3)];
                double popular = random.nextDouble();
                int product = kind * (PRODUCTS / KINDS) + (int) (popular * popular * (PRODUCTS / KINDS));
                Instant time = AT.minus(Duration.ofHours(1 + random.nextInt(365 * 24)));
                builder.add("c" + c, new Purchase(time, BigDecimal.TEN, 1, null, "p" + product, "kind" + kind));
            }
        }
        log = builder.build();
        recommender = Recommender.builder().fit(log, AT);
        some = recommender.customers().subList(0, LISTS);
    }

    /** Signals of four instants, and networks. */
    @Benchmark
    public Recommender fit() {
        return Recommender.builder().fit(log, AT);
    }

    /** Ten products for 1,000 customers. */
    @Benchmark
    public Decisions<Recommendation> lists() {
        return recommender.recommend(some, 10, Ranking.byProbability(), Exclusions.none(), Runnable::run);
    }
}
