package dev.clv.benchmarks.nn;

import dev.clv.nn.FloatKernels;
import dev.clv.nn.FloatPredictor;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Predictions;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.math.SplitMix;
import java.util.concurrent.TimeUnit;
import org.ejml.data.FMatrixRMaj;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time per row of prediction in float, alone and in a batch. Run it with {@code -prof gc}: one row allocates nothing;
 * with {@code -bm sample} for percentiles, of which a clock's own 20 to 30 ns are part. The vector kernels need
 * {@code -jvmArgsAppend "--add-modules jdk.incubator.vector"}.
 */
@SuppressWarnings("NullAway.Init") // JMH sets a state up before it is used
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PredictBenchmark {

    private static final int BATCH = 4096;

    /** S is 20-64-32-1, M is 64-128-64-1. */
    @Param({"S", "M"})
    public String net;

    @Param({"plain", "vector"})
    public String kernels;

    private FloatPredictor fast;
    private FloatPredictor.Scratch scratch;
    private double[][] rows;
    private FMatrixRMaj batch;
    private int next;

    /** Random rows. */
    @Setup
    public void prepare() {
        int scale = net.equals("S") ? 1 : 2;
        int inputs = net.equals("S") ? 20 : 64;
        NetworkSpec spec = NetworkSpec.builder(inputs)
                .dense(64 * scale)
                .relu()
                .dense(32 * scale)
                .relu()
                .build(SquaredError.of());
        Network network = Network.of(spec, spec.initialParameters(1));
        fast = FloatPredictor.of(
                network,
                kernels.equals("plain")
                        ? FloatKernels.plain()
                        : FloatKernels.vector().orElseThrow());
        scratch = fast.newScratch();
        SplitMix random = new SplitMix(1);
        batch = new FMatrixRMaj(BATCH, inputs);
        rows = new double[64][inputs];
        for (int i = 0; i < batch.data.length; i++) {
            batch.data[i] = (float) random.nextSymmetric(1);
        }
        for (int i = 0; i < rows.length * inputs; i++) {
            rows[i / inputs][i % inputs] = batch.data[i];
        }
    }

    /** One row of doubles, another one every time. */
    @Benchmark
    public double one() {
        next = (next + 1) % rows.length;
        return fast.mean(rows[next], scratch);
    }

    /** One row of a batch of 4,096. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Predictions batch() {
        return fast.predict(batch);
    }
}
