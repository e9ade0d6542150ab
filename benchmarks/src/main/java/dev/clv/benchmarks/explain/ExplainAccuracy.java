package dev.clv.benchmarks.explain;

import dev.clv.explain.gradient.GradientExplainer;
import dev.clv.explain.shapley.ShapleyExplainer;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * The errors that go with the times of {@link ExplainBenchmark}: root mean square over rows and columns, relative to
 * that of the values. Shapley values are compared with walks of 200 times the budget, whose own error is a fourteenth;
 * expected gradients with exact ones. Run with the number of rows as the argument, 10 unless given.
 */
public final class ExplainAccuracy {

    private ExplainAccuracy() {}

    /** Prints the errors. */
    public static void main(String[] args) {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        ExplainedNetwork network = ExplainedNetwork.of(20);
        double[][] reference = new double[rows][];
        ShapleyExplainer longWalks = ExplainBenchmark.walks(network, 200 * ExplainBenchmark.WALK_BUDGET);
        for (int i = 0; i < rows; i++) {
            reference[i] = longWalks.explain(network.rows[i]).values();
        }
        ShapleyExplainer walks = ExplainBenchmark.walks(network, ExplainBenchmark.WALK_BUDGET);
        print("walks", reference, i -> walks.explain(network.rows[i]).values());
        NaiveKernelShap kernel =
                new NaiveKernelShap(network.predictor, network.backgroundRows, ExplainBenchmark.KERNEL_SAMPLES);
        print("naive kernel SHAP", reference, i -> kernel.explain(network.rows[i], i));

        GradientExplainer exact =
                GradientExplainer.builder(network.predictor, network.background).build();
        double[][] gradients = new double[rows][];
        for (int i = 0; i < rows; i++) {
            gradients[i] = exact.explain(network.rows[i]).values();
        }
        GradientExplainer stratified = GradientExplainer.builder(network.predictor, network.background)
                .stratified(2, 42)
                .build();
        print(
                "expected gradients, 200 nodes",
                gradients,
                i -> stratified.explain(network.rows[i]).values());
        print("exact expected gradients as Shapley values", reference, i -> gradients[i]);
    }

    private static void print(String name, double[][] reference, IntFunction<double[]> estimate) {
        double error = 0;
        double size = 0;
        for (int i = 0; i < reference.length; i++) {
            double[] values = estimate.apply(i);
            for (int j = 0; j < values.length; j++) {
                error += (values[j] - reference[i][j]) * (values[j] - reference[i][j]);
                size += reference[i][j] * reference[i][j];
            }
        }
        System.out.printf(Locale.ROOT, "%-45s %.2f %%%n", name, 100 * Math.sqrt(error / size));
    }
}
