package dev.clv.benchmarks.explain;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
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
 * What a user of boosted trees pays for explanations: XGBoost's exact contributions (TreeSHAP) of the 200 rows of {@link
 * ExplainBenchmark}, from trees that learned the same network's predictions of 20,000 rows. One thread.
 */
@SuppressWarnings("NullAway.Init") // JMH sets a state up before it is used
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TreeContributionBenchmark {

    private static final int TRAINING_ROWS = 20_000;

    @Param({"100", "500"})
    public int trees;

    private Booster booster;
    private DMatrix rows;

    /** Trains the trees. */
    @Setup
    public void prepare() throws XGBoostError {
        ExplainedNetwork network = ExplainedNetwork.of(20);
        double[][] training = ExplainedNetwork.gaussians(TRAINING_ROWS, 20, 5);
        double[] predicted = network.predictor.predict(training);
        float[] labels = new float[TRAINING_ROWS];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (float) predicted[i];
        }
        DMatrix learned = matrix(training);
        learned.setLabel(labels);
        Map<String, Object> settings = Map.of("max_depth", 6, "eta", 0.1, "nthread", 1, "tree_method", "hist");
        booster = XGBoost.train(learned, settings, trees, new HashMap<>(), null, null);
        rows = matrix(network.rows);
    }

    private static DMatrix matrix(double[][] values) throws XGBoostError {
        int columns = values[0].length;
        float[] all = new float[values.length * columns];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) values[i / columns][i % columns];
        }
        return new DMatrix(all, values.length, columns, Float.NaN);
    }

    /** Exact contributions of 20 columns of 200 rows. */
    @Benchmark
    public float[][] contributions() throws XGBoostError {
        return booster.predictContrib(rows, 0);
    }
}
