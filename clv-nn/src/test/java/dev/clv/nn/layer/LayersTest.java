package dev.clv.nn.layer;

import static dev.clv.nn.layer.MonotoneDense.Response.FALLING;
import static dev.clv.nn.layer.MonotoneDense.Response.FREE;
import static dev.clv.nn.layer.MonotoneDense.Response.NONE;
import static dev.clv.nn.layer.MonotoneDense.Response.RISING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.check.GradientCheck;
import dev.clv.nn.check.LayerChecks;
import dev.clv.nn.describe.Description;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LayersTest {

    private static final List<MonotoneDense.Response> NINE =
            List.of(FREE, RISING, RISING, FALLING, NONE, RISING, FALLING, RISING, FREE);

    static Stream<Arguments> layers() {
        // The second number is how many gradients are checked: 5 rows of inputs and all parameters, without and with
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
                Arguments.of(new Dropout(7, 0.4), 2 * 5 * 7),
                Arguments.of(LayerNorm.of(7), 2 * (5 * 7 + 7 + 7)),
                Arguments.of(LayerNorm.of(2), 2 * (5 * 2 + 2 + 2)),
                Arguments.of(LayerNorm.of(33), 2 * (5 * 33 + 33 + 33)),
                Arguments.of(new Embedding(3, 1, 4, 2), 2 * (5 * 2 + 4 * 2)),
                Arguments.of(new Embedding(1, 0, 9, 17), 2 * (9 * 17)),
                Arguments.of(new Cross(1), 2 * (5 + 1 + 1)),
                Arguments.of(new Cross(9), 2 * (5 * 9 + 9 * 9 + 9)),
                Arguments.of(MonotoneDense.of(4, 3), 2 * (5 * 4 + 4 * 3 + 3)),
                Arguments.of(new MonotoneDense(9, 7, NINE, Initialization.NEAR_ZERO), 2 * (5 * 9 + 9 * 7 + 7)),
                Arguments.of(BLOCK, 2 * (5 * 3 + 3 * 7 + 7 + 7 + 7 + 7 * 3 + 3)),
                Arguments.of(Residual.of(List.of(BLOCK, Activations.tanh(3))), 2 * (5 * 3 + 66)));
    }

    private static final Residual BLOCK = Residual.of(List.of(
            new Dense(3, 7, Initialization.HE),
            LayerNorm.of(7),
            Activations.gelu(7),
            new Dropout(7, 0.3),
            new Dense(7, 3, Initialization.GLOROT)));

    @ParameterizedTest
    @MethodSource("layers")
    void keepsTheContractOfLayers(Layer layer, int gradients) {
        for (long seed = 0; seed < 5; seed++) {
            GradientCheck check = LayerChecks.check(layer, seed);
            assertThat(check.checked()).isEqualTo(gradients);
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
        double[] y = forward(layer, row(-3, -1, -0.25, 0, 0.5, 2));
        assertThat(y).containsExactly(expected, within(1e-15));
    }

    private static DMatrixRMaj row(double... numbers) {
        return rows(1, numbers);
    }

    private static DMatrixRMaj rows(int rows, double... numbers) {
        return new DMatrixRMaj(rows, numbers.length / rows, true, numbers);
    }

    /** The outputs of a layer for prediction, of a layer whose parameters are these, one after the other. */
    private static double[] forward(Layer layer, DMatrixRMaj x, double... parameters) {
        DMatrixRMaj y = new DMatrixRMaj(x.numRows, layer.outputs());
        layer.forward(x, matrices(layer, parameters), y, layer.memory(x.numRows));
        return y.data;
    }

    private static NamedMatrices matrices(Layer layer, double... parameters) {
        NamedMatrices matrices = ParameterShape.zeros(layer.parameters());
        matrices.load(parameters, 0);
        return matrices;
    }

    @Test
    @DisplayName("dropout drops its share, keeps the mean, and does nothing in prediction")
    void dropoutDropsItsShare() {
        Dropout dropout = new Dropout(100_000, 0.3);
        DMatrixRMaj x = new DMatrixRMaj(1, 100_000);
        x.fill(1);
        DMatrixRMaj y = x.createLike();
        LayerMemory memory = dropout.memory(1);

        memory.begin(true, 5);
        dropout.forward(x, NamedMatrices.none(), y, memory);
        long dropped = Arrays.stream(y.data).filter(v -> v == 0).count();
        assertThat(dropped).isBetween(29_400L, 30_600L);
        assertThat(Arrays.stream(y.data).average().orElseThrow()).isCloseTo(1, within(0.01));

        memory.begin(false, 5);
        dropout.forward(x, NamedMatrices.none(), y, memory);
        assertThat(y.data).isEqualTo(x.data);
    }

    @Test
    void activationsPassNaNOn() {
        for (Layer layer : layers().map(a -> (Layer) a.get()[0])
                .filter(l -> l.parameters().isEmpty())
                .toList()) {
            double[] y = forward(layer, row(Double.NaN, 1, 1, 1, 1, 1, 1));
            assertThat(y[0]).as(layer.describe().word()).isNaN();
        }
    }

    @Test
    void layerNormMatchesPyTorch() {
        // Origin: PyTorch 1.13 (Debian python3-torch), float64, torch.nn.LayerNorm(6), forward and backward.
        LayerNorm layer = LayerNorm.of(6);
        DMatrixRMaj x = rows(2, -3, -1, -.25, 0, .5, 2, 1, 1, 2, 3, 5, 8);
        NamedMatrices parameters = matrices(layer, 1, .5, -1, 2, 1.5, .25, 0, .1, .2, -.3, .4, -.5);
        DMatrixRMaj dy = rows(2, 1, -1, .5, .25, 2, -.5, .1, .2, .3, .4, .5, .6);
        DMatrixRMaj y = x.createLike();
        DMatrixRMaj dx = x.createLike();
        NamedMatrices gradients = parameters.createLike();
        LayerMemory memory = layer.memory(2);
        layer.forward(x, parameters, y, memory);
        layer.backward(x, y, dy, parameters, dx, gradients, memory);
        assertThat(y.data)
                .containsExactly(
                        new double[] {
                            -1.7856834500025822,
                            -0.13351245115418384,
                            0.17252794692303725,
                            0.08460874307747918,
                            1.1829535126934398,
                            -0.12225927019176147,
                            -0.9354135950221484,
                            -0.36770679751107416,
                            0.7345220542983704,
                            -0.5672610271491849,
                            1.4022288518094452,
                            -0.03229320248892564
                        },
                        within(1e-14));
        assertThat(dx.data)
                .containsExactly(
                        new double[] {
                            0.2702628804934254,
                            -0.7052956997063919,
                            -0.7002574507423256,
                            -0.03924876057386284,
                            1.6124332566866162,
                            -0.43789422615746126,
                            -0.026308572460026283,
                            -0.026308572460026283,
                            -0.2040251963183675,
                            0.2195954909089583,
                            0.16483089873510934,
                            -0.12778404840564755
                        },
                        within(1e-14));
        assertThat(gradients.toArray())
                .containsExactly(
                        new double[] {
                            -1.879224809504797,
                            0.279942183303938,
                            -0.14662058975102973,
                            -0.005376112545152081,
                            1.3780143008610681,
                            0.36701485441010134,
                            1.1,
                            -0.8,
                            0.8,
                            0.65,
                            2.5,
                            0.1
                        },
                        within(1e-14));
    }

    @Test
    void embeddingMatchesPyTorchAndPassesOtherColumnsOn() {
        // Origin: PyTorch 1.13 (Debian python3-torch), torch.nn.Embedding(3, 2); rows 2, 0, 2.
        Embedding layer = new Embedding(3, 1, 3, 2);
        DMatrixRMaj x = rows(3, 7, 2, 8, 9, 0, 10, 11, 2, 12);
        NamedMatrices parameters = matrices(layer, .1, .2, .3, .4, .5, .6);
        DMatrixRMaj y = new DMatrixRMaj(3, 4);
        layer.forward(x, parameters, y, layer.memory(3));
        assertThat(y.data).containsExactly(7, 8, .5, .6, 9, 10, .1, .2, 11, 12, .5, .6);
        NamedMatrices gradients = parameters.createLike();
        DMatrixRMaj dx = x.createLike();
        DMatrixRMaj dy = rows(3, -1, -2, 1, 2, -3, -4, 3, 4, -5, -6, .5, .25);
        layer.backward(x, y, dy, parameters, dx, gradients, layer.memory(3));
        assertThat(gradients.toArray()).containsExactly(3, 4, 0, 0, 1.5, 2.25);
        assertThat(dx.data).containsExactly(-1, 0, -2, -3, 0, -4, -5, 0, -6);
    }

    @Test
    void anIndexThatIsNoCategoryIsRefusedByName() {
        Embedding layer = new Embedding(3, 1, 4, 2);
        for (double index : new double[] {-1, 4, 1.5, Double.NaN, 1e300}) {
            assertThatThrownBy(() -> forward(layer, row(0, index, 0), new double[8]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("column 1 of an embedding layer must hold a category index, a whole number from 0 to "
                            + "3, was " + index + "; encode unknown categories as one of them");
        }
    }

    @Test
    void aResidualBlockOfZerosIsTheIdentity() {
        assertThat(forward(BLOCK, row(1, -2, 3), new double[66])).containsExactly(1, -2, 3);
        assertThat(BLOCK.parameters())
                .extracting(ParameterShape::name)
                .containsExactly(
                        "dense1.weights",
                        "dense1.bias",
                        "layer_norm1.gain",
                        "layer_norm1.bias",
                        "dense2.weights",
                        "dense2.bias");
    }

    @Test
    void aCrossLayerMultipliesColumns() {
        // weights[0][1] = 1: y1 = x1 * x0 + x1.
        double[] y = forward(new Cross(2), row(3, 5), 0, 1, 0, 0, 0, 0);
        assertThat(y).containsExactly(3, 20);
    }

    @Test
    @DisplayName("no weights make a monotone layer answer otherwise than it should")
    void monotoneLayersAnswerAsTheyShould() {
        MonotoneDense layer = new MonotoneDense(4, 5, List.of(RISING, FREE, FALLING, NONE), Initialization.GLOROT);
        SplitMix random = new SplitMix(4);
        boolean fell = false;
        boolean rose = false;
        for (int trial = 0; trial < 50; trial++) {
            double[] parameters = new double[25];
            Arrays.setAll(parameters, i -> random.nextSymmetric(2));
            double[] x = {
                random.nextSymmetric(3), random.nextSymmetric(3), random.nextSymmetric(3), random.nextSymmetric(3)
            };
            double[] before = forward(layer, row(x), parameters);
            for (int j = 0; j < 4; j++) {
                double[] raised = x.clone();
                raised[j] += 0.5;
                double[] after = forward(layer, row(raised), parameters);
                for (int o = 0; o < 5; o++) {
                    switch (layer.responses().get(j)) {
                        case RISING -> assertThat(after[o]).isGreaterThanOrEqualTo(before[o]);
                        case FALLING -> assertThat(after[o]).isLessThanOrEqualTo(before[o]);
                        case NONE -> assertThat(after[o]).isEqualTo(before[o]);
                        case FREE -> {
                            fell |= after[o] < before[o];
                            rose |= after[o] > before[o];
                        }
                    }
                }
            }
        }
        assertThat(fell && rose)
                .as("the free input moves the outputs either way")
                .isTrue();
    }

    @Test
    void aMonotoneLayerIsRebuiltFromItsDescription() {
        MonotoneDense layer = new MonotoneDense(9, 7, NINE, Initialization.NEAR_ZERO);
        assertThat(MonotoneDense.of(layer.describe())).isEqualTo(layer);
        assertThatThrownBy(() -> MonotoneDense.of(Description.of("monotone_dense")
                        .with("inputs", 2)
                        .with("outputs", 1)
                        .with(List.of(Description.of("free").with("input", 2)))))
                .hasMessage("input of a monotone_dense layer must be 0 to 1, was 2");
    }

    @Test
    void refusesBlocksThatDoNotFit() {
        assertThatThrownBy(() -> Residual.of(List.of())).hasMessage("a residual block must hold at least one layer");
        assertThatThrownBy(() -> Residual.of(List.of(new Dense(3, 4, Initialization.HE))))
                .hasMessage("a residual block must end as wide as it begins, 3, ends with 4");
        assertThatThrownBy(() -> Residual.of(List.of(Activations.relu(3), Activations.relu(4))))
                .hasMessage("layer 2 of a residual block (relu) takes 4 inputs but is given 3");
        assertThatThrownBy(() -> Residual.of(List.of(new Embedding(3, 2, 5, 1))))
                .hasMessage("a residual block must not begin with a layer that takes a category index, column 2");
        assertThatThrownBy(() -> LayerNorm.of(0)).hasMessage("width of a layer_norm layer must be at least 1, was 0");
        assertThatThrownBy(() -> new LayerNorm(2, 0))
                .hasMessage("epsilon of a layer_norm layer must be positive and finite, was 0.0");
        assertThatThrownBy(() -> new Embedding(3, 3, 5, 1))
                .hasMessage("column of an embedding layer must be 0 to 2, was 3");
        assertThatThrownBy(() -> new MonotoneDense(3, 2, List.of(FREE, RISING), Initialization.GLOROT))
                .hasMessage("a monotone_dense layer of 3 inputs needs as many responses, got 2");
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
