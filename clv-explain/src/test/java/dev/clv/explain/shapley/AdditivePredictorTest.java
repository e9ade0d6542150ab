package dev.clv.explain.shapley;

import static dev.clv.explain.HiddenLayer.gaussians;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Effort;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.HiddenLayer;
import dev.clv.explain.PredictFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Explanations by states must be those by rows. */
class AdditivePredictorTest {

    private static void assertSame(
            HiddenLayer model, Background background, double[] row, UnaryOperator<ShapleyExplainer.Builder> settings) {
        PredictFunction plain = model::predict;
        Attribution byRows = settings.apply(ShapleyExplainer.builder(plain, background))
                .build()
                .explain(row);
        Attribution byStates = settings.apply(ShapleyExplainer.builder(model, background))
                .build()
                .explain(row);
        double size = Arrays.stream(byRows.values()).map(Math::abs).max().orElseThrow();
        assertThat(byStates.values()).containsExactly(byRows.values(), within(1e-9 * size));
        assertThat(byStates.standardErrors()).containsExactly(byRows.standardErrors(), within(1e-9 * size));
        assertThat(byStates.baseValue()).isEqualTo(byRows.baseValue());
        assertThat(byStates.prediction()).isEqualTo(byRows.prediction());
        assertThat(byStates.evaluations()).isEqualTo(byRows.evaluations());
    }

    @Test
    void statesGiveWhatRowsGive() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int columns = 1 + random.nextInt(10);
            HiddenLayer model = new HiddenLayer(columns, random);
            double[][] rows = gaussians(7, columns, random);
            double[] row = gaussians(1, columns, random)[0];
            rows[1][0] = row[0];
            rows[2] = row.clone();
            double[] weights = random.doubles(7, 0.1, 2).toArray();
            Background background = Background.of(rows, weights);
            int runSeed = seed;
            assertSame(model, background, row, s -> s.method(ShapleyMethod.EXACT));
            assertSame(
                    model,
                    background,
                    row,
                    s -> s.method(ShapleyMethod.WALKS).effort(Effort.budget(500).seed(runSeed)));
            List<String> groups = new ArrayList<>();
            for (int j = 0; j < columns; j++) {
                groups.add("g" + random.nextInt(3));
            }
            FeatureGroups grouped = FeatureGroups.byName(groups);
            assertSame(
                    model, background, row, s -> s.method(ShapleyMethod.EXACT).groups(grouped));
            assertSame(
                    model,
                    background,
                    row,
                    s -> s.method(ShapleyMethod.WALKS)
                            .effort(Effort.budget(500))
                            .groups(grouped));
            assertSame(model, background, row, s -> s.features(grouped));
        }
    }

    @Test
    void whatNoStateDependsOnGetsExactlyZero() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            HiddenLayer model = new HiddenLayer(9, random, 2, 8);
            double[][] rows = gaussians(8, 9, random);
            double[] row = gaussians(1, 9, random)[0];
            for (double[] other : rows) {
                other[5] = row[5];
            }
            for (ShapleyMethod method : new ShapleyMethod[] {ShapleyMethod.EXACT, ShapleyMethod.WALKS}) {
                Attribution a = ShapleyExplainer.builder(model, Background.of(rows))
                        .method(method)
                        .effort(Effort.budget(300))
                        .build()
                        .explain(row);
                assertThat(a.values()[2]).isZero();
                assertThat(a.values()[5]).isZero();
                assertThat(a.values()[8]).isZero();
                assertThat(Arrays.stream(a.values()).sum()).isCloseTo(a.prediction() - a.baseValue(), within(1e-12));
            }
        }
    }

    @Test
    void manyRowsOnEightThreadsGiveTheSameBits() {
        Random random = new Random(5);
        HiddenLayer model = new HiddenLayer(15, random);
        double[][] rows = gaussians(60, 15, random);
        ShapleyExplainer explainer = ShapleyExplainer.builder(model, Background.of(gaussians(20, 15, random)))
                .method(ShapleyMethod.WALKS)
                .effort(Effort.budget(2_000))
                .build();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            assertThat(explainer.explain(rows, pool)).isEqualTo(explainer.explain(rows));
        } finally {
            pool.shutdown();
        }
    }
}
