package dev.clv.benchmarks.nn;

import dev.clv.nn.FloatKernels;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.internal.plan.FloatPlan;
import dev.clv.nn.internal.plan.FloatSettings;
import dev.clv.nn.internal.plan.FloatTraining;
import dev.clv.nn.internal.pool.Workers;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.optimize.Sgd;
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
 * Time of one training step in float. Run it with {@code -prof gc}: it allocates nothing. The vector kernels need
 * {@code -jvmArgsAppend "--add-modules jdk.incubator.vector"}.
 */
@SuppressWarnings("NullAway.Init") // JMH sets a state up before it is used
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepBenchmark {

    private static final double[] NO_OFFSETS = new double[0];

    @Param({"S", "M", "L", "XL"})
    public String net;

    @Param({"32", "256", "1024"})
    public int batch;

    @Param({"plain", "vector"})
    public String kernels;

    @Param({"squared_error", "zero_inflated_lognormal"})
    public String loss;

    @Param({"adam", "sgd"})
    public String optimizer;

    private FloatTraining training;
    private FloatTraining.RowSource rows;
    private double rate;
    private long step;

    /** Random rows whose label is zero in one of three. */
    @Setup
    public void prepare() {
        int scale = switch (net) {
            case "S" -> 1;
            case "M" -> 2;
            case "L" -> 8;
            default -> 16;
        };
        int inputs = net.equals("S") ? 20 : 32 * scale;
        Loss kind = loss.equals("squared_error") ? SquaredError.of() : ZeroInflatedLognormal.of();
        NetworkSpec spec = NetworkSpec.builder(inputs)
                .dense(64 * scale)
                .relu()
                .dense(32 * scale)
                .relu()
                .build(kind);
        SplitMix random = new SplitMix(1);
        float[] x = new float[batch * inputs];
        double[] y = new double[batch];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextSymmetric(1);
        }
        for (int b = 0; b < batch; b++) {
            y[b] = b % 3 == 0 ? 0 : 1 + random.nextDouble();
        }
        Optimizer kindOfStep = optimizer.equals("adam") ? Adam.of(1e-4) : Sgd.of(1e-4);
        rate = kindOfStep.learningRate();
        FloatKernels chosen = kernels.equals("plain")
                ? FloatKernels.plain()
                : FloatKernels.vector().orElseThrow();
        training = FloatPlan.compile(spec)
                .orElseThrow()
                .training(chosen, FloatSettings.of(kindOfStep), batch, spec.initialParameters(1));
        rows = (from, to, into) -> {
            for (int b = from; b < to; b++) {
                into.row(b, x, b * inputs, y, b, 1, NO_OFFSETS, 0);
            }
        };
    }

    /** Forward, backward and update of one batch. */
    @Benchmark
    public double step() {
        step++;
        return training.step(rows, batch, step, step, rate, Workers.CALLER);
    }
}
