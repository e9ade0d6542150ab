package dev.clv.benchmarks.nn;

import dev.clv.nn.internal.Kernels;
import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.internal.kernel.FloatNet;
import dev.clv.nn.internal.kernel.FloatPass;
import dev.clv.nn.internal.kernel.KernelProvider;
import dev.clv.nn.layer.Activations;
import dev.clv.nn.layer.Dense;
import dev.clv.nn.layer.Initialization;
import dev.clv.nn.layer.Layer;
import dev.clv.nn.math.SplitMix;
import java.util.ArrayList;
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
 * The three matrix products of a dense layer in training, by shape and kernels: x w, dy wᵀ and xᵀ dy, of a batch of 132
 * rows, each 2 x 132 x I x O floating point operations. Bias and rectifier are part of the first, the copying of one
 * operand part of the second and third where kernels need it. The vector kernels need {@code -jvmArgsAppend
 * "--add-modules jdk.incubator.vector"}.
 */
@SuppressWarnings("NullAway.Init") // JMH sets a state up before it is used
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ProductBenchmark {

    private static final int ROWS = 132;
    private static final int FEW = 8; // inputs of the layer before the one that passes back

    /** I x O. */
    @Param({"20x64", "64x32", "64x128", "128x64", "256x512", "512x1024", "33x65"})
    public String shape;

    @Param({"plain", "vector"})
    public String kernels;

    private FloatNet layer;
    private FloatPass through;
    private FloatPass back;

    @Setup
    public void prepare() {
        int x = shape.indexOf('x');
        int inputs = Integer.parseInt(shape.substring(0, x));
        int outputs = Integer.parseInt(shape.substring(x + 1));
        KernelProvider provider =
                kernels.equals("plain") ? Kernels.plain() : Kernels.vector().orElseThrow();
        SplitMix random = new SplitMix(1);
        layer = net(provider, random, inputs, outputs);
        through = filled(layer, random, inputs, outputs);
        back = filled(net(provider, random, FEW, inputs, outputs), random, FEW, outputs);
    }

    private static FloatNet net(KernelProvider provider, SplitMix random, int... widths) {
        List<Layer> layers = new ArrayList<>();
        int parameters = 0;
        for (int l = 0; l < widths.length - 1; l++) {
            layers.add(new Dense(widths[l], widths[l + 1], Initialization.HE));
            layers.add(Activations.relu(widths[l + 1]));
            parameters += (widths[l] + 1) * widths[l + 1];
        }
        FloatNet net = provider.net(null, DenseChain.of(layers).orElseThrow(), 1);
        net.load(FloatNet.Numbers.WEIGHTS, numbers(random, parameters));
        return net;
    }

    private static FloatPass filled(FloatNet net, SplitMix random, int inputs, int outputs) {
        FloatPass pass = net.pass(ROWS);
        pass.begin(0);
        float[] row = new float[inputs];
        for (int b = 0; b < ROWS; b++) {
            for (int i = 0; i < inputs; i++) {
                row[i] = (float) (random.nextDouble() - 0.5);
            }
            pass.input(b, row, 0);
        }
        pass.forward(0, ROWS, true, 1);
        pass.outputGradients(0, ROWS, numbers(random, ROWS * outputs));
        pass.backward(0, ROWS);
        return pass;
    }

    private static double[] numbers(SplitMix random, int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextDouble() - 0.5;
        }
        return numbers;
    }

    /** y = max(0, x w + bias). */
    @Benchmark
    public FloatPass forward() {
        through.forward(0, ROWS, true, 1);
        return through;
    }

    /** dx = dy wᵀ, where x was above zero. */
    @Benchmark
    public FloatPass backward() {
        back.backward(0, ROWS);
        return back;
    }

    /** dw = xᵀ dy. */
    @Benchmark
    public FloatPass gradient() {
        for (int part = 0; part < layer.parts(); part++) {
            through.gradient(part, ROWS, 0);
        }
        return through;
    }
}
