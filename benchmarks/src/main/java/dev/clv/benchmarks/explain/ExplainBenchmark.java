package dev.clv.benchmarks.explain;

import dev.clv.explain.Attribution;
import dev.clv.explain.Effort;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.gradient.GradientExplainer;
import dev.clv.explain.gradient.RescaleExplainer;
import dev.clv.explain.shapley.ShapleyExplainer;
import dev.clv.explain.shapley.ShapleyMethod;
import java.util.ArrayList;
import java.util.List;
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

/**
 * One thread. {@code walks...}, {@code expected...}, {@code deepShap} and {@code naive...} explain 20 columns of 200
 * rows or, where the name says so, of one; {@code exact...} explain one row.
 */
@SuppressWarnings("NullAway.Init") // JMH sets a state up before it is used
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ExplainBenchmark {

    /** Seven rounds of 2 x 19 steps against 100 background rows, and the row itself; see {@link ExplainAccuracy}. */
    static final long WALK_BUDGET = 26_601;

    static final int KERNEL_SAMPLES = 2_048;

    private ExplainedNetwork twenty;
    private ExplainedNetwork twelve;
    private ShapleyExplainer walks;
    private ShapleyExplainer walksByRows;
    private ShapleyExplainer exact;
    private ShapleyExplainer exactByRows;
    private ShapleyExplainer exactGroups;
    private GradientExplainer pieces;
    private GradientExplainer stratified;
    private RescaleExplainer rescale;
    private NaiveKernelShap kernel;
    private int next;

    /** Networks and explainers. */
    @Setup
    public void prepare() {
        twenty = ExplainedNetwork.of(20);
        twelve = ExplainedNetwork.of(12);
        walks = walks(twenty, WALK_BUDGET);
        walksByRows = ShapleyExplainer.builder(twenty.predictor, twenty.background)
                .method(ShapleyMethod.WALKS)
                .effort(Effort.budget(WALK_BUDGET))
                .build();
        exact = ShapleyExplainer.builder(twelve.predictor.quickest(), twelve.background)
                .method(ShapleyMethod.EXACT)
                .build();
        exactByRows = ShapleyExplainer.builder(twelve.predictor, twelve.background)
                .method(ShapleyMethod.EXACT)
                .build();
        List<String> groups = new ArrayList<>();
        for (int j = 0; j < 20; j++) {
            groups.add("group" + j % 8);
        }
        exactGroups = ShapleyExplainer.builder(twenty.predictor.quickest(), twenty.background)
                .features(FeatureGroups.byName(groups))
                .method(ShapleyMethod.EXACT)
                .build();
        pieces = GradientExplainer.builder(twenty.predictor, twenty.background)
                .pieces(1)
                .build();
        stratified = GradientExplainer.builder(twenty.predictor, twenty.background)
                .stratified(2, 42)
                .build();
        rescale = RescaleExplainer.of(twenty.predictor, twenty.background);
        kernel = new NaiveKernelShap(twenty.predictor, twenty.backgroundRows, KERNEL_SAMPLES);
    }

    static ShapleyExplainer walks(ExplainedNetwork network, long budget) {
        return ShapleyExplainer.builder(network.predictor.quickest(), network.background)
                .method(ShapleyMethod.WALKS)
                .effort(Effort.budget(budget))
                .build();
    }

    private double[] nextOf(ExplainedNetwork network) {
        next = (next + 1) % network.rows.length;
        return network.rows[next];
    }

    /** Permutation walks of 200 rows. */
    @Benchmark
    public List<Attribution> walks() {
        return walks.explain(twenty.rows);
    }

    /** Permutation walks of one row through the plain predictor. */
    @Benchmark
    public Attribution walksByRowsOneRow() {
        return walksByRows.explain(nextOf(twenty));
    }

    /** Exact Shapley values of 12 columns, one row. */
    @Benchmark
    public Attribution exactTwelveOneRow() {
        return exact.explain(nextOf(twelve));
    }

    /** The same through the plain predictor. */
    @Benchmark
    public Attribution exactTwelveByRowsOneRow() {
        return exactByRows.explain(nextOf(twelve));
    }

    /** Exact Shapley values of 8 groups of the 20 columns, one row. */
    @Benchmark
    public Attribution exactGroupsOneRow() {
        return exactGroups.explain(nextOf(twenty));
    }

    /** Expected gradients of 200 rows, 200 nodes each. */
    @Benchmark
    public List<Attribution> expectedGradients() {
        return stratified.explain(twenty.rows);
    }

    /** Exact expected gradients of one row. */
    @Benchmark
    public Attribution expectedGradientsExactOneRow() {
        return pieces.explain(nextOf(twenty));
    }

    /** The rescale rule, 200 rows. */
    @Benchmark
    public List<Attribution> deepShap() {
        return rescale.explain(twenty.rows);
    }

    /** Straightforward Kernel SHAP of one row. */
    @Benchmark
    public double[] naiveKernelShapOneRow() {
        return kernel.explain(nextOf(twenty), next);
    }
}
