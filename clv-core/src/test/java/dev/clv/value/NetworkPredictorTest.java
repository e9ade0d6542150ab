package dev.clv.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.AdditivePredictor;
import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.gradient.GradientExplainer;
import dev.clv.explain.gradient.RescaleExplainer;
import dev.clv.explain.shapley.ShapleyExplainer;
import dev.clv.explain.shapley.ShapleyMethod;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NetworkPredictorTest {

    /** The golden multi-layer perceptron and what other programs say of it; tolerances are those of its README. */
    @Nested
    class Golden {

        private static JsonNode file;
        private static NetworkPredictor predictor;
        private static double[][] rows;
        private static Background background;

        @BeforeAll
        static void read() throws IOException {
            try (InputStream in = NetworkPredictorTest.class.getResourceAsStream("/golden/mlp8_shap.json")) {
                file = JsonMapper.shared().readTree(in);
            }
            predictor = NetworkPredictor.of(network(file.get("layers")));
            rows = matrix(file.get("X"));
            background = Background.of(matrix(file.get("background")));
        }

        private static Network network(JsonNode layers) {
            NetworkSpec spec =
                    NetworkSpec.builder(8).dense(16).relu().dense(8).relu().build(SquaredError.of());
            double[] parameters = new double[spec.parameterCount()];
            int at = 0;
            for (JsonNode layer : layers) {
                double[][] w = matrix(layer.get("W"));
                for (int i = 0; i < w[0].length; i++) {
                    for (double[] unit : w) {
                        parameters[at++] = unit[i];
                    }
                }
                for (double bias : vector(layer.get("b"))) {
                    parameters[at++] = bias;
                }
            }
            return Network.of(spec, parameters);
        }

        private static double[] vector(JsonNode node) {
            double[] vector = new double[node.size()];
            Arrays.setAll(vector, i -> node.get(i).doubleValue());
            return vector;
        }

        private static double[][] matrix(JsonNode node) {
            double[][] matrix = new double[node.size()][];
            Arrays.setAll(matrix, i -> vector(node.get(i)));
            return matrix;
        }

        private void assertEach(List<Attribution> actual, JsonNode expected, double tolerance) {
            for (int i = 0; i < expected.size(); i++) {
                assertThat(actual.get(i).values()).containsExactly(vector(expected.get(i)), within(tolerance));
            }
        }

        @Test
        void predictions() {
            assertThat(predictor.predict(rows)).containsExactly(vector(file.get("fX")), within(1e-12));
        }

        @Test
        void gradients() {
            double[][] gradients = predictor.gradients(rows);
            for (int i = 0; i < rows.length; i++) {
                assertThat(gradients[i])
                        .containsExactly(vector(file.get("gradientAtX").get(i)), within(1e-11));
            }
        }

        @Test
        void expectedGradientsPieceByPiece() {
            GradientExplainer explainer =
                    GradientExplainer.builder(predictor, background).build();
            assertEach(explainer.explain(rows), file.get("expectedGradientsExact"), 1e-9);
        }

        @Test
        void piecesAreAsManyAsCountedElsewhere() {
            double[] from = new double[8];
            long pieces = 0;
            for (double[] row : rows) {
                for (int b = 0; b < background.size(); b++) {
                    background.copyRow(b, from);
                    pieces += predictor.kinks(from, row).length + 1;
                }
            }
            double mean = pieces / (double) (rows.length * background.size());
            assertThat(mean).isCloseTo(file.get("meanSegmentsPerPath").doubleValue(), within(0.01));
        }

        @Test
        void expectedGradientsOnSixtyFourGaussNodes() {
            GradientExplainer explainer =
                    GradientExplainer.builder(predictor, background).gauss(64).build();
            for (int i = 0; i < rows.length; i++) {
                double[] expected = vector(file.get("expectedGradientsGauss64").get(i));
                assertThat(explainer.integrals(rows[i])).containsExactly(expected, within(1e-11));
            }
        }

        @Test
        void integratedGradients() {
            JsonNode golden = file.get("integratedGradientsExact");
            Background baseline = Background.of(new double[][] {vector(golden.get("baseline"))});
            GradientExplainer explainer =
                    GradientExplainer.builder(predictor, baseline).build();
            assertEach(explainer.explain(rows), golden.get("values"), 1e-9);
        }

        @Test
        void deepShapByTheRescaleRule() {
            assertEach(RescaleExplainer.of(predictor, background).explain(rows), file.get("deepShapRescale"), 1e-9);
        }

        @Test
        void exactShapleyValuesByStates() {
            assertThat(predictor.quickest()).isInstanceOf(AdditivePredictor.class);
            ShapleyExplainer explainer = ShapleyExplainer.builder(predictor.quickest(), background)
                    .method(ShapleyMethod.EXACT)
                    .build();
            List<Attribution> actual = explainer.explain(rows);
            assertEach(actual, file.get("exactShapley"), 1e-10);
            for (int i = 0; i < rows.length; i++) {
                assertThat(actual.get(i)
                                .values()[file.get("notes").get("dummyFeature").intValue()])
                        .isZero();
            }
            ShapleyExplainer weighted = ShapleyExplainer.builder(
                            predictor.quickest(),
                            Background.of(matrix(file.get("background")), vector(file.get("backgroundWeights"))))
                    .method(ShapleyMethod.EXACT)
                    .build();
            assertEach(weighted.explain(rows), file.get("exactShapleyWeightedBackground"), 1e-10);
        }

        @Test
        void groupsAndOwenValuesByStates() {
            String[] names = new String[8];
            for (int g = 0; g < file.get("groups").size(); g++) {
                for (JsonNode column : file.get("groups").get(g)) {
                    names[column.intValue()] = "g" + g;
                }
            }
            FeatureGroups groups = FeatureGroups.byName(List.of(names));
            ShapleyExplainer.Builder exact =
                    ShapleyExplainer.builder(predictor.quickest(), background).method(ShapleyMethod.EXACT);
            assertEach(
                    exact.groups(groups).build().explain(rows), file.get("owen").get("values"), 1e-10);
            List<Attribution> grouped = exact.features(groups).build().explain(rows);
            for (int i = 0; i < rows.length; i++) {
                double[] expected = vector(file.get("groupShapley").get(i));
                for (int g = 0; g < expected.length; g++) {
                    assertThat(grouped.get(i).feature("g" + g).value()).isCloseTo(expected[g], within(1e-10));
                }
            }
        }
    }

    private static Network network(NetworkSpec.Builder builder, boolean lognormal, long seed) {
        NetworkSpec spec = builder.build(lognormal ? ZeroInflatedLognormal.of() : SquaredError.of());
        double[] parameters = new double[spec.parameterCount()];
        Random random = new Random(seed);
        Arrays.setAll(parameters, i -> 0.4 * random.nextGaussian());
        return Network.of(spec, parameters);
    }

    private static double[][] gaussians(int rows, int columns, Random random) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return values;
    }

    @Test
    void aBentOutputNeedsFewNodesOnEveryPiece() {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            NetworkPredictor predictor = NetworkPredictor.of(
                    network(NetworkSpec.builder(5).dense(10).relu().dense(6).relu(), true, seed));
            Background background = Background.of(gaussians(4, 5, random));
            double[] row = gaussians(1, 5, random)[0];
            GradientExplainer.Builder builder = GradientExplainer.builder(predictor, background);
            Attribution a = builder.pieces(3).build().explain(row);
            double[] integrals = builder.build().integrals(row);
            double scale = Math.max(Math.abs(a.prediction()), Math.abs(a.baseValue()));
            assertThat(integrals).containsExactly(a.values(), within(1e-5 * scale));
            double[] fine = builder.pieces(12).build().integrals(row);
            assertThat(integrals).containsExactly(fine, within(1e-5 * scale));
        }
    }

    @Test
    void aSkipIsExplainedThroughThePlainPredictor() {
        NetworkPredictor predictor = NetworkPredictor.of(
                network(NetworkSpec.builder(4).dense(6).relu().skip(2, 0), false, 1));
        assertThat(predictor.quickest()).isSameAs(predictor);
        Random random = new Random(1);
        Attribution a = RescaleExplainer.of(predictor, Background.of(gaussians(9, 4, random)))
                .explain(gaussians(1, 4, random)[0]);
        assertThat(Arrays.stream(a.values()).sum()).isCloseTo(a.prediction() - a.baseValue(), within(1e-12));
    }

    @Test
    void offsetsAreRefused() {
        Network network = network(NetworkSpec.builder(4).dense(6).relu().offsetTo(0), false, 1);
        assertThatThrownBy(() -> NetworkPredictor.of(network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 offset(s)");
    }
}
