package dev.clv.explain.gradient;

import static dev.clv.explain.HiddenLayer.gaussians;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.DifferentiablePredictor;
import dev.clv.explain.Explainer;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.HiddenLayer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientExplainerTest {

    /** x0 squared times x1, plus 3 x2. */
    private static final DifferentiablePredictor CUBIC = new DifferentiablePredictor() {
        @Override
        public double[] predict(double[][] rows) {
            return Arrays.stream(rows)
                    .mapToDouble(x -> x[0] * x[0] * x[1] + 3 * x[2])
                    .toArray();
        }

        @Override
        public double[][] gradients(double[][] rows) {
            return Arrays.stream(rows)
                    .map(x -> new double[] {2 * x[0] * x[1], x[0] * x[0], 3})
                    .toArray(double[][]::new);
        }
    };

    private static List<Explainer<Attribution>> all(HiddenLayer model, Background background) {
        return List.of(
                GradientExplainer.builder(model, background).build(),
                GradientExplainer.builder(model, background).pieces(3).build(),
                GradientExplainer.builder(model, background).gauss(5).build(),
                GradientExplainer.builder(model, background).stratified(2, 42).build(),
                RescaleExplainer.of(model, background));
    }

    @Test
    void everyExplainerAddsUpAndGivesTheIgnoredAndTheEqualExactlyZero() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            HiddenLayer model = new HiddenLayer(7, random, 3);
            double[][] rows = gaussians(1 + random.nextInt(9), 7, random);
            double[] row = gaussians(1, 7, random)[0];
            for (double[] other : rows) {
                other[6] = row[6];
            }
            for (Explainer<Attribution> explainer : all(model, Background.of(rows))) {
                Attribution a = explainer.explain(row);
                assertThat(Arrays.stream(a.values()).sum()).isCloseTo(a.prediction() - a.baseValue(), within(1e-12));
                assertThat(a.values()[3]).isZero();
                assertThat(a.values()[6]).isZero();
            }
        }
    }

    @Test
    void piecesNeedNoCorrection() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            HiddenLayer model = new HiddenLayer(6, random);
            GradientExplainer explainer = GradientExplainer.builder(model, Background.of(gaussians(5, 6, random)))
                    .build();
            double[] row = gaussians(1, 6, random)[0];
            assertThat(explainer.integrals(row))
                    .containsExactly(explainer.explain(row).values(), within(1e-12));
        }
    }

    @Test
    void integratedGradientsOfAPolynomialEqualTheirClosedForm() {
        double[] row = {2, 5, -1};
        GradientExplainer explainer = GradientExplainer.builder(CUBIC, Background.of(new double[1][3]))
                .gauss(2)
                .build();
        Attribution a = explainer.explain(row);
        // From 0, the integral of 2 (t x0)(t x1) x0 is 2/3 x0^2 x1, that of (t x0)^2 x1 is 1/3 x0^2 x1.
        assertThat(a.values()).containsExactly(new double[] {40 / 3.0, 20 / 3.0, -3}, within(1e-14));
        assertThat(a.method()).isEqualTo("integrated gradients");
        assertThat(a.evaluations()).isEqualTo(2);
    }

    @Test
    void groupsAreSumsOfTheirFeatures() {
        Background background = Background.of(gaussians(6, 3, new Random(1)));
        FeatureGroups features = FeatureGroups.byName(List.of("a", "b", "a"));
        GradientExplainer explainer = GradientExplainer.builder(CUBIC, background)
                .features(features)
                .groups(FeatureGroups.byName(List.of("all", "all", "all")))
                .gauss(2)
                .build();
        double[] columns =
                GradientExplainer.builder(CUBIC, background).gauss(2).build().integrals(new double[] {1, 2, 3});
        Attribution a = explainer.explain(new double[] {1, 2, 3});
        assertThat(a.feature("a").value()).isCloseTo(columns[0] + columns[2], within(1e-12));
        assertThat(a.feature("b").value()).isCloseTo(columns[1], within(1e-12));
        assertThat(a.groups()).hasSize(1);
    }

    @Test
    void aWeightedBackgroundEqualsReplicatedRows() {
        Random random = new Random(3);
        HiddenLayer model = new HiddenLayer(4, random);
        double[][] rows = gaussians(3, 4, random);
        double[] row = gaussians(1, 4, random)[0];
        Background weighted = Background.of(rows, new double[] {1, 2, 3});
        Background replicated = Background.of(new double[][] {rows[0], rows[1], rows[1], rows[2], rows[2], rows[2]});
        List<Explainer<Attribution>> one = all(model, weighted);
        List<Explainer<Attribution>> other = all(model, replicated);
        for (int e = 0; e < one.size(); e++) {
            if (e != 3) { // random nodes
                assertThat(one.get(e).explain(row).values())
                        .containsExactly(other.get(e).explain(row).values(), within(1e-12));
            }
        }
    }

    @Test
    void stratifiedNodesAreAsWrongAsTheySayAtMost() {
        int inside = 0;
        int total = 0;
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            HiddenLayer model = new HiddenLayer(6, random);
            Background background = Background.of(gaussians(20, 6, random));
            double[] row = gaussians(1, 6, random)[0];
            double[] exact =
                    GradientExplainer.builder(model, background).build().integrals(row);
            GradientExplainer explainer = GradientExplainer.builder(model, background)
                    .stratified(4, seed)
                    .build();
            double[] estimate = explainer.integrals(row);
            double[] errors = explainer.explain(row).standardErrors();
            for (int j = 0; j < exact.length; j++) {
                total++;
                inside += Math.abs(estimate[j] - exact[j]) <= 1.96 * errors[j] ? 1 : 0;
            }
        }
        assertThat(inside / (double) total).isGreaterThan(0.95);
    }

    /**
     * Column 0 acts on a tenth of the line from one background row of 20; the nodes of a line may all lie elsewhere.
     */
    @Test
    void aColumnThatNoNodeShowedToActHasAnErrorThatItsValueFits() {
        DifferentiablePredictor rare = new DifferentiablePredictor() {
            @Override
            public double[] predict(double[][] rows) {
                return Arrays.stream(rows)
                        .mapToDouble(x -> Math.max(0, Math.min(0.1, x[0] - 0.85)) + x[1] * x[1])
                        .toArray();
            }

            @Override
            public double[][] gradients(double[][] rows) {
                return Arrays.stream(rows)
                        .map(x -> new double[] {x[0] > 0.85 && x[0] < 0.95 ? 1 : 0, 2 * x[1], 0})
                        .toArray(double[][]::new);
            }
        };
        double[][] rows = new double[20][3];
        for (int b = 0; b < 20; b++) {
            rows[b][0] = b == 4 ? 0 : 1;
        }
        double[] row = {1, 1, 0};
        double exact = 0.1 / 20;
        int overlooked = 0;
        for (int seed = 0; seed < 50; seed++) {
            Attribution a = GradientExplainer.builder(rare, Background.of(rows))
                    .stratified(2, seed)
                    .build()
                    .explain(row);
            assertThat(a.standardErrors()[0]).isPositive();
            assertThat(a.standardErrors()[2]).isZero();
            if (a.values()[0] == 0) {
                overlooked++;
                assertThat(exact).isLessThan(2 * a.standardErrors()[0]);
            }
        }
        assertThat(overlooked).isGreaterThan(20);
        assertThat(GradientExplainer.builder(rare, Background.of(rows))
                        .gauss(3)
                        .build()
                        .explain(row)
                        .standardErrors())
                .containsOnly(0);
    }

    @Test
    void manyRowsOnEightThreadsGiveTheSameBits() {
        Random random = new Random(5);
        HiddenLayer model = new HiddenLayer(8, random);
        double[][] rows = gaussians(40, 8, random);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            for (Explainer<Attribution> explainer : all(model, Background.of(gaussians(20, 8, random)))) {
                assertThat(explainer.explain(rows, pool)).isEqualTo(explainer.explain(rows));
            }
        } finally {
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 64, 101})
    void gaussNodesIntegratePolynomials(int n) {
        GaussLegendre rule = GaussLegendre.of(n);
        assertThat(rule.nodes).isSorted();
        for (int degree = 0; degree < Math.min(2 * n, 40); degree++) {
            double integral = 0;
            for (int i = 0; i < n; i++) {
                integral += rule.weights[i] * Math.pow(rule.nodes[i], degree);
            }
            assertThat(integral).isCloseTo(1.0 / (degree + 1), within(1e-14));
        }
    }

    @Test
    void refusalsNameTheThingAndTheValue() {
        Background background = Background.of(new double[1][3]);
        assertThatThrownBy(() -> GradientExplainer.builder(CUBIC, background).stratified(1, 42))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nodes must be at least 2, was 1");
        GradientExplainer explainer =
                GradientExplainer.builder(CUBIC, background).build();
        assertThatThrownBy(() -> explainer.explain(new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 columns")
                .hasMessageContaining("2");
        assertThatThrownBy(() -> explainer.explain(new double[] {1e300, 1e300, 0}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Infinity");
    }
}
