package dev.clv.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.check.GradientCheck;
import dev.clv.nn.check.LayerChecks;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LayersTest {

    static Stream<Arguments> layers() {
        // The second number is how many slopes are checked: 5 rows of inputs and all parameters, without and with
        // noise.
        return Stream.of(
                Arguments.of(new Dense(4, 3, Initialization.HE), 2 * (5 * 4 + 4 * 3 + 3)),
                Arguments.of(new Dense(1, 9, Initialization.GLOROT), 2 * (5 + 9 + 9)),
                Arguments.of(Activations.relu(7), 2 * 5 * 7),
                Arguments.of(Activations.leakyRelu(7), 2 * 5 * 7),
                Arguments.of(Activations.leakyRelu(7, 0.2), 2 * 5 * 7),
                Arguments.of(Activations.elu(7), 2 * 5 * 7),
                Arguments.of(Activations.gelu(7), 2 * 5 * 7),
                Arguments.of(Activations.tanh(7), 2 * 5 * 7),
                Arguments.of(Activations.sigmoid(7), 2 * 5 * 7),
                Arguments.of(Activations.softplus(7), 2 * 5 * 7),
                Arguments.of(new Dropout(7, 0.4), 2 * 5 * 7));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void keepsTheContractOfLayers(Layer layer, int slopes) {
        for (long seed = 0; seed < 5; seed++) {
            GradientCheck check = LayerChecks.check(layer, seed);
            assertThat(check.checked()).isEqualTo(slopes);
            assertThat(check.worst()).isLessThanOrEqualTo(1e-6);
        }
    }

    static Stream<Arguments> activations() {
        // Origin: PyTorch 1.13 (Debian python3-torch), float64, torch.nn.functional; gelu with approximate='tanh'.
        return Stream.of(
                Arguments.of(Activations.relu(6), new double[] {0, 0, 0, 0, 0.5, 2}),
                Arguments.of(Activations.leakyRelu(6), new double[] {-0.03, -0.01, -0.0025, 0, 0.5, 2}),
                Arguments.of(
                        Activations.elu(6),
                        new double[] {-0.950212931632136, -0.6321205588285577, -0.22119921692859512, 0, 0.5, 2}),
                Arguments.of(Activations.gelu(6), new double[] {
                    -0.0036373920817729943,
                    -0.15880800939172324,
                    -0.100324649298315,
                    0,
                    0.34571400982514394,
                    1.954597694087775
                }),
                Arguments.of(Activations.tanh(6), new double[] {
                    -0.9950547536867305,
                    -0.7615941559557649,
                    -0.24491866240370913,
                    0,
                    0.46211715726000974,
                    0.9640275800758169
                }),
                Arguments.of(Activations.sigmoid(6), new double[] {
                    0.04742587317756678,
                    0.2689414213699951,
                    0.43782349911420193,
                    0.5,
                    0.6224593312018546,
                    0.8807970779778823
                }),
                Arguments.of(Activations.softplus(6), new double[] {
                    0.04858735157374206,
                    0.31326168751822286,
                    0.5759394198788436,
                    0.6931471805599453,
                    0.9740769841801067,
                    2.1269280110429727
                }));
    }

    @ParameterizedTest
    @MethodSource("activations")
    void activationsMatchPyTorch(Layer layer, double[] expected) {
        double[] y = new double[6];
        layer.forward(1, new double[] {-3, -1, -0.25, 0, 0.5, 2}, new double[0], 0, y, layer.memory(1));
        assertThat(y).containsExactly(expected, within(1e-15));
    }

    @Test
    @DisplayName("dropout drops its share, keeps the mean, and does nothing in prediction")
    void dropoutDropsItsShare() {
        Dropout dropout = new Dropout(100_000, 0.3);
        double[] x = new double[100_000];
        java.util.Arrays.fill(x, 1);
        double[] y = new double[100_000];
        LayerMemory memory = dropout.memory(1);

        memory.begin(true, 5);
        dropout.forward(1, x, new double[0], 0, y, memory);
        long dropped = java.util.Arrays.stream(y).filter(v -> v == 0).count();
        assertThat(dropped).isBetween(29_400L, 30_600L);
        assertThat(java.util.Arrays.stream(y).average().orElseThrow()).isCloseTo(1, within(0.01));

        memory.begin(false, 5);
        dropout.forward(1, x, new double[0], 0, y, memory);
        assertThat(y).isEqualTo(x);
    }

    @Test
    void activationsPassNaNOn() {
        for (Layer layer : layers().map(a -> (Layer) a.get()[0])
                .filter(l -> l.parameters().isEmpty())
                .toList()) {
            double[] x = {Double.NaN, 1, 1, 1, 1, 1, 1};
            double[] y = new double[7];
            layer.forward(1, x, new double[0], 0, y, layer.memory(1));
            assertThat(y[0]).as(layer.describe().word()).isNaN();
        }
    }

    @Test
    void refusesImpossibleSettingsByName() {
        assertThatThrownBy(() -> new Dense(0, 3, Initialization.HE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("inputs of a dense layer must be at least 1, was 0");
        assertThatThrownBy(() -> new Dropout(3, 1)).hasMessage("rate of a dropout layer must be in [0, 1), was 1.0");
        assertThatThrownBy(() -> Activations.leakyRelu(3, -1))
                .hasMessage("leak of a leaky_relu layer must be in [0, 1), was -1.0");
        assertThatThrownBy(() -> Activations.tanh(0)).hasMessage("width of a tanh layer must be at least 1, was 0");
    }
}
