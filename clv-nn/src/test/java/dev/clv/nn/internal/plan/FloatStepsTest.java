package dev.clv.nn.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.FloatKernels;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.internal.pool.Workers;
import dev.clv.nn.layer.ParameterShape;
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
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.optimize.Regularization;
import dev.clv.nn.optimize.Sgd;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What steps in float leave in weights and moments, against the same steps in double. */
class FloatStepsTest {

    private static final int[] AWKWARD = {1, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 127};
    private static final int STEPS = 2;
    private static final double RATE = 1e-3;

    /** Added to the root of Adam's second moment. It bounds how much an error of a small gradient can grow. */
    private static final double EPSILON = 1e-2;

    // Labels well away from the outputs, which start near zero: at a kink, float and double may see different
    // derivatives.
    private static final DoubleBinaryOperator REALS = (place, random) -> (place % 2 == 0 ? 1 : -1) * (1 + random);
    private static final DoubleBinaryOperator AMOUNTS = (place, random) -> place % 3 == 0 ? 0 : 1 + random;
    private static final DoubleBinaryOperator POSITIVE = (place, random) -> 0.2 + random;
    private static final DoubleBinaryOperator CLASSES = (place, random) -> place % 2;

    static Stream<FloatKernels> kernels() {
        return FloatTrainingTest.kernels();
    }

    static Stream<Arguments> everyLossOnEveryKernels() {
        return kernels()
                .flatMap(kernels -> Stream.of(
                                Arguments.of(SquaredError.of(), REALS),
                                Arguments.of(AbsoluteError.of(), REALS),
                                Arguments.of(Huber.of(0.7), REALS),
                                Arguments.of(Pinball.of(0.8), REALS),
                                Arguments.of(Poisson.of(), AMOUNTS),
                                Arguments.of(Gamma.of(2), POSITIVE),
                                Arguments.of(Tweedie.of(1.4), AMOUNTS),
                                Arguments.of(BinaryCrossEntropy.of(), CLASSES),
                                Arguments.of(CategoricalCrossEntropy.of(3), CLASSES),
                                Arguments.of(ZeroInflatedLognormal.of(), AMOUNTS),
                                Arguments.of(Scaled.of(ZeroInflatedLognormal.of(), 40), AMOUNTS),
                                Arguments.of(
                                        Heads.of(ZeroInflatedLognormal.of()).and(0.5, BinaryCrossEntropy.of()),
                                        CLASSES))
                        .map(loss -> Arguments.of(kernels, loss.get()[0], loss.get()[1])));
    }

    @ParameterizedTest
    @MethodSource("everyLossOnEveryKernels")
    @DisplayName("every loss by every optimiser at awkward widths and batches steps as in double")
    void stepsAgreeWithTheOnesInDouble(FloatKernels kernels, Loss loss, DoubleBinaryOperator labels) {
        List<Optimizer> optimizers = List.of(
                Sgd.of(RATE),
                Adam.of(RATE).withEpsilon(EPSILON),
                Adam.of(RATE).withEpsilon(EPSILON).withWeightDecay(0.1));
        for (Optimizer optimizer : optimizers) {
            for (int width : AWKWARD) {
                // No kink in the layers: an activation at one would have another derivative in float.
                NetworkSpec spec = NetworkSpec.builder(9).dense(width).tanh().build(loss);
                for (int rows : AWKWARD) {
                    assertStepsAgree(kernels, spec, optimizer, new OracleRows(rows, spec, width + rows, labels));
                }
            }
        }
    }

    private static void assertStepsAgree(FloatKernels kernels, NetworkSpec spec, Optimizer optimizer, OracleRows rows) {
        double[] start = spec.initialParameters(rows.count);
        FloatTraining training =
                FloatPlan.compile(spec).orElseThrow().training(kernels, FloatSettings.of(optimizer), rows.count, start);
        for (int i = 0; i < start.length; i++) {
            start[i] = (float) start[i];
        }
        NamedMatrices parameters = spec.matrices(start);
        List<ParameterShape> shapes = spec.parameterShapes();
        List<NamedMatrices> states = shapes.stream().map(optimizer::newState).toList();
        double largest = 0;
        for (int step = 1; step <= STEPS; step++) {
            NamedMatrices gradients = spec.zeros();
            rows.oracle(spec, parameters, step, gradients);
            largest = Math.max(
                    largest,
                    Arrays.stream(gradients.toArray()).map(Math::abs).max().orElseThrow());
            for (int p = 0; p < shapes.size(); p++) {
                optimizer.update(shapes.get(p), parameters.get(p), gradients.get(p), states.get(p), step, RATE);
            }
            training.step(rows.from(0), rows.count, step, step, RATE, Workers.CALLER);
        }
        double[] expected = parameters.toArray();
        // A gradient adds up `rows` products of numbers that are sums of at most `widest` products themselves. A step
        // is its size times
        // that error, for Adam at most divided by epsilon; to that come the roundings of the weight itself.
        int widest = Math.max(spec.inputs(), spec.layers().get(0).outputs());
        double error = Math.ulp(1f) * (rows.count + 2.0 * widest) * largest;
        double growth = optimizer instanceof Adam ? 1 / EPSILON : 1;
        double[] actual = new double[expected.length];
        training.copyWeights(actual);
        double worst = 0;
        int at = -1;
        for (int i = 0; i < actual.length; i++) {
            double tolerance = STEPS * (RATE * growth * error + Math.ulp((float) expected[i]));
            if (!(Math.abs(actual[i] - expected[i]) / tolerance <= worst)) {
                worst = Math.abs(actual[i] - expected[i]) / tolerance;
                at = i;
            }
        }
        assertThat(worst)
                .as(
                        "%s %s %s width %d rows %d parameter %d, in tolerances",
                        kernels.name(),
                        spec.loss().describe(),
                        optimizer.describe(),
                        spec.layers().get(0).outputs(),
                        rows.count,
                        at)
                .isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @DisplayName("moments of units that died, or never lived, stay out of the denormal numbers")
    void momentsOfDeadUnitsStayNormal(FloatKernels kernels) {
        NetworkSpec spec =
                NetworkSpec.builder(1).dense(19).relu().dense(9).relu().build(SquaredError.of());
        double[] parameters = new double[spec.parameterCount()];
        Arrays.fill(parameters, 0.3);
        // Units of the first layer: one never lives, the others live for positive rows only.
        int bias = spec.parameterShapes().get(0).size();
        Arrays.fill(parameters, bias, bias + 19, -0.2);
        parameters[bias] = -1e6;
        List<Optimizer> optimizers = List.of(
                Adam.of(1e-7).withBetas(0.9, 0.95),
                Adam.of(1e-7).withBetas(0.9, 0.95).withWeightDecay(0.01),
                Sgd.of(1e-7).withMomentum(0.9));
        for (Optimizer optimizer : optimizers) {
            FloatTraining training =
                    FloatPlan.compile(spec).orElseThrow().training(kernels, FloatSettings.of(optimizer), 4, parameters);
            double[] state = new double[training.stateSize()];
            for (int step = 1; step <= 5000; step++) {
                // Alive at first, which leaves moments to decay; then dead, up to where 0.95 to their power is far
                // below any float.
                float x = step <= 3 ? 1 : -1;
                FloatTraining.RowSource source = (from, to, into) -> {
                    for (int b = from; b < to; b++) {
                        into.row(b, new float[] {x}, 0, new double[] {2}, 0, 1, new double[0], 0);
                    }
                };
                training.step(source, 4, step, step, 1e-7, Workers.CALLER);
                if (step % 100 == 0) {
                    training.copyState(state);
                    assertThat(Arrays.stream(state).map(Math::abs).min().orElseThrow())
                            .as("%s %s step %d", kernels.name(), optimizer.describe(), step)
                            .isGreaterThanOrEqualTo(Float.MIN_NORMAL);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @DisplayName("the state handed out and taken back continues to the same bits, on the same kernels")
    void theStateIsAllThatAStepNeeds(FloatKernels kernels) {
        NetworkSpec spec = NetworkSpec.builder(9)
                .dense(33)
                .relu()
                .dropout(0.2)
                .dense(17)
                .gelu()
                .skip(2, 0, 0.5)
                .build(SquaredError.of());
        OracleRows rows = new OracleRows(65, spec, 3);
        for (Optimizer optimizer : List.of(
                Sgd.of(0.01),
                Sgd.of(0.01).withMomentum(0.9).withNesterov(),
                Adam.of(0.01).withWeightDecay(0.1))) {
            FloatPlan plan = FloatPlan.compile(spec).orElseThrow();
            FloatSettings settings = FloatSettings.of(optimizer)
                    .withRegularization(new Regularization(1e-3, 1e-3, 0.9))
                    .withClipNorm(0.5);
            FloatTraining whole = plan.training(kernels, settings, rows.count, spec.initialParameters(1));
            FloatTraining rest = whole;
            for (int step = 1; step <= 12; step++) {
                if (step == 6) {
                    double[] weights = new double[spec.parameterCount()];
                    double[] state = new double[whole.stateSize()];
                    whole.copyWeights(weights);
                    whole.copyState(state);
                    rest = plan.training(kernels, settings, rows.count, weights);
                    rest.loadState(state);
                }
                for (FloatTraining training : rest == whole ? List.of(whole) : List.of(whole, rest)) {
                    training.step(rows.from(step), 65, step, step, 0.01, Workers.CALLER);
                }
            }
            assertThat(numbers(rest, spec)).containsExactly(numbers(whole, spec));
        }
    }

    @Test
    @DisplayName("the state of any kernels is taken up by any others, which go on within rounding")
    void theStateCrossesKernels() {
        NetworkSpec spec =
                NetworkSpec.builder(9).dense(33).tanh().dense(17).softplus().build(SquaredError.of());
        OracleRows rows = new OracleRows(65, spec, 3);
        Optimizer optimizer = Adam.of(0.01).withEpsilon(EPSILON).withWeightDecay(0.1);
        FloatPlan plan = FloatPlan.compile(spec).orElseThrow();
        List<FloatKernels> all = kernels().toList();
        for (FloatKernels first : all) {
            for (FloatKernels second : all) {
                FloatTraining whole = plan.training(first, FloatSettings.of(optimizer), 65, spec.initialParameters(1));
                steps(whole, rows, 1, 10);
                double[] weights = new double[spec.parameterCount()];
                double[] state = new double[whole.stateSize()];
                whole.copyWeights(weights);
                whole.copyState(state);
                FloatTraining rest = plan.training(second, FloatSettings.of(optimizer), 65, weights);
                rest.loadState(state);
                steps(whole, rows, 11, 20);
                steps(rest, rows, 11, 20);
                // Ten steps of at most 0.01; moments that were lost would change a weight by as much as a step or more.
                assertThat(numbers(rest, spec))
                        .as("%s to %s", first.name(), second.name())
                        .containsExactly(numbers(whole, spec), within(1e-5));
            }
        }
    }

    private static void steps(FloatTraining training, OracleRows rows, int from, int to) {
        for (int step = from; step <= to; step++) {
            training.step(rows.from(step), 65, step, step, 0.01, Workers.CALLER);
        }
    }

    private static double[] numbers(FloatTraining training, NetworkSpec spec) {
        double[] weights = new double[spec.parameterCount()];
        double[] state = new double[training.stateSize()];
        training.copyWeights(weights);
        training.copyState(state);
        return Stream.of(weights, state).flatMapToDouble(Arrays::stream).toArray();
    }
}
