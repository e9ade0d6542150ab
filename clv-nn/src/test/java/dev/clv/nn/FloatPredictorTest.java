package dev.clv.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.clv.nn.layer.Dense;
import dev.clv.nn.layer.Layer;
import dev.clv.nn.loss.AbsoluteError;
import dev.clv.nn.loss.BinaryCrossEntropy;
import dev.clv.nn.loss.CategoricalCrossEntropy;
import dev.clv.nn.loss.Gamma;
import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.Huber;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.Pinball;
import dev.clv.nn.loss.Poisson;
import dev.clv.nn.loss.Scaled;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.Tweedie;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Float against the oracle: the network in double. */
class FloatPredictorTest {

    private static final String TRAINED_ON = "hand in the columns that the network was trained on, in their order";

    private static final int[] AWKWARD = {1, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 127};

    static Stream<FloatKernels> kernels() {
        return Stream.concat(Stream.of(FloatKernels.plain()), FloatKernels.vector().stream());
    }

    private static NetworkSpec relu(int inputs, int first, int second, Loss loss) {
        return NetworkSpec.builder(inputs)
                .dense(first)
                .relu()
                .dense(second)
                .relu()
                .build(loss);
    }

    /** Initial weights, and biases that are not zero. */
    private static Network network(NetworkSpec spec, long seed) {
        double[] parameters = spec.initialParameters(seed);
        SplitMix random = new SplitMix(seed);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) (parameters[i] + random.nextSymmetric(0.05));
        }
        return Network.of(spec, parameters);
    }

    /** Rows of floats, as doubles, so that rounding the inputs is no part of a difference. */
    private static double[][] rows(int count, int columns, double size, long seed) {
        SplitMix random = new SplitMix(seed);
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            for (int j = 0; j < columns; j++) {
                row[j] = (float) random.nextSymmetric(size);
            }
        }
        return rows;
    }

    /**
     * What rounding to float can make of the raw outputs at most: each product and sum adds half a unit in the last
     * place of sums of magnitudes, and no activation here has a derivative above 1.13 or is above 1 at 0.
     */
    private static double bound(Network network, double[] row) {
        double[] x = Arrays.stream(row).map(Math::abs).toArray();
        NamedMatrices parameters = network.spec().matrices(network.parameterArray());
        double roundings = 2;
        int l = 0;
        for (Layer layer : network.spec().layers()) {
            if (layer instanceof Dense dense) {
                NamedMatrices own = parameters.group(network.spec().layerNames().get(l));
                double[] y = new double[dense.outputs()];
                for (int o = 0; o < y.length; o++) {
                    y[o] = 1 + Math.abs(own.get("bias").get(0, o));
                    for (int i = 0; i < x.length; i++) {
                        y[o] += 1.13 * x[i] * Math.abs(own.get("weights").get(i, o));
                    }
                }
                roundings += x.length + 8;
                x = y;
            }
            l++;
        }
        return roundings * Math.ulp(1f) / 2 * Arrays.stream(x).max().orElseThrow();
    }

    private static void assertAgrees(Network network, FloatKernels kernels, double[][] rows) {
        FloatPredictor fast = FloatPredictor.of(network, kernels);
        FloatPredictor.Scratch scratch = fast.newScratch();
        int offsetCount = network.spec().offsetOutputs().size();
        double[][] offsets = rows(rows.length, offsetCount, 0.5, 99);
        Predictions exact = network.predict(rows, offsetCount > 0 ? offsets : null);
        Predictions batch = fast.predict(rows, offsetCount > 0 ? offsets : null);
        String what = kernels.name() + " " + network.spec().describe();
        assertThat(batch.size()).isEqualTo(rows.length);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(offsets[i], 0, scratch.offsets(), 0, offsetCount);
            double[] raw = fast.raw(rows[i], scratch);
            assertThat(raw).as("alone and in a batch, %s", what).isEqualTo(batch.raw(i));
            assertThat(fast.mean(rows[i], scratch)).isEqualTo(batch.mean(i));
            double bound = bound(network, rows[i]);
            for (int k = 0; k < raw.length; k++) {
                assertThat(raw[k]).as("%s row %d output %d", what, i, k).isCloseTo(exact.raw(i)[k], within(bound));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void awkwardWidthsAgreeWithTheNetworkInDouble(FloatKernels kernels) {
        for (int inputs : AWKWARD) {
            for (int width : AWKWARD) {
                long seed = inputs * 1000L + width;
                assertAgrees(
                        network(relu(inputs, width, 9, SquaredError.of()), seed), kernels, rows(8, inputs, 2, seed));
                assertAgrees(
                        network(relu(9, inputs, width, ZeroInflatedLognormal.of()), seed),
                        kernels,
                        rows(8, 9, 2, seed));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void anyNumberOfRowsAgreesWithTheNetworkInDouble(FloatKernels kernels) {
        for (int count : new int[] {0, 1, 5, 6, 7, 47, 258, 259, 4097}) {
            Network network = network(relu(20, 64, 32, SquaredError.of()), count);
            assertAgrees(network, kernels, rows(count, 20, 2, count));
        }
        for (long seed = 0; seed < 20; seed++) {
            assertAgrees(network(relu(64, 128, 64, SquaredError.of()), seed), kernels, rows(13, 64, 2, seed));
            assertAgrees(network(relu(3, 300, 270, SquaredError.of()), seed), kernels, rows(7, 3, 2, seed));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void everyActivationSkipAndOffsetAgreesWithTheNetworkInDouble(FloatKernels kernels) {
        List<UnaryOperator<NetworkSpec.Builder>> kinds = List.of(
                NetworkSpec.Builder::relu,
                NetworkSpec.Builder::leakyRelu,
                NetworkSpec.Builder::elu,
                NetworkSpec.Builder::gelu,
                NetworkSpec.Builder::tanh,
                NetworkSpec.Builder::sigmoid,
                NetworkSpec.Builder::softplus,
                builder -> builder);
        for (UnaryOperator<NetworkSpec.Builder> kind : kinds) {
            for (int second : new int[] {2, 3, 10}) {
                NetworkSpec spec = kind.apply(kind.apply(NetworkSpec.builder(7).dense(19))
                                .dropout(0.3)
                                .dense(second))
                        .skip(2, 1, 0.75)
                        .offsetTo(2)
                        .offsetTo(0)
                        .build(ZeroInflatedLognormal.of());
                assertAgrees(network(spec, second), kernels, rows(20, 7, 3, second));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void everyLossMakesItsMeanOfTheRawOutputs(FloatKernels kernels) {
        List<Loss> losses = List.of(
                SquaredError.of(),
                AbsoluteError.of(),
                Huber.of(1),
                Pinball.of(0.9),
                Poisson.of(),
                Gamma.of(),
                Tweedie.of(1.5),
                BinaryCrossEntropy.of(),
                CategoricalCrossEntropy.of(7),
                ZeroInflatedLognormal.of(),
                Scaled.of(SquaredError.of(), 250),
                Heads.of(SquaredError.of()).and(0.5, ZeroInflatedLognormal.of()));
        for (Loss loss : losses) {
            Network network = network(relu(11, 24, 13, loss), 3);
            double[][] rows = rows(9, 11, 1, 4);
            assertAgrees(network, kernels, rows);
            double[] exact = network.predict(rows).means();
            double[] means = FloatPredictor.of(network, kernels).predict(rows).means();
            for (int i = 0; i < rows.length; i++) {
                assertThat(means[i])
                        .as(loss.describe().word())
                        .isCloseTo(exact[i], within(1e-5 * Math.max(1, Math.abs(exact[i]))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void extremeInputsAgreeWithTheNetworkInDouble(FloatKernels kernels) {
        Network network = network(relu(20, 64, 32, SquaredError.of()), 5);
        assertThat(FloatPredictor.of(network, kernels).limit()).isGreaterThan(1e30f);
        assertAgrees(network, kernels, rows(50, 20, 1e30, 6));
        assertAgrees(network, kernels, rows(50, 20, 1e-30, 7));
        assertAgrees(network, kernels, rows(50, 20, 1e-40, 8));
        double[][] mixed = rows(50, 20, 1, 9);
        for (double[] row : mixed) {
            row[3] *= (float) 1e25;
            row[17] = -0.0;
            row[19] = Float.MIN_VALUE;
        }
        assertAgrees(network, kernels, mixed);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void rowsGiveTheSameBitsInWhateverFormTheyCome(FloatKernels kernels) {
        FloatPredictor fast = FloatPredictor.of(network(relu(20, 64, 32, SquaredError.of()), 1), kernels);
        double[][] rows = rows(100, 20, 2, 1);
        DMatrixRMaj doubles = new DMatrixRMaj(rows);
        FMatrixRMaj floats = new FMatrixRMaj(100, 20);
        for (int i = 0; i < doubles.data.length; i++) {
            floats.data[i] = (float) doubles.data[i];
        }
        double[] means = fast.predict(rows).means();
        assertThat(fast.predict(doubles).means()).isEqualTo(means);
        assertThat(fast.predict(floats).means()).isEqualTo(means);
        FloatPredictor.Scratch scratch = fast.newScratch();
        for (int i = 0; i < rows.length; i++) {
            assertThat(fast.mean(Arrays.copyOfRange(floats.data, i * 20, i * 20 + 20), scratch))
                    .isEqualTo(means[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void threadsMayShareAPredictor(FloatKernels kernels) throws Exception {
        FloatPredictor fast = FloatPredictor.of(network(relu(33, 65, 17, SquaredError.of()), 1), kernels);
        double[][] rows = rows(2000, 33, 2, 1);
        double[] expected = fast.predict(rows).means();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<double[]>> all = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                all.add(threads.submit(() -> {
                    FloatPredictor.Scratch scratch = fast.newScratch();
                    return Arrays.stream(rows)
                            .mapToDouble(row -> fast.mean(row, scratch))
                            .toArray();
                }));
                all.add(threads.submit(() -> fast.predict(rows).means()));
            }
            for (Future<double[]> means : all) {
                assertThat(means.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void oneRowAllocatesNothing(FloatKernels kernels) {
        FloatPredictor fast = FloatPredictor.of(network(relu(20, 64, 32, ZeroInflatedLognormal.of()), 1), kernels);
        FloatPredictor.Scratch scratch = fast.newScratch();
        double[] row = rows(1, 20, 1, 1)[0];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = Long.MAX_VALUE;
        double sum = 0;
        // Until compiled, vectors are objects; give the compiler time.
        for (int round = 0; round < 400 && bytes > 1000; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                sum += fast.mean(row, scratch);
            }
            bytes = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(bytes).as("bytes of 1000 rows, %s", sum).isLessThanOrEqualTo(1000);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void badInputIsNamedWithItsRemedy(FloatKernels kernels) {
        FloatPredictor fast = FloatPredictor.of(network(relu(20, 64, 32, SquaredError.of()), 1), kernels);
        FloatPredictor.Scratch scratch = fast.newScratch();
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            for (int column = 0; column < 20; column++) {
                double[][] rows = rows(100, 20, 1, 1);
                rows[70][column] = bad;
                String end = " column " + column + " is " + bad + "; impute or drop it first";
                refuses(() -> fast.mean(rows[70], scratch), "inputs of layer 'dense1' must be finite, row 0" + end);
                refuses(() -> fast.predict(rows), "inputs of layer 'dense1' must be finite, row 70" + end);
                FMatrixRMaj floats = new FMatrixRMaj(100, 20);
                floats.set(70, column, (float) bad);
                refuses(() -> fast.predict(floats), "inputs of layer 'dense1' must be finite, row 70" + end);
            }
        }
        double[] large = new double[20];
        large[3] = 1e39;
        refuses(
                () -> fast.mean(large, scratch),
                "inputs of layer 'dense1' must be of magnitude at most " + fast.limit()
                        + " in float, row 0 column 3 is 1.0E39; scale the column, or predict in double");
        refuses(
                () -> fast.mean(new double[19], scratch),
                "inputs of layer 'dense1' must have 20 columns, row 0 has 19; " + TRAINED_ON);
        refuses(
                () -> fast.mean(new float[21], scratch),
                "inputs of layer 'dense1' must have 20 columns, row 0 has 21; " + TRAINED_ON);
        refuses(
                () -> fast.predict(new double[2][19]),
                "inputs of layer 'dense1' must have 20 columns, row 0 has 19; " + TRAINED_ON);
        refuses(
                () -> fast.predict(new FMatrixRMaj(2, 19)),
                "inputs of layer 'dense1' must have 20 columns, was 2 x 19; " + TRAINED_ON);
        FloatPredictor other = FloatPredictor.of(network(relu(20, 64, 32, SquaredError.of()), 1), kernels);
        refuses(
                () -> other.mean(new double[20], scratch),
                "the scratch was made for another predictor; use newScratch of this one");
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void networksWithoutAFloatFormAreRefused(FloatKernels kernels) {
        NetworkSpec residual = NetworkSpec.builder(3)
                .dense(4)
                .residual(chain -> chain.dense(4).relu())
                .build(SquaredError.of());
        refuses(
                () -> FloatPredictor.of(network(residual, 1), kernels),
                "layers [dense, residual, dense] have no float form, which dense layers with at most one activation and one dropout"
                        + " behind each have; predict in double, with Network.predict");
        NetworkSpec spec = relu(3, 4, 4, SquaredError.of());
        double[] huge = new double[spec.parameterCount()];
        Arrays.fill(huge, 1e200);
        refuses(
                () -> FloatPredictor.of(Network.of(spec, huge), kernels),
                "the network's parameters are so large that inputs of 1 could leave the range of a float; predict in double, with"
                        + " Network.predict");
        NetworkSpec offsets = NetworkSpec.builder(3).dense(4).relu().offsetTo(0).build(SquaredError.of());
        FloatPredictor fast = FloatPredictor.of(network(offsets, 1), kernels);
        refuses(
                () -> fast.predict(new double[2][3]),
                "the network takes 1 offset(s) per row, none were given; hand in offsets");
    }

    private static void refuses(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
