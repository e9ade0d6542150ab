package dev.clv.benchmarks.decide;

import dev.clv.decide.uplift.SimulatedCampaign;
import dev.clv.decide.uplift.UpliftEffects;
import dev.clv.decide.uplift.UpliftLearner;
import dev.clv.decide.uplift.UpliftModel;
import dev.clv.features.FeatureMatrix;
import dev.clv.simulate.ShopSimulation;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** The effects of two treatments on 10,000 customers whose features are known, with intervals, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets a state up before it is used
public class UpliftBenchmark {

    private static final int CUSTOMERS = 10_000;

    @Param({"SHARED", "DR"})
    private UpliftLearner learner;

    private UpliftModel model;
    private FeatureMatrix customers;

    /** Learns from a simulated campaign. */
    @Setup
    public void prepare() {
        ShopSimulation shop =
                ShopSimulation.builder().customers(3_000).days(400).seed(1).build();
        SimulatedCampaign campaign = SimulatedCampaign.of(shop, shop.end().minus(Duration.ofDays(60)), 1);
        model = UpliftModel.builder().learner(learner).train(campaign.experiment());
        FeatureMatrix some = campaign.experiment().features();
        customers = some.select(
                IntStream.range(0, CUSTOMERS).map(i -> i % some.rows()).toArray());
    }

    /** All of them. */
    @Benchmark
    public UpliftEffects score() {
        return model.effects(customers);
    }
}
