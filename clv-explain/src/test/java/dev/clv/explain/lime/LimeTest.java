package dev.clv.explain.lime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.clv.explain.Background;
import dev.clv.explain.Effort;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.Golden;
import dev.clv.explain.PredictFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class LimeTest {

    private static final List<String> NAMES = FeatureGroups.columns(8).names();

    @ParameterizedTest
    @CsvSource({
        "ALL, none",
        "HIGHEST_WEIGHTS, highest_weights",
        "FORWARD, forward_selection",
        "LASSO_PATH, lasso_path",
    })
    void givenNeighbourhoodsGiveTheGoldenModel(FeatureSelection selection, String name) {
        for (JsonNode one : Golden.read("mlp8_global.json").get("limeCore")) {
            double[][] rows = Golden.matrix(one.get("neighbourhood"));
            double[] mean = Golden.vector(one.get("mean"));
            double[] scale = Golden.vector(one.get("scale"));
            for (double[] row : rows) {
                Arrays.setAll(row, j -> (row[j] - mean[j]) / scale[j]);
            }
            JsonNode expected = one.get("results").get(name);
            LimeFit fit = new LimeFit(
                    NAMES,
                    selection,
                    expected.get("numFeatures").intValue(),
                    one.get("ridgeAlpha").doubleValue());
            LimeExplanation actual = fit.fit(
                    rows,
                    Golden.vector(one.get("labels")),
                    originalKernel(rows, one.get("kernelWidth").doubleValue()));
            assertThat(actual.coefficients()).hasSize(expected.get("coef").size());
            for (int k = 0; k < actual.coefficients().size(); k++) {
                JsonNode coefficient = expected.get("coef").get(k);
                assertThat(actual.coefficients().get(k).column())
                        .isEqualTo(coefficient.get(0).intValue());
                assertThat(actual.coefficients().get(k).value())
                        .isCloseTo(coefficient.get(1).doubleValue(), within(1e-9));
            }
            assertThat(actual.baseValue()).isCloseTo(expected.get("intercept").doubleValue(), within(1e-9));
            assertThat(actual.r2()).isCloseTo(expected.get("r2").doubleValue(), within(1e-9));
            assertThat(actual.localPrediction())
                    .isCloseTo(expected.get("localPred").doubleValue(), within(1e-9));
        }
    }

    /** The original program weighs by the distance to the row itself. */
    private static Nearness originalKernel(double[][] rows, double width) {
        double[] weights = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double squared = 0;
            for (int j = 0; j < rows[i].length; j++) {
                squared += (rows[i][j] - rows[0][j]) * (rows[i][j] - rows[0][j]);
            }
            weights[i] = Math.sqrt(Math.exp(-squared / (width * width)));
        }
        return new Nearness(weights);
    }

    /** Rows of two numbers and a category, of which 9 is the rarest and 4 never counts. */
    private static Background mixed() {
        double[][] rows = {{1, 10, 7}, {3, 30, 7}, {5, 20, 9}, {8, 80, 4}};
        return Background.of(rows, new double[] {2, 2, 1, 0});
    }

    @Test
    void neighboursAreTheRowItselfAndThenDrawnColumnByColumn() {
        List<double[]> predicted = new ArrayList<>();
        PredictFunction recording = rows -> {
            for (double[] row : rows) {
                predicted.add(row.clone());
            }
            return new double[rows.length];
        };
        double[] row = {100, -5, 3};
        LimeExplainer.builder(recording, mixed())
                .categorical(2)
                .kernelWidth(1_000)
                .effort(Effort.budget(20_001))
                .build()
                .explain(row);
        assertThat(predicted).hasSize(20_001);
        assertThat(predicted.get(0)).containsExactly(row);
        List<double[]> drawn = predicted.subList(1, predicted.size());
        // Weights 0.4, 0.4, 0.2: means 2.6 and 20, variances 2.24 and 80.
        double[] mean = {2.6, 20};
        double[] deviation = {Math.sqrt(2.24), Math.sqrt(80)};
        for (int column = 0; column < 2; column++) {
            int j = column;
            double average = drawn.stream().mapToDouble(r -> r[j]).average().orElseThrow();
            double variance = drawn.stream()
                    .mapToDouble(r -> (r[j] - mean[j]) * (r[j] - mean[j]))
                    .average()
                    .orElseThrow();
            assertThat(average).isCloseTo(mean[j], within(4 * deviation[j] / Math.sqrt(20_000)));
            assertThat(Math.sqrt(variance)).isCloseTo(deviation[j], within(0.03 * deviation[j]));
        }
        assertThat(drawn).allSatisfy(r -> assertThat(r[2]).isIn(7.0, 9.0));
        double nines = drawn.stream().filter(r -> r[2] == 9).count() / 20_000.0;
        assertThat(nines).isCloseTo(0.2, within(4 * Math.sqrt(0.2 * 0.8 / 20_000)));
    }

    @Test
    void theFirstLookIsAtTenSamplesPerColumn() {
        double[][] rows = gaussians(50, 40, 6);
        LimeExplanation easy = LimeExplainer.builder(linear(1, 2, 3), Background.of(rows))
                .effort(Effort.standard().targetError(0.9))
                .build()
                .explain(rows[0]);
        assertThat(easy.evaluations()).isEqualTo(400);
    }

    @Test
    void theKernelWidthIsThreeQuartersOfTheRootOfTheColumnsUnlessSet() {
        double[][] rows = gaussians(50, 4, 7);
        PredictFunction curved = x ->
                Arrays.stream(x).mapToDouble(r -> r[0] * r[0] + r[1] * r[2]).toArray();
        LimeExplanation unset =
                LimeExplainer.builder(curved, Background.of(rows)).build().explain(rows[0]);
        LimeExplainer.Builder builder = LimeExplainer.builder(curved, Background.of(rows));
        assertThat(builder.kernelWidth(1.5).build().explain(rows[0])).isEqualTo(unset);
        assertThat(builder.kernelWidth(0.5).build().explain(rows[0])).isNotEqualTo(unset);
    }

    @Test
    void aConstantPredictionIsExplainedByItselfAndHasNoR2() {
        double[][] rows = gaussians(50, 3, 8);
        LimeExplanation lime = LimeExplainer.builder(linear(0, 0, 0), Background.of(rows))
                .build()
                .explain(rows[0]);
        assertThat(lime.r2()).isNaN();
        assertThat(lime.baseValue()).isEqualTo(3);
        assertThat(lime.coefficients()).hasSize(3).allMatch(c -> c.value() == 0 && c.standardError() == 0);
        assertThat(lime.relativeError()).isZero();
    }

    @Test
    void selectionsNameThemselvesAndLeaveOutWhatDoesNotVary() {
        double[][] rows = new double[30][];
        Arrays.setAll(rows, i -> new double[] {5, i, -i * i});
        for (FeatureSelection selection : FeatureSelection.values()) {
            LimeExplanation lime = LimeExplainer.builder(linear(1, 1, 1), Background.of(rows))
                    .categorical(0)
                    .select(selection, 3)
                    .build()
                    .explain(rows[3]);
            assertThat(lime.coefficients())
                    .extracting(LimeExplanation.Coefficient::column)
                    .hasSize(selection == FeatureSelection.ALL ? 3 : 2)
                    .contains(1, 2);
            assertThat(lime.method())
                    .isEqualTo("LIME, "
                            + switch (selection) {
                                case ALL -> "all features";
                                case HIGHEST_WEIGHTS -> "highest weights";
                                case FORWARD -> "forward selection";
                                case LASSO_PATH -> "lasso path";
                            });
        }
    }

    /** Sums of squares are powers of two, so that the twin is collinear to the bit. */
    @Test
    void forwardSelectionStopsBeforeATwin() {
        double[][] x = {{1, 1, 1}, {1, 1, -1}, {-1, -1, 1}, {-1, -1, -1}};
        double[] y = {3, 1, -1, -3};
        WeightedRidge ridge = new WeightedRidge(x, y, new double[] {1, 1, 1, 1});
        Selection selection = new Selection(ridge, x[0]);
        assertThat(selection.choose(FeatureSelection.FORWARD, 1)).containsExactly(0);
        assertThat(selection.choose(FeatureSelection.FORWARD, 2)).containsExactly(0, 2);
        assertThat(selection.choose(FeatureSelection.FORWARD, 3)).containsExactly(0, 2);
    }

    /** The weighted mean of 200 equal numbers differs from them by rounding. */
    @Test
    void aColumnThatDoesNotVaryIsScaledByOne() {
        double[][] rows = new double[200][2];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {0.1, i};
        }
        LimeExplanation lime =
                LimeExplainer.builder(linear(3, 0), Background.of(rows)).build().explain(rows[0]);
        LimeExplanation.Coefficient constant = lime.coefficients().get(0);
        assertThat(constant.column()).isZero();
        assertThat(constant.value()).isCloseTo(3, within(0.01));
    }

    /** Mean and standard deviation of twenty runs of the original program on the 200 rows' means and deviations. */
    @Test
    void ownNeighbourhoodsAgreeWithTheOriginalProgram() {
        JsonNode global = Golden.read("mlp8_global.json");
        JsonNode golden = global.get("limeEndToEnd");
        JsonNode file = Golden.read("mlp8_shap.json");
        double[] row = Golden.matrix(file.get("X"))[golden.get("row").intValue()];
        double[] mean = Golden.vector(golden.get("mean"));
        double[] deviation = Golden.vector(golden.get("std"));
        Background background = Background.of(Golden.matrix(global.get("X")));
        for (int seed = 0; seed < 5; seed++) {
            LimeExplanation lime = LimeExplainer.builder(Golden.network(file), background)
                    .effort(Effort.budget(golden.get("numSamples").intValue()).seed(seed))
                    .build()
                    .explain(row);
            for (LimeExplanation.Coefficient c : lime.coefficients()) {
                int j = c.column();
                assertThat(c.value()).isCloseTo(mean[j], within(4 * deviation[j]));
                assertThat(c.standardError() / deviation[j]).isBetween(0.6, 1.7);
            }
            assertThat(lime.evaluations()).isEqualTo(5_000);
        }
    }

    private static PredictFunction linear(double... slope) {
        return rows -> Arrays.stream(rows)
                .mapToDouble(r -> {
                    double sum = 3;
                    for (int j = 0; j < slope.length; j++) {
                        sum += slope[j] * r[j];
                    }
                    return sum;
                })
                .toArray();
    }

    private static double[][] gaussians(int rows, int columns, long seed) {
        Random random = new Random(seed);
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            Arrays.setAll(row, j -> random.nextGaussian() * (j + 1));
        }
        return values;
    }

    @Test
    void aLinearModelIsReproduced() {
        double[][] rows = gaussians(50, 3, 1);
        LimeExplanation lime = LimeExplainer.builder(linear(2, 0, -1), Background.of(rows))
                .names(List.of("a", "b", "c"))
                .penalty(1e-9)
                .build()
                .explain(rows[0]);
        assertThat(lime.r2()).isCloseTo(1, within(1e-12));
        assertThat(lime.localPrediction()).isCloseTo(lime.prediction(), within(1e-8));
        for (LimeExplanation.Coefficient c : lime.coefficients()) {
            double slope = new double[] {2, 0, -1}[c.column()];
            double mean = Arrays.stream(rows)
                    .mapToDouble(r -> r[c.column()])
                    .average()
                    .orElseThrow();
            double variance = Arrays.stream(rows)
                    .mapToDouble(r -> Math.pow(r[c.column()] - mean, 2))
                    .average()
                    .orElseThrow();
            assertThat(c.value()).isCloseTo(slope * Math.sqrt(variance), within(1e-8));
            assertThat(c.name()).isEqualTo(List.of("a", "b", "c").get(c.column()));
        }
    }

    @Test
    void aCategoryCountsAsOneAgainstAllOthers() {
        double[][] rows = {{0, 1}, {1, 2}, {2, 3}, {2, 5}};
        PredictFunction model =
                x -> Arrays.stream(x).mapToDouble(r -> r[0] == 2 ? 10 : 4).toArray();
        LimeExplanation lime = LimeExplainer.builder(model, Background.of(rows))
                .categorical(0)
                .penalty(1e-9)
                .build()
                .explain(new double[] {2, 2});
        assertThat(lime.coefficients().get(0).column()).isZero();
        assertThat(lime.coefficients().get(0).value()).isCloseTo(6, within(1e-7));
        assertThat(lime.coefficients().get(1).value()).isCloseTo(0, within(1e-7));
    }

    @Test
    void selectionsFindTheColumnsThatMatter() {
        double[][] rows = gaussians(60, 6, 2);
        for (FeatureSelection selection : FeatureSelection.values()) {
            if (selection != FeatureSelection.ALL) {
                LimeExplanation lime = LimeExplainer.builder(linear(0, 5, 0, 0, -4, 0), Background.of(rows))
                        .select(selection, 2)
                        .build()
                        .explain(new double[] {1, 2, 3, 4, 5, 6});
                assertThat(lime.coefficients())
                        .as(selection.name())
                        .extracting(LimeExplanation.Coefficient::column)
                        .containsExactlyInAnyOrder(1, 4);
            }
        }
    }

    @Test
    void aRowAtTheEdgeOfTheBackgroundHasNeighboursToo() {
        double[][] rows = gaussians(200, 12, 11);
        double[] slope = new double[12];
        Arrays.setAll(slope, j -> j + 1);
        LimeExplainer lime = LimeExplainer.builder(linear(slope), Background.of(rows))
                .penalty(1e-6)
                .build();
        // Three deviations from the mean in every column, by the plain kernel of a weight of e^-8.
        double[] edge = new double[12];
        Arrays.setAll(edge, j -> 3.0 * (j + 1));
        LimeExplanation explanation = lime.explain(edge);
        // With a = 1 / width², a column of normal draws at D deviations keeps this share of them.
        double a = 1 / (0.75 * 0.75 * 12);
        double share = Math.sqrt(1 + 2 * a) / (1 + a) * Math.exp(9 * a / (1 + 2 * a) - 9 * a / (1 + a));
        assertThat(explanation.neighbours()).isCloseTo(5_000 * Math.pow(share, 12), withinPercentage(15));
        assertThat(explanation.r2()).isCloseTo(1, within(1e-9));
        double[] centre = new double[12];
        assertThat(lime.explain(centre).neighbours()).isGreaterThan(2_000);
        for (LimeExplanation.Coefficient c : explanation.coefficients()) {
            double deviation = lime.explain(centre).coefficients().stream()
                    .filter(other -> other.column() == c.column())
                    .mapToDouble(LimeExplanation.Coefficient::value)
                    .sum();
            assertThat(c.value()).isCloseTo(deviation, within(1e-4));
        }
    }

    @Test
    void aRowFarFromTheBackgroundIsRefusedByName() {
        double[][] rows = gaussians(200, 2, 12);
        double[] far = {0, 100};
        LimeExplainer.Builder builder =
                LimeExplainer.builder(linear(3, 5), Background.of(rows)).names(List.of("near", "far"));
        assertThatThrownBy(() -> builder.build().explain(far))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "5000 samples are worth [0-9.]+ neighbours of the row at a kernel width of 1[.]06[0-9]+; its column 'far' is [45][0-9.]+ "
                                + "standard deviations from the background's mean. A local model of 2 features needs 6: use a "
                                + "larger budget or kernel width, select fewer features, or explain the row by Shapley values");
        // Never satisfied early by errors that seem to be 0.
        assertThatThrownBy(() -> builder.effort(Effort.standard().targetError(0.5))
                        .build()
                        .explain(far))
                .hasMessageStartingWith("5000 samples are worth");
        LimeExplanation wide = builder.kernelWidth(50).build().explain(far);
        assertThat(wide.evaluations()).isEqualTo(250);
        assertThat(wide.neighbours()).isBetween(240.0, 249.0);
        assertThat(wide.coefficients())
                .allSatisfy(c -> assertThat(c.standardError()).isPositive());
    }

    @Test
    void aKernelTooNarrowForAnyNeighbourIsRefusedByItsWidth() {
        LimeExplainer.Builder builder = LimeExplainer.builder(linear(3, 5), Background.of(gaussians(200, 2, 12)));
        for (double width : new double[] {1e-3, 1e-150, 1e-300, Double.MIN_VALUE}) {
            assertThatThrownBy(() -> builder.kernelWidth(width).build().explain(new double[] {0.1, 0.2}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "5000 samples are worth 1.0 neighbours of the row at a kernel width of " + width + ";")
                    .hasMessageContaining("use a larger budget or kernel width");
        }
        assertThat(builder.kernelWidth(Double.MAX_VALUE)
                        .build()
                        .explain(new double[] {0.1, 0.2})
                        .neighbours())
                .isEqualTo(4_999);
    }

    @Test
    void theNumberOfNeighboursIsTheSquaredSumOfWeightsOverTheSumOfSquares() {
        double[][] x = {{0}, {1}, {1}, {2}};
        Nearness nearness = Nearness.of(x, 2);
        double last = Math.exp(-(4 - 1) / 8.0);
        assertThat(nearness.weights()[0]).isEqualTo(1);
        assertThat(nearness.weights()[2]).isEqualTo(1);
        assertThat(nearness.weights()[3]).isCloseTo(last, within(1e-15));
        assertThat(nearness.effective()).isCloseTo((2 + last) * (2 + last) / (2 + last * last), within(1e-12));
        // However far away: the weights do not all become 0.
        assertThat(Nearness.of(new double[][] {{0}, {1e9}, {1e9 + 1e-3}}, 1).weights()[1])
                .isEqualTo(1);
    }

    @Test
    void samplesAreDoubledUntilTheTargetErrorIsReached() {
        PredictFunction curved = x -> Arrays.stream(x)
                .mapToDouble(r -> 3 * r[0] + r[0] * r[1] - 2 * Math.max(0, r[2]))
                .toArray();
        double[][] rows = gaussians(40, 3, 7);
        LimeExplainer.Builder builder = LimeExplainer.builder(curved, Background.of(rows));
        for (int i = 0; i < 10; i++) {
            LimeExplanation rough = builder.effort(Effort.budget(64_000).targetError(0.1))
                    .build()
                    .explain(rows[i]);
            LimeExplanation fine = builder.effort(Effort.budget(64_000).targetError(0.02))
                    .build()
                    .explain(rows[i]);
            assertThat(rough.relativeError()).isBetween(0.001, 0.1);
            assertThat(fine.relativeError()).isBetween(0.001, 0.02);
            assertThat(fine.evaluations()).isGreaterThan(rough.evaluations());
            for (LimeExplanation lime : List.of(rough, fine)) {
                assertThat(Long.bitCount(lime.evaluations() / 250)).isOne();
                // The same as with that many samples from the start.
                LimeExplanation fixed = LimeExplainer.builder(curved, Background.of(rows))
                        .effort(Effort.budget(lime.evaluations()))
                        .build()
                        .explain(rows[i]);
                assertThat(lime).isEqualTo(fixed);
            }
        }
        LimeExplanation never =
                builder.effort(Effort.budget(3_000).targetError(1e-6)).build().explain(rows[0]);
        assertThat(never.evaluations()).isEqualTo(3_000);
        assertThat(never.relativeError()).isGreaterThan(1e-6);
    }

    @Test
    void coefficientsVaryWithTheSeedAsMuchAsTheirStandardErrorsSay() {
        PredictFunction curved = x -> Arrays.stream(x)
                .mapToDouble(r -> 3 * r[0] + r[0] * r[1] - 2 * Math.max(0, r[2]))
                .toArray();
        double[][] rows = gaussians(40, 3, 7);
        double[] mean = new double[3];
        double[] squares = new double[3];
        double[] variance = new double[3];
        int seeds = 300;
        for (int seed = 0; seed < seeds; seed++) {
            LimeExplanation lime = LimeExplainer.builder(curved, Background.of(rows))
                    .effort(Effort.budget(1_000).seed(seed))
                    .build()
                    .explain(rows[1]);
            for (LimeExplanation.Coefficient c : lime.coefficients()) {
                mean[c.column()] += c.value() / seeds;
                squares[c.column()] += c.value() * c.value() / seeds;
                variance[c.column()] += c.standardError() * c.standardError() / seeds;
            }
        }
        for (int j = 0; j < 3; j++) {
            double deviation = Math.sqrt(squares[j] - mean[j] * mean[j]);
            assertThat(Math.sqrt(variance[j]) / deviation).isBetween(0.9, 1.1);
        }
    }

    @Test
    void threadsDoNotChangeTheResult() {
        double[][] rows = gaussians(16, 4, 3);
        LimeExplainer lime = LimeExplainer.builder(linear(1, 2, 3, 4), Background.of(rows))
                .effort(Effort.budget(500))
                .build();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            assertThat(lime.explain(rows, pool)).isEqualTo(lime.explain(rows));
            assertThat(lime.explain(rows[5])).isEqualTo(lime.explain(rows, pool).get(5));
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void refusalsNameTheThingAndTheValue() {
        Background background = Background.of(new double[][] {{1, Double.NaN}});
        LimeExplainer.Builder builder = LimeExplainer.builder(linear(1, 1), background);
        assertThatThrownBy(builder::build).hasMessageContaining("'x1' is missing in background row 0");
        assertThatThrownBy(() -> LimeExplainer.builder(linear(1, 1), background)
                        .effort(Effort.budget(1))
                        .build())
                .hasMessageContaining("at least 2 samples, was 1");
        assertThatThrownBy(() -> builder.effort(Effort.standard().targetError(1)))
                .hasMessageContaining("was 1.0");
        assertThatThrownBy(() -> builder.kernelWidth(0)).hasMessageContaining("was 0.0");
        assertThatThrownBy(() -> builder.kernelWidth(Double.POSITIVE_INFINITY))
                .hasMessage("kernel width must be positive and finite, was Infinity");
        assertThatThrownBy(() -> builder.penalty(-1)).hasMessageContaining("was -1.0");
        assertThatThrownBy(() -> builder.penalty(0)).hasMessage("penalty must be positive and finite, was 0.0");
        assertThatThrownBy(() -> builder.penalty(Double.POSITIVE_INFINITY)).hasMessageContaining("was Infinity");
        assertThatThrownBy(() -> builder.select(FeatureSelection.FORWARD, 0)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> builder.categorical(2).build()).hasMessageContaining("from 0 to 1, was 2");
        LimeExplainer lime = builder.categorical(1).build();
        assertThatThrownBy(() -> lime.explain(new double[3])).hasMessageContaining("2 columns");
        assertThatThrownBy(() -> lime.explain(new double[] {Double.NaN, 1})).hasMessageContaining("'x0'");
    }

    /** Their squares are 0 in double, and with them standard errors would be. */
    @Test
    void predictionsNearTheSmallestNumberAreExplainedAsLargeOnes() {
        double[][] rows = gaussians(50, 3, 8);
        PredictFunction large = x -> Arrays.stream(x)
                .mapToDouble(r -> 3 * r[0] + 5 * r[1] + r[0] * r[2])
                .toArray();
        PredictFunction small = x -> Arrays.stream(large.predict(x))
                .map(value -> Math.scalb(value, -700))
                .toArray();

        LimeExplanation expected =
                LimeExplainer.builder(large, Background.of(rows)).build().explain(rows[0]);
        LimeExplanation actual =
                LimeExplainer.builder(small, Background.of(rows)).build().explain(rows[0]);

        assertThat(actual.r2()).isEqualTo(expected.r2());
        assertThat(actual.baseValue()).isEqualTo(Math.scalb(expected.baseValue(), -700));
        for (int i = 0; i < expected.coefficients().size(); i++) {
            LimeExplanation.Coefficient coefficient = expected.coefficients().get(i);
            assertThat(coefficient.standardError()).isPositive();
            assertThat(actual.coefficients().get(i))
                    .isEqualTo(new LimeExplanation.Coefficient(
                            coefficient.name(),
                            coefficient.column(),
                            Math.scalb(coefficient.value(), -700),
                            Math.scalb(coefficient.standardError(), -700)));
        }
    }
}
