package dev.clv.nn.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import java.util.Arrays;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizersTest {

    private static final double[] START = {0.5, -1.25, 2.0, 0.0};
    private static final double[][] GRADIENTS = {{0.1, -0.2, 0.0, 3.0}, {-0.05, 0.4, 1e-3, -1.0}, {0.3, 0.3, -0.7, 0.2}
    };

    static Stream<Arguments> threeSteps() {
        // Origin: PyTorch 1.13 (Debian python3-torch), float64, torch.optim, three steps with these gradients.
        return Stream.of(
                Arguments.of(Sgd.of(0.1), new double[] {0.46499999999999997, -1.3, 2.0699, -0.22000000000000003}),
                Arguments.of(
                        Sgd.of(0.1).withMomentum(0.9),
                        new double[] {0.45239999999999997, -1.3018, 2.06981, -0.6430000000000001}),
                Arguments.of(
                        Sgd.of(0.1).withMomentum(0.9).withNesterov(),
                        new double[] {0.42216, -1.3466200000000002, 2.132729, -0.7987000000000002}),
                Arguments.of(Adam.of(0.01), new double[] {
                    0.4806316256512459, -1.2495709914891495, 1.9989386529882596, -0.01749330366410045
                }),
                Arguments.of(Adam.of(0.01).withBetas(0.8, 0.99).withEpsilon(1e-4), new double[] {
                    0.48074941646808406, -1.2506914412479084, 2.0001850928898617, -0.01645520269183419
                }),
                Arguments.of(Adam.of(0.01).withWeightDecay(0.1), new double[] {
                    0.4791557785193066, -1.2458410692029955, 1.9929520922512862, -0.01746931147846544
                }));
    }

    @ParameterizedTest
    @MethodSource("threeSteps")
    void threeStepsMatchPyTorch(Optimizer optimizer, double[] expected) {
        assertThat(steps(optimizer, true)).containsExactly(expected, within(1e-12));
    }

    @Test
    @DisplayName("three steps of Adafactor follow the equations of its paper, for a matrix and for a vector")
    void adafactorFollowsItsPaper() {
        // Origin: algorithms 4 to 6 of Shazeer and Stern 2018 written out in numpy, float64.
        double[] w = {.5, -1.25, 2., 0., .75, -3.};
        double[][] gradients = {{.1, -.2, 0, 3, .5, .25}, {-.05, .4, 1e-3, -1, 2, .1}, {.3, .3, -.7, .2, 0, -4}};
        ParameterShape matrix = new ParameterShape("weights", 3, 2, true);
        Adafactor optimizer = Adafactor.of();
        NamedMatrices state = optimizer.newState(matrix);
        assertThat(state.toString()).isEqualTo("[row_sums 3 x 1, column_sums 1 x 2]");
        for (int step = 1; step <= 3; step++) {
            DMatrixRMaj g = DMatrixRMaj.wrap(3, 2, gradients[step - 1]);
            optimizer.update(matrix, DMatrixRMaj.wrap(3, 2, w), g, state, step, optimizer.learningRate());
        }
        assertThat(w)
                .containsExactly(
                        new double[] {
                            0.45894381101086335,
                            -1.2770165332772976,
                            2.0145087108829727,
                            0.00035186753370147826,
                            0.6843422630287981,
                            -2.983520064091627
                        },
                        within(1e-14));

        ParameterShape vector = new ParameterShape("bias", 1, 4, false);
        double[] v = START.clone();
        NamedMatrices vectorState = optimizer.newState(vector);
        for (int step = 1; step <= 3; step++) {
            DMatrixRMaj g = DMatrixRMaj.wrap(1, 4, GRADIENTS[step - 1]);
            Adafactor.of(0.9).update(vector, DMatrixRMaj.wrap(1, 4, v), g, vectorState, step, 0.9);
        }
        assertThat(v)
                .containsExactly(
                        new double[] {-0.6294614037585691, -1.5527030654415406, 1.5236605158603056, -0.7380099859342282
                        },
                        within(1e-14));
    }

    @Test
    void weightDecayLeavesBiasesAlone() {
        assertThat(steps(Adam.of(0.01).withWeightDecay(0.1), false)).isEqualTo(steps(Adam.of(0.01), false));
    }

    private static double[] steps(Optimizer optimizer, boolean decays) {
        ParameterShape shape = new ParameterShape("weights", 2, 2, decays);
        DMatrixRMaj w = DMatrixRMaj.wrap(2, 2, START.clone());
        NamedMatrices state = optimizer.newState(shape);
        for (int step = 1; step <= GRADIENTS.length; step++) {
            DMatrixRMaj g = DMatrixRMaj.wrap(2, 2, GRADIENTS[step - 1]);
            optimizer.update(shape, w, g, state, step, optimizer.learningRate());
        }
        return w.data;
    }

    @Test
    void momentsOfSilentUnitsNeverBecomeDenormal() {
        ParameterShape shape = new ParameterShape("weights", 1, 1, true);
        for (Optimizer optimizer : new Optimizer[] {
            Adam.of(1e-3),
            Adam.of(1e-3).withBetas(0.9, 0.9).withWeightDecay(0.1),
            Sgd.of(1e-3).withMomentum(0.9),
            Sgd.of(1e-3).withMomentum(0.9).withNesterov(),
            Adafactor.of()
        }) {
            DMatrixRMaj w = new DMatrixRMaj(new double[] {1});
            NamedMatrices state = optimizer.newState(shape);
            optimizer.update(shape, w, new DMatrixRMaj(new double[] {1}), state, 1, 1e-3);
            for (int step = 2; step < 20_000; step++) {
                optimizer.update(shape, w, new DMatrixRMaj(1, 1), state, step, 1e-3);
            }
            assertThat(state.toArray()).isNotEmpty();
            assertThat(Arrays.stream(state.toArray()).boxed())
                    .as("%s", optimizer.describe())
                    .allMatch(moment -> Math.abs(moment) >= Double.MIN_NORMAL);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesALearningRateThatIsNotPositive(double rate) {
        String message = "learning rate must be positive and finite, was " + rate + "; 0.001 is a usual start";
        assertThatThrownBy(() -> Adam.of(rate)).hasMessage(message);
        assertThatThrownBy(() -> Sgd.of(rate)).hasMessage(message);
    }

    @Test
    void refusesImpossibleSettingsByName() {
        assertThatThrownBy(() -> Adam.of(1).withBetas(1, 0.9)).hasMessage("beta1 must be in [0, 1), was 1.0");
        assertThatThrownBy(() -> Adam.of(1).withBetas(0.9, -1)).hasMessage("beta2 must be in [0, 1), was -1.0");
        assertThatThrownBy(() -> Adam.of(1).withEpsilon(0)).hasMessage("epsilon must be positive and finite, was 0.0");
        assertThatThrownBy(() -> Adam.of(1).withWeightDecay(-1))
                .hasMessage("weight decay must be finite and not negative, was -1.0");
        assertThatThrownBy(() -> Sgd.of(1).withMomentum(1)).hasMessage("momentum must be in [0, 1), was 1.0");
        assertThatThrownBy(() -> Sgd.of(1).withNesterov()).hasMessageContaining("call withMomentum first");
    }
}
