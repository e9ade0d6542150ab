package dev.clv.benchmarks.features;

import dev.clv.features.btyd.BgNbd;
import dev.clv.features.btyd.Fit;
import dev.clv.features.btyd.GammaGamma;
import dev.clv.features.btyd.MbgNbd;
import dev.clv.features.btyd.ParetoNbd;
import dev.clv.features.btyd.PurchaseModel;
import dev.clv.features.btyd.PurchaseSummary;
import dev.clv.features.btyd.Spend;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
 * Whole fits of purchase models, with standard errors, to customers as in the CDNOW sample: drawn from its Pareto/NBD
 * model, by whole days, observed for 27 to 39 weeks; and what three predictions for all of them cost.
 */
@SuppressWarnings("NullAway.Init") // JMH sets a state up before it is used
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PurchaseModelBenchmark {

    @Param({"2357", "200000"})
    private int customers;

    private final List<PurchaseSummary> summaries = new ArrayList<>();
    private final List<Spend> spends = new ArrayList<>();

    @Setup
    public void prepare() {
        Random random = new Random(42);
        for (int i = 0; i < customers; i++) {
            int age = 7 * 27 + random.nextInt(7 * 12);
            double rate = gamma(random, .55) / (7 * 10.6);
            double end = Math.min(age, exponential(random) / (gamma(random, .61) / (7 * 11.7)));
            int x = 0;
            int last = 0;
            for (double time = exponential(random) / rate; time < end; time += exponential(random) / rate) {
                x += (int) Math.ceil(time) > last ? 1 : 0;
                last = (int) Math.ceil(time);
            }
            summaries.add(PurchaseSummary.of(x, last / 7.0, age / 7.0));
            spends.add(new Spend(1 + x, 15.4 / gamma(random, 3.7) * gamma(random, 6.25 * (1 + x)) / (1 + x)));
        }
    }

    private static double exponential(Random random) {
        return -Math.log(1 - random.nextDouble());
    }

    /** By Marsaglia and Tsang's method, 2000. */
    private static double gamma(Random random, double shape) {
        double d = shape + 1 - 1.0 / 3;
        while (true) {
            double normal = random.nextGaussian();
            double v = Math.pow(1 + normal / Math.sqrt(9 * d), 3);
            if (v > 0 && Math.log(random.nextDouble()) < normal * normal / 2 + d - d * v + d * Math.log(v)) {
                return d * v * Math.pow(random.nextDouble(), 1 / shape);
            }
        }
    }

    @Benchmark
    public Fit<ParetoNbd> fitParetoNbd() {
        return ParetoNbd.fit(summaries);
    }

    @Benchmark
    public Fit<BgNbd> fitBgNbd() {
        return BgNbd.fit(summaries);
    }

    @Benchmark
    public Fit<MbgNbd> fitMbgNbd() {
        return MbgNbd.fit(summaries);
    }

    @Benchmark
    public Fit<GammaGamma> fitGammaGamma() {
        return GammaGamma.fit(spends);
    }

    @Benchmark
    public double predictParetoNbd() {
        return predictions(new ParetoNbd(.55, 10.6, .61, 11.7));
    }

    @Benchmark
    public double predictBgNbd() {
        return predictions(new BgNbd(.24, 4.4, .79, 2.4));
    }

    private double predictions(PurchaseModel model) {
        double sum = 0;
        for (PurchaseSummary customer : summaries) {
            sum += model.expectedPurchases(customer, 13)
                    + model.probabilityAlive(customer)
                    + model.probabilityOfNone(customer, 13);
        }
        return sum;
    }
}
