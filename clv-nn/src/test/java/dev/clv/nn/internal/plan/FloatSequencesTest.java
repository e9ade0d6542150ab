package dev.clv.nn.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.FloatKernels;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.internal.pool.WorkerPool;
import dev.clv.nn.internal.pool.Workers;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Regularization;
import dev.clv.nn.optimize.Sgd;
import dev.clv.nn.sequence.SequenceShape;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps in float of networks that read sequences, against the layers themselves in double. */
class FloatSequencesTest {

    private static final SequenceShape SHAPE = new SequenceShape(3, 7, 5);
    private static final int CATEGORIES = 4;

    static Stream<FloatKernels> kernels() {
        return FloatTrainingTest.kernels();
    }

    static Stream<Arguments> cellsOnEveryKernels() {
        return kernels().flatMap(kernels -> Stream.of("gru", "lstm").map(cell -> Arguments.of(kernels, cell)));
    }

    private static NetworkSpec.Builder walk(NetworkSpec.Builder builder, String cell, int hidden) {
        return cell.equals("gru") ? builder.gru(hidden) : builder.lstm(hidden);
    }

    private static NetworkSpec spec(SequenceShape shape, String cell, int hidden) {
        return walk(NetworkSpec.builder(shape), cell, hidden).dense(9).tanh().build(SquaredError.of());
    }

    /** Rows of these lengths; features hold categories where they are asked for. */
    private static OracleRows rows(
            NetworkSpec spec, int count, long seed, IntUnaryOperator lengths, int... categorical) {
        OracleRows rows = new OracleRows(count, spec, seed);
        SequenceShape shape = spec.sequence().orElseThrow();
        SplitMix random = new SplitMix(seed + 1);
        for (int b = 0; b < count; b++) {
            int at = b * rows.columns;
            rows.x[at + shape.lengthColumn()] = lengths.applyAsInt(b);
            for (int token = 0; token < shape.steps(); token++) {
                for (int feature : categorical) {
                    rows.x[at + shape.column(token, feature)] = (int) (random.nextDouble() * CATEGORIES);
                }
            }
        }
        return rows;
    }

    private static IntUnaryOperator anyLength(SequenceShape shape, long seed) {
        return b -> (int) ((SplitMix.mix(seed, b) >>> 33) % (shape.steps() + 1));
    }

    private static double[] gradient(FloatKernels kernels, NetworkSpec spec, OracleRows rows, double[] parameters) {
        FloatTraining training = FloatPlan.compile(spec)
                .orElseThrow()
                .training(kernels, FloatSettings.of(Sgd.of(1e-3)), rows.count, parameters);
        double[] gradient = new double[parameters.length];
        training.step(rows.from(0), rows.count, 1, 1, 1e-3, Workers.CALLER);
        training.copyGradient(gradient);
        return gradient;
    }

    private static void assertGradientMatches(FloatKernels kernels, NetworkSpec spec, OracleRows rows, long seed) {
        double[] parameters = spec.initialParameters(seed);
        NamedMatrices gradients = spec.zeros();
        double loss = rows.oracle(spec, spec.matrices(parameters), 1, gradients);
        double[] expected = gradients.toArray();
        FloatTraining training = FloatPlan.compile(spec)
                .orElseThrow()
                .training(kernels, FloatSettings.of(Sgd.of(1e-3)), rows.count, parameters);
        String what = kernels.name() + " " + spec.describe() + " rows " + rows.count + " seed " + seed;
        assertThat(training.step(rows.from(0), rows.count, 1, 1, 1e-3, Workers.CALLER))
                .as(what)
                .isCloseTo(loss, within(1e-5 * (1 + loss)));
        double[] gradient = new double[parameters.length];
        training.copyGradient(gradient);
        int at = 0;
        for (ParameterShape shape : spec.parameterShapes()) {
            int end = at + shape.size();
            double size = 1e-3;
            for (int i = at; i < end; i++) {
                size = Math.max(size, Math.abs(expected[i]));
            }
            for (int i = at; i < end; i++) {
                assertThat(gradient[i])
                        .as("%s %s[%d]", what, shape.name(), i - at)
                        .isCloseTo(expected[i], within(2e-5 * size));
            }
            at = end;
        }
    }

    @ParameterizedTest
    @MethodSource("cellsOnEveryKernels")
    @DisplayName("gradients of awkward sizes, batches and lengths agree with the layers in double")
    void gradientsAgreeWithTheOracle(FloatKernels kernels, String cell) {
        for (int hidden : new int[] {1, 3, 16, 17, 33, 64, 100, 130, 150}) {
            NetworkSpec spec = spec(SHAPE, cell, hidden);
            for (int count : new int[] {1, 2, 7, 30, 140}) {
                for (long seed = 0; seed < 3; seed++) {
                    OracleRows rows = rows(spec, count, seed, anyLength(SHAPE, seed));
                    assertGradientMatches(kernels, spec, rows, seed);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cellsOnEveryKernels")
    void fullSequencesEmptyOnesAndWideTokensAgreeWithTheOracle(FloatKernels kernels, String cell) {
        SequenceShape wide = new SequenceShape(0, 3, 150);
        assertGradientMatches(kernels, spec(wide, cell, 20), rows(spec(wide, cell, 20), 50, 1, b -> 3), 1);
        NetworkSpec spec = spec(SHAPE, cell, 17);
        assertGradientMatches(kernels, spec, rows(spec, 33, 2, b -> 0), 2);
        assertGradientMatches(kernels, spec, rows(spec, 33, 3, b -> 7), 3);
        assertGradientMatches(kernels, spec, rows(spec, 33, 4, b -> b == 20 ? 1 : 0), 4);
        SequenceShape single = new SequenceShape(1, 1, 1);
        assertGradientMatches(kernels, spec(single, cell, 1), rows(spec(single, cell, 1), 9, 5, b -> b % 2), 5);
    }

    @ParameterizedTest
    @MethodSource("cellsOnEveryKernels")
    void embeddingsOfTokensAgreeWithTheOracle(FloatKernels kernels, String cell) {
        NetworkSpec spec = walk(
                        NetworkSpec.builder(SHAPE)
                                .tokenEmbedding(1, CATEGORIES, 3)
                                .tokenEmbedding(2, CATEGORIES, 2), // feature 3 of the token as it is given
                        cell,
                        18)
                .build(SquaredError.of());
        for (long seed = 0; seed < 5; seed++) {
            assertGradientMatches(kernels, spec, rows(spec, 145, seed, anyLength(SHAPE, seed), 1, 3), seed);
        }
    }

    @Test
    void anEmbeddingOfAnEmbeddingAndOtherReadersHaveNoFloatForm() {
        UnaryOperator<NetworkSpec.Builder> embedded =
                builder -> builder.tokenEmbedding(1, CATEGORIES, 3).tokenEmbedding(5, CATEGORIES, 2);
        assertThat(FloatPlan.compile(
                        embedded.apply(NetworkSpec.builder(SHAPE)).gru(3).build(SquaredError.of())))
                .isEmpty();
        assertThat(FloatPlan.compile(
                        NetworkSpec.builder(SHAPE).convolution(4, 2, 1).gru(3).build(SquaredError.of())))
                .isEmpty();
        assertThat(FloatPlan.compile(NetworkSpec.builder(SHAPE).attention(2, 3).build(SquaredError.of())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cellsOnEveryKernels")
    void paddingChangesNoBitOfAGradient(FloatKernels kernels, String cell) {
        NetworkSpec spec = spec(SHAPE, cell, 20);
        double[] parameters = spec.initialParameters(3);
        OracleRows rows = rows(spec, 60, 3, anyLength(SHAPE, 3));
        double[] expected = gradient(kernels, spec, rows, parameters);
        for (int b = 0; b < rows.count; b++) {
            int length = (int) rows.x[b * rows.columns + SHAPE.lengthColumn()];
            Arrays.fill(rows.x, b * rows.columns + SHAPE.width(length), (b + 1) * rows.columns, Float.NaN);
        }
        assertThat(gradient(kernels, spec, rows, parameters)).containsExactly(expected);
    }

    @ParameterizedTest
    @MethodSource("cellsOnEveryKernels")
    @DisplayName("a row has the same loss, bit by bit, whichever rows are beside it")
    void neighboursChangeNoBitOfALoss(FloatKernels kernels, String cell) {
        NetworkSpec spec = spec(SHAPE, cell, 20);
        OracleRows rows = rows(spec, 40, 5, anyLength(SHAPE, 5));
        Arrays.fill(rows.weights, 0);
        FloatTraining training = FloatPlan.compile(spec)
                .orElseThrow()
                .training(kernels, FloatSettings.of(Sgd.of(1e-3)), rows.count, spec.initialParameters(5));
        for (int b = 0; b < rows.count; b++) {
            rows.weights[b] = 1;
            double alone = training.measure(rows.from(b), 1, Workers.CALLER);
            assertThat(alone).isPositive();
            assertThat(training.measure(rows.from(0), rows.count, Workers.CALLER))
                    .as("row %d", b)
                    .isEqualTo(alone);
            rows.weights[b] = 0;
        }
    }

    @ParameterizedTest
    @MethodSource("cellsOnEveryKernels")
    void everyShareOfTheWorkGivesTheSameBits(FloatKernels kernels, String cell) {
        NetworkSpec spec = walk(NetworkSpec.builder(SHAPE).tokenEmbedding(0, CATEGORIES, 2), cell, 24)
                .dense(12)
                .relu()
                .dropout(0.2)
                .build(SquaredError.of());
        OracleRows rows = rows(spec, 700, 1, anyLength(SHAPE, 1), 0);
        for (double clip : new double[] {0.1, Double.POSITIVE_INFINITY}) {
            FloatSettings settings = FloatSettings.of(Adam.of(0.01))
                    .withRegularization(Regularization.none().withL1(1e-4).withL2(1e-3))
                    .withClipNorm(clip);
            double[] expected = trained(kernels, spec, settings, rows, Workers.CALLER);
            for (int threads = 2; threads <= 5; threads++) {
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
        double[] results = new double[11 + parameters.length];
        for (int step = 1; step <= 10; step++) {
            results[step] = training.step(rows.from(step), rows.count - step, step, step, 0.01, workers);
        }
        training.copyWeights(parameters);
        System.arraycopy(parameters, 0, results, 11, parameters.length);
        return results;
    }

    @ParameterizedTest
    @MethodSource("cellsOnEveryKernels")
    void weightDecayMomentsAndStateAreThoseOfDouble(FloatKernels kernels, String cell) {
        NetworkSpec spec = spec(SHAPE, cell, 10);
        OracleRows rows = rows(spec, 30, 7, anyLength(SHAPE, 7));
        Adam adam = Adam.of(1e-3).withEpsilon(1e-2).withWeightDecay(0.1);
        double[] start = spec.initialParameters(7);
        FloatTraining training =
                FloatPlan.compile(spec).orElseThrow().training(kernels, FloatSettings.of(adam), rows.count, start);
        NamedMatrices parameters = spec.matrices(start);
        double[] state = new double[training.stateSize()];
        for (int step = 1; step <= 3; step++) {
            NamedMatrices gradients = spec.zeros();
            rows.oracle(spec, parameters, step, gradients);
            training.copyState(state);
            training.loadState(state);
            training.step(rows.from(0), rows.count, step, step, 1e-3, Workers.CALLER);
            if (step == 1) {
                for (int p = 0; p < spec.parameterShapes().size(); p++) {
                    ParameterShape shape = spec.parameterShapes().get(p);
                    adam.update(shape, parameters.get(p), gradients.get(p), adam.newState(shape), 1, 1e-3);
                }
                double[] moved = start.clone();
                training.copyWeights(moved);
                double[] expected = parameters.toArray();
                for (int i = 0; i < moved.length; i++) {
                    assertThat(moved[i]).as("parameter %d", i).isCloseTo(expected[i], within(1e-6));
                }
            }
        }
        double[] copied = new double[state.length];
        training.loadState(state);
        training.copyState(copied);
        assertThat(copied).containsExactly(state);
    }
}
