package dev.clv.nn.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.clv.nn.FloatKernels;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Pass;
import dev.clv.nn.internal.pool.WorkerPool;
import dev.clv.nn.internal.pool.Workers;
import dev.clv.nn.layer.Activations;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.optimize.Adafactor;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.optimize.Regularization;
import dev.clv.nn.optimize.Sgd;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Float against the oracle: layer by layer in double. */
class FloatTrainingTest {

    private static final int[] AWKWARD = {1, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 127};

    /** Units in the last place of a float. */
    private static final double ULP = Math.ulp(1f);

    static Stream<FloatKernels> kernels() {
        return Stream.concat(Stream.of(FloatKernels.plain()), FloatKernels.vector().stream());
    }

    private static void assertGradientMatches(FloatKernels kernels, NetworkSpec spec, int rowCount, long seed) {
        OracleRows rows = new OracleRows(rowCount, spec, seed);
        double[] parameters = spec.initialParameters(seed);
        NamedMatrices gradients = spec.zeros();
        double expectedLoss = rows.oracle(spec, spec.matrices(parameters), seed, gradients);
        double[] expected = gradients.toArray();
        FloatTraining training = FloatPlan.compile(spec)
                .orElseThrow()
                .training(kernels, FloatSettings.of(Sgd.of(1e-3)), rowCount, parameters);
        double loss = training.step(rows.from(0), rowCount, seed, 1, 1e-3, Workers.CALLER);
        double[] gradient = new double[parameters.length];
        training.copyGradient(gradient);

        int widest = IntStream.concat(
                        IntStream.of(spec.inputs()), spec.layers().stream().mapToInt(l -> l.outputs()))
                .max()
                .orElseThrow();
        // Each layer adds up to `widest` products forward and as many backward; the weight gradient adds one per row.
        double additions = rowCount + 2.0 * widest * spec.layers().size();
        String what = kernels.name() + " " + spec.describe() + " rows " + rowCount + " seed " + seed;
        assertThat(loss).as(what).isCloseTo(expectedLoss, within(ULP * additions * (1 + Math.abs(expectedLoss))));
        int at = 0;
        for (ParameterShape shape : spec.parameterShapes()) {
            int end = at + shape.size();
            double size = 1e-6;
            for (int i = at; i < end; i++) {
                size = Math.max(size, Math.abs(expected[i]));
            }
            for (int i = at; i < end; i++) {
                assertThat(gradient[i])
                        .as("%s %s[%d]", what, shape.name(), i - at)
                        .isCloseTo(expected[i], within(ULP * additions * size));
            }
            at = end;
        }
    }

    private static NetworkSpec relu(int inputs, int first, int second, Loss loss) {
        return NetworkSpec.builder(inputs)
                .dense(first)
                .relu()
                .dense(second)
                .relu()
                .build(loss);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void gradientsOfAwkwardWidthsAgreeWithTheOracle(FloatKernels kernels) {
        for (int inputs : AWKWARD) {
            for (int width : AWKWARD) {
                assertGradientMatches(kernels, relu(inputs, width, 9, SquaredError.of()), 17, inputs * 1000L + width);
                assertGradientMatches(kernels, relu(9, inputs, width, ZeroInflatedLognormal.of()), 17, inputs + width);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void gradientsOfAwkwardBatchesAgreeWithTheOracle(FloatKernels kernels) {
        for (int rows : AWKWARD) {
            for (long seed = 0; seed < 5; seed++) {
                assertGradientMatches(kernels, relu(20, 64, 32, SquaredError.of()), rows, seed);
                assertGradientMatches(kernels, relu(31, 17, 80, ZeroInflatedLognormal.of()), rows, seed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void gradientsOfLongSumsAgreeWithTheOracle(FloatKernels kernels) {
        assertGradientMatches(kernels, relu(300, 256, 130, SquaredError.of()), 40, 1);
        assertGradientMatches(kernels, relu(5, 12, 7, SquaredError.of()), 700, 2);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void everyActivationDropoutSkipAndOffsetAgreesWithTheOracle(FloatKernels kernels) {
        List<java.util.function.UnaryOperator<NetworkSpec.Builder>> kinds = List.of(
                NetworkSpec.Builder::relu,
                NetworkSpec.Builder::leakyRelu,
                NetworkSpec.Builder::elu,
                NetworkSpec.Builder::gelu,
                NetworkSpec.Builder::tanh,
                NetworkSpec.Builder::sigmoid,
                NetworkSpec.Builder::softplus,
                builder -> builder);
        for (java.util.function.UnaryOperator<NetworkSpec.Builder> kind : kinds) {
            for (double dropout : new double[] {0, 0.3}) {
                NetworkSpec.Builder builder = kind.apply(NetworkSpec.builder(7).dense(19));
                builder = dropout > 0 ? builder.dropout(dropout) : builder;
                builder = kind.apply(builder.dense(10))
                        .skip(2, 1, 0.7)
                        .offsetTo(1)
                        .offsetTo(0);
                assertGradientMatches(kernels, builder.build(ZeroInflatedLognormal.of()), 150, 3);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void lossCurvesFollowTheOnesInDouble(FloatKernels kernels) {
        List<Optimizer> optimizers = List.of(
                Adam.of(3e-3),
                Adam.of(3e-3).withWeightDecay(0.1),
                Sgd.of(0.05),
                Sgd.of(0.02).withMomentum(0.9),
                Sgd.of(0.02).withMomentum(0.9).withNesterov());
        NetworkSpec spec = NetworkSpec.builder(9)
                .dense(33)
                .relu()
                .dropout(0.1)
                .dense(17)
                .tanh()
                .skip(1, 0, 0.5)
                .build(SquaredError.of());
        Regularization none = Regularization.none();
        List<Regularization> regularization = List.of(
                none.withL2(0.01), none.withL1(0.003), none.withMaxNorm(0.8), new Regularization(0.003, 0.01, 0.9));
        for (Optimizer optimizer : optimizers) {
            for (double clip : new double[] {Double.POSITIVE_INFINITY, 0.5}) {
                for (Regularization kept : regularization) {
                    assertCurvesAgree(kernels, spec, optimizer, clip, kept);
                }
            }
        }
    }

    private static void assertCurvesAgree(
            FloatKernels kernels, NetworkSpec spec, Optimizer optimizer, double clip, Regularization regularization) {
        int n = 100;
        OracleRows rows = new OracleRows(n, spec, 5);
        double[] parameters = spec.initialParameters(1);
        FloatSettings settings =
                FloatSettings.of(optimizer).withRegularization(regularization).withClipNorm(clip);
        FloatTraining training = FloatPlan.compile(spec).orElseThrow().training(kernels, settings, n, parameters);
        NamedMatrices expectedParameters = spec.matrices(parameters);
        List<ParameterShape> shapes = spec.parameterShapes();
        List<NamedMatrices> states = shapes.stream().map(optimizer::newState).toList();
        double rate = optimizer.learningRate();
        for (int step = 1; step <= 60; step++) {
            NamedMatrices gradients = spec.zeros();
            double expected = rows.oracle(spec, expectedParameters, step, gradients);
            regularization.addTo(gradients, expectedParameters, shapes);
            double squares = Arrays.stream(gradients.toArray()).map(g -> g * g).sum();
            for (int p = 0; p < shapes.size(); p++) {
                DMatrixRMaj g = gradients.get(p);
                CommonOps_DDRM.scale(Math.min(1, clip / Math.sqrt(squares)), g);
                optimizer.update(shapes.get(p), expectedParameters.get(p), g, states.get(p), step, rate);
            }
            regularization.limit(expectedParameters, shapes, new double[64]);
            double loss = training.step(rows.from(0), n, step, step, rate, Workers.CALLER);
            assertThat(loss / n)
                    .as("%s %s clip %s %s step %d", kernels.name(), optimizer.describe(), clip, regularization, step)
                    .isCloseTo(expected / n, within(2e-5 * (1 + expected / n)));
        }
    }

    /** As many threads as it says, but every task on the calling one, in a random order and by a random worker. */
    private record Shuffled(int threads, Random random) implements Workers {
        @Override
        public void run(int count, Task task) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, count).boxed().toList());
            Collections.shuffle(order, random);
            order.forEach(number -> task.run(random.nextInt(threads), number));
        }
    }

    static Stream<Arguments> kernelsAndWaysToShareABatch() {
        // Few weights: a gradient for each share of the rows, of which the largest batch has as many as there can be.
        // Many: one.
        return kernels()
                .flatMap(kernels -> Stream.of(
                        Arguments.of(kernels, 70, 33, 300),
                        Arguments.of(kernels, 24, 9, 2000),
                        Arguments.of(kernels, 300, 220, 150)));
    }

    @ParameterizedTest
    @MethodSource("kernelsAndWaysToShareABatch")
    void everyShareOfTheWorkGivesTheSameBits(FloatKernels kernels, int first, int second, int count) {
        NetworkSpec spec = NetworkSpec.builder(20)
                .dense(first)
                .relu()
                .dropout(0.2)
                .dense(second)
                .elu()
                .build(SquaredError.of());
        OracleRows rows = new OracleRows(count, spec, 1);
        for (double clip : new double[] {0.1, Double.POSITIVE_INFINITY}) {
            FloatSettings settings = FloatSettings.of(Adam.of(0.01))
                    .withRegularization(Regularization.none().withL2(1e-3))
                    .withClipNorm(clip);
            double[] expected = trained(kernels, spec, settings, rows, Workers.CALLER);
            for (int threads = 1; threads <= 5; threads++) {
                assertThat(trained(kernels, spec, settings, rows, new Shuffled(threads, new Random(threads))))
                        .as("%d threads", threads)
                        .containsExactly(expected);
                try (WorkerPool pool = new WorkerPool(threads, null)) {
                    assertThat(trained(kernels, spec, settings, rows, pool))
                            .as("a pool of %d", threads)
                            .containsExactly(expected);
                }
            }
        }
    }

    private static double[] trained(
            FloatKernels kernels, NetworkSpec spec, FloatSettings settings, OracleRows rows, Workers workers) {
        double[] parameters = spec.initialParameters(1);
        FloatTraining training =
                FloatPlan.compile(spec).orElseThrow().training(kernels, settings, rows.count, parameters);
        double[] results = new double[21 + parameters.length];
        for (int step = 1; step <= 20; step++) {
            results[step] = training.step(rows.from(step), rows.count - step, step, step, 0.01, workers);
        }
        training.copyWeights(parameters);
        System.arraycopy(parameters, 0, results, 21, parameters.length);
        return results;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void measuringAgreesWithPredictionWithoutDropout(FloatKernels kernels) {
        NetworkSpec spec = NetworkSpec.builder(5).dense(20).relu().dropout(0.5).build(SquaredError.of());
        OracleRows rows = new OracleRows(90, spec, 4);
        double[] parameters = spec.initialParameters(2);
        Pass pass = Pass.of(spec, 90);
        for (int i = 0; i < rows.x.length; i++) {
            pass.x().data[i] = rows.x[i];
        }
        DMatrixRMaj z = pass.forward(spec.matrices(parameters));
        DMatrixRMaj losses = new DMatrixRMaj(90, 1);
        spec.loss().value(z, new DMatrixRMaj(rows.y), losses, spec.loss().memory(90));
        double expected = 0;
        for (int b = 0; b < 90; b++) {
            expected += rows.weights[b] * losses.data[b];
        }
        FloatTraining training =
                FloatPlan.compile(spec).orElseThrow().training(kernels, FloatSettings.of(Adam.of(1)), 90, parameters);
        assertThat(training.measure(rows.from(0), 90, Workers.CALLER)).isCloseTo(expected, within(1e-5 * expected));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void weightsComeBackAsTheyWereLoaded(FloatKernels kernels) {
        NetworkSpec spec = NetworkSpec.builder(5)
                .dense(81)
                .relu()
                .dense(17)
                .relu()
                .skip(0, 0, 0.25)
                .build(SquaredError.of());
        double[] parameters = spec.initialParameters(2);
        double[] back = new double[parameters.length];
        FloatPlan.compile(spec)
                .orElseThrow()
                .training(kernels, FloatSettings.of(Adam.of(1)), 1, parameters)
                .copyWeights(back);
        for (int i = 0; i < back.length; i++) {
            assertThat((float) back[i]).isEqualTo((float) parameters[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void stepsAllocateNothing(FloatKernels kernels) {
        assertNothingAllocated(kernels, Regularization.none());
        assertNothingAllocated(kernels, new Regularization(1e-4, 1e-4, 1));
    }

    private static void assertNothingAllocated(FloatKernels kernels, Regularization regularization) {
        NetworkSpec spec = relu(20, 64, 32, SquaredError.of());
        OracleRows rows = new OracleRows(256, spec, 4);
        FloatSettings settings = FloatSettings.of(Adam.of(1e-3)).withRegularization(regularization);
        FloatTraining training =
                FloatPlan.compile(spec).orElseThrow().training(kernels, settings, 256, spec.initialParameters(1));
        FloatTraining.RowSource source = rows.from(0);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = Long.MAX_VALUE;
        // Until compiled, vectors are objects; give the compiler time.
        for (int round = 0; round < 200 && bytes > 64 * 100; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 1; i <= 100; i++) {
                training.step(source, 256, 0, i, 1e-3, Workers.CALLER);
            }
            bytes = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(bytes).as("bytes of 100 steps").isLessThanOrEqualTo(64 * 100L);
    }

    @Test
    void theStateOfAnotherNetworkIsRefused() {
        NetworkSpec spec = relu(3, 4, 5, SquaredError.of());
        FloatTraining training = FloatPlan.compile(spec)
                .orElseThrow()
                .training(FloatKernels.plain(), FloatSettings.of(Adam.of(1)), 1, spec.initialParameters(1));
        assertThatThrownBy(() -> training.loadState(new double[7]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "optimiser 'adam' remembers 94 numbers of this network, got 7; load the state of a training "
                                + "with the same network and optimiser");
    }

    @Test
    void partsThatAreNotKnownDoNotCompile() {
        NetworkSpec twoActivations =
                NetworkSpec.builder(3).dense(4).relu().tanh().build(SquaredError.of());
        assertThat(FloatPlan.compile(twoActivations)).isEmpty();
        NetworkSpec activationFirst =
                NetworkSpec.builder(3).layer(Activations::tanh).build(SquaredError.of());
        assertThat(FloatPlan.compile(activationFirst)).isEmpty();
        NetworkSpec linear = NetworkSpec.builder(3).build(SquaredError.of());
        assertThatThrownBy(() -> FloatPlan.compile(linear)
                        .orElseThrow()
                        .training(
                                FloatKernels.plain(), FloatSettings.of(Adafactor.of()), 4, linear.initialParameters(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("adafactor")
                .hasMessageContaining("adam or sgd");
    }

    @Test
    void theVectorProviderIsThereUnderTheFlag() {
        boolean flag = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (!flag) {
            assertThat(FloatKernels.vector()).isEmpty();
            assertThat(FloatKernels.best()).isEqualTo(FloatKernels.plain());
        } else {
            FloatKernels.vector()
                    .ifPresent(vector -> assertThat(FloatKernels.best()).isEqualTo(vector));
        }
        assertThat(Arrays.asList(FloatKernels.best().name())).isNotEmpty();
    }
}
