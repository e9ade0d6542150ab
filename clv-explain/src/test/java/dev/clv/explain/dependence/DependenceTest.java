package dev.clv.explain.dependence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Background;
import dev.clv.explain.Golden;
import dev.clv.explain.PredictFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DependenceTest {

    private static PredictFunction each(ToDoubleFunction<double[]> f) {
        return rows -> Arrays.stream(rows).mapToDouble(f).toArray();
    }

    private static double[][] gaussians(int rows, int columns, long seed) {
        Random random = new Random(seed);
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return values;
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] values(DependenceCurve curve) {
        return curve.points().stream().mapToDouble(DependenceCurve.Point::value).toArray();
    }

    private static double[] averages(DependenceCurve curve) {
        return curve.points().stream()
                .mapToDouble(DependenceCurve.Point::average)
                .toArray();
    }

    private static double[] borders(AccumulatedLocalEffects ale) {
        return ale.points().stream()
                .mapToDouble(AccumulatedLocalEffects.Point::border)
                .toArray();
    }

    private static double[] effects(AccumulatedLocalEffects ale) {
        return ale.points().stream()
                .mapToDouble(AccumulatedLocalEffects.Point::effect)
                .toArray();
    }

    /** scikit-learn's grids, averages and individual curves. */
    @Test
    void curvesEqualTheGoldenOnes() {
        JsonNode golden = Golden.read("mlp8_global.json");
        PartialDependence dependence = PartialDependence.of(
                Golden.network(Golden.read("mlp8_shap.json")), Background.of(Golden.matrix(golden.get("X"))));
        for (JsonNode one : golden.get("pdp")) {
            DependenceCurve curve = dependence.curve(one.get("feature").intValue(), 15);
            assertThat(values(curve)).containsExactly(Golden.vector(one.get("grid")), within(1e-12));
            assertThat(averages(curve)).containsExactly(Golden.vector(one.get("average")), within(1e-12));
            for (int row = 0; row < 3; row++) {
                assertThat(array(curve.individual().get(row)))
                        .containsExactly(Golden.vector(one.get("iceFirst3").get(row)), within(1e-12));
            }
            assertThat(curve.individual().size()).isEqualTo(200);
        }
    }

    @Test
    void theSurfaceEqualsTheGoldenOne() {
        JsonNode golden = Golden.read("mlp8_global.json");
        JsonNode two = golden.get("pdp2");
        Background rows = Background.of(Golden.matrix(golden.get("X")));
        DependenceSurface surface = PartialDependence.of(Golden.network(Golden.read("mlp8_shap.json")), rows)
                .surface(0, Grid.evenly(rows, 0, 6), 1, Grid.evenly(rows, 1, 6));
        for (int k = 0; k < 6; k++) {
            assertThat(array(surface.average().get(k)))
                    .containsExactly(Golden.vector(two.get("average").get(k)), within(1e-12));
        }
    }

    @Test
    void weightsCountInTheAverageLikeReplicatedRows() {
        double[][] rows = gaussians(3, 2, 1);
        PredictFunction model = each(r -> Math.max(r[0], r[1]));
        double[] grid = {-1, 0, 0.5};
        DependenceCurve weighted = PartialDependence.of(model, Background.of(rows, new double[] {1, 2, 1}))
                .curve(0, grid);
        DependenceCurve replicated = PartialDependence.of(
                        model, Background.of(new double[][] {rows[0], rows[1], rows[1], rows[2]}))
                .curve(0, grid);
        assertThat(averages(weighted)).containsExactly(averages(replicated), within(1e-15));
    }

    @Test
    void accumulatedEffectsOfAnAdditiveModelAreItsCentredPart() {
        for (int seed = 0; seed < 10; seed++) {
            double[][] rows = gaussians(300, 3, seed);
            for (double[] row : rows) {
                // Columns that go together do not matter to accumulated local effects.
                row[1] = row[0] + 0.1 * row[1];
            }
            PredictFunction model = each(r -> r[0] * r[0] + 5 * r[1] - r[2]);
            AccumulatedLocalEffects ale = AccumulatedLocalEffects.of(model, Background.of(rows), 0, 20);
            double[] borders = borders(ale);
            assertThat(borders).hasSize(21);
            for (int k = 1; k < borders.length; k++) {
                double rise = borders[k] * borders[k] - borders[k - 1] * borders[k - 1];
                assertThat(effects(ale)[k] - effects(ale)[k - 1]).isCloseTo(rise, within(1e-12));
            }
        }
    }

    @Test
    void accumulatedEffectsAreCentredAndWeighted() {
        double[][] rows = {{0, 0}, {1, 5}, {2, 7}, {3, 1}};
        PredictFunction model = each(r -> 2 * r[0]);
        AccumulatedLocalEffects ale = AccumulatedLocalEffects.of(model, Background.of(rows), 0, 3);
        // Intervals [0,1] with two rows, (1,2], (2,3]: raw effects 0 2 4 6, interval means 1 3 5, weighted mean 2.5.
        assertThat(borders(ale)).containsExactly(0, 1, 2, 3);
        assertThat(effects(ale)).containsExactly(new double[] {-2.5, -0.5, 1.5, 3.5}, within(1e-15));
        AccumulatedLocalEffects heavy =
                AccumulatedLocalEffects.of(model, Background.of(rows, new double[] {1, 1, 1, 5}), 0, 3);
        assertThat(effects(heavy)).containsExactly(new double[] {-3.75, -1.75, 0.25, 2.25}, within(1e-15));
    }

    @Test
    void theErrorOfAnAverageIsThatOfAMeanOverRows() {
        double[][] rows = gaussians(30, 3, 5);
        PredictFunction model = each(r -> r[0] * r[1] + r[2]);
        DependenceCurve curve = PartialDependence.of(model, Background.of(rows)).curve(0, 4);
        for (int k = 0; k < 4; k++) {
            int point = k;
            double variance = 0;
            for (int b = 0; b < 30; b++) {
                variance += Math.pow(curve.individual().get(b).get(point) - averages(curve)[point], 2) / 29;
            }
            assertThat(curve.points().get(k).standardError()).isCloseTo(Math.sqrt(variance / 30), within(1e-14));
        }
    }

    /** Of data sets of the same kind, the averages vary as much as the standard errors say, weighted or not. */
    @Test
    void averagesVaryWithTheRowsAsMuchAsTheirStandardErrorsSay() {
        PredictFunction model = each(r -> r[0] * r[1] + Math.max(0, r[2]) - r[1] * r[1]);
        double[] grid = {-1, 0.5, 2};
        for (boolean weighted : new boolean[] {false, true}) {
            double[][] averages = new double[400][];
            double[][] surfaces = new double[400][];
            double[] meanVariance = new double[3];
            double[] surfaceVariance = new double[3];
            for (int seed = 0; seed < 400; seed++) {
                double[] weights = new Random(seed)
                        .doubles(50, weighted ? 0.2 : 1, weighted ? 3 : 1.0001)
                        .toArray();
                PartialDependence dependence =
                        PartialDependence.of(model, Background.of(gaussians(50, 3, seed), weights));
                DependenceCurve curve = dependence.curve(0, grid);
                averages[seed] = averages(curve);
                DependenceSurface surface = dependence.surface(0, new double[] {1}, 2, grid);
                surfaces[seed] = array(surface.average().get(0));
                for (int k = 0; k < 3; k++) {
                    meanVariance[k] += Math.pow(curve.points().get(k).standardError(), 2) / 400;
                    surfaceVariance[k] +=
                            Math.pow(surface.standardErrors().get(0).get(k), 2) / 400;
                }
            }
            for (int k = 0; k < 3; k++) {
                assertThat(Math.sqrt(meanVariance[k]) / deviation(averages, k)).isBetween(0.9, 1.1);
                assertThat(Math.sqrt(surfaceVariance[k]) / deviation(surfaces, k))
                        .isBetween(0.9, 1.1);
            }
        }
    }

    /** The same for accumulated effects, with one and the same column under them. */
    @Test
    void accumulatedEffectsVaryWithTheRowsAsMuchAsTheirStandardErrorsSay() {
        PredictFunction model = each(r -> r[0] * r[1] + r[0] * Math.max(0, r[2]) + r[1]);
        double[] column =
                Arrays.stream(gaussians(60, 1, 1)).mapToDouble(r -> r[0]).toArray();
        for (boolean weighted : new boolean[] {false, true}) {
            double[] weights = new Random(2)
                    .doubles(60, weighted ? 0.2 : 1, weighted ? 3 : 1.0001)
                    .toArray();
            double[][] effects = new double[400][];
            double[] meanVariance = new double[7];
            for (int seed = 0; seed < 400; seed++) {
                double[][] rows = gaussians(60, 3, seed);
                for (int b = 0; b < 60; b++) {
                    rows[b][0] = column[b];
                }
                AccumulatedLocalEffects ale = AccumulatedLocalEffects.of(model, Background.of(rows, weights), 0, 6);
                effects[seed] = effects(ale);
                for (int k = 0; k < 7; k++) {
                    meanVariance[k] += Math.pow(ale.points().get(k).standardError(), 2) / 400;
                }
            }
            for (int k = 0; k < 7; k++) {
                assertThat(Math.sqrt(meanVariance[k]) / deviation(effects, k)).isBetween(0.9, 1.1);
            }
        }
    }

    private static double deviation(double[][] samples, int k) {
        double mean = Arrays.stream(samples).mapToDouble(s -> s[k]).average().orElseThrow();
        double squares = Arrays.stream(samples)
                .mapToDouble(s -> Math.pow(s[k] - mean, 2))
                .sum();
        return Math.sqrt(squares / (samples.length - 1));
    }

    @Test
    void anIgnoredOrConstantOrPartlyMissingColumnIsHandled() {
        double[][] rows = {{1, 3, Double.NaN}, {1, 4, 2}, {1, 9, 6}};
        PredictFunction model = each(r -> r[1] + (Double.isNaN(r[2]) ? 0 : 3 * r[2]));
        Background background = Background.of(rows);
        assertThat(effects(AccumulatedLocalEffects.of(model, background, 0, 5))).containsExactly(0);
        AccumulatedLocalEffects missing = AccumulatedLocalEffects.of(model, background, 2, 5);
        assertThat(borders(missing)).containsExactly(2, 6);
        assertThat(effects(missing)).containsExactly(new double[] {-6, 6}, within(1e-15));
        assertThat(Grid.evenly(background, 2, 5)).containsExactly(2, 6);
        assertThat(values(PartialDependence.of(model, background).curve(0, 5))).containsExactly(1);
    }

    @Test
    void refusalsNameTheThingAndTheValue() {
        Background rows = Background.of(new double[][] {{Double.NaN, 1}});
        PartialDependence dependence = PartialDependence.of(each(r -> 0), rows);
        assertThatThrownBy(() -> dependence.curve(0, 5)).hasMessageContaining("column 0 is missing in every row");
        assertThatThrownBy(() -> dependence.curve(2, 5)).hasMessageContaining("from 0 to 1, was 2");
        assertThatThrownBy(() -> dependence.curve(1, 1)).hasMessageContaining("at least 2 points, was 1");
        assertThatThrownBy(() -> dependence.surface(1, new double[1], 1, new double[1]))
                .hasMessageContaining("was 1 twice");
        assertThatThrownBy(() -> Grid.quantiles(rows, 1, 0)).hasMessageContaining("was 0");
    }
}
