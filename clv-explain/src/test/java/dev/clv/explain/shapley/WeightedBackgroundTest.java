package dev.clv.explain.shapley;

import static dev.clv.explain.shapley.RandomModels.exact;
import static dev.clv.explain.shapley.RandomModels.gaussians;
import static dev.clv.explain.shapley.RandomModels.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Effort;
import dev.clv.explain.Link;
import dev.clv.explain.PredictFunction;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A weighted background equals replicated rows: to rounding for everything exact, in distribution for what is sampled,
 * because every replica has orders of its own.
 */
class WeightedBackgroundTest {

    private static final int COLUMNS = 9;
    private static final int SEEDS = 120;

    private static Background weighted(double[][] rows) {
        return Background.of(rows, new double[] {1, 2, 0, 3, 1});
    }

    private static Background replicated(double[][] rows) {
        return Background.of(new double[][] {rows[0], rows[1], rows[1], rows[3], rows[3], rows[3], rows[4]});
    }

    private static PredictFunction positive(PredictFunction model) {
        return x -> Arrays.stream(model.predict(x)).map(f -> 1 + f * f / 10).toArray();
    }

    @ParameterizedTest
    @EnumSource(Link.class)
    void exactValuesAreTheSameUpToRounding(Link link) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            PredictFunction model = positive(model(COLUMNS, random));
            double[][] rows = gaussians(5, COLUMNS, random);
            double[] row = gaussians(1, COLUMNS, random)[0];
            double[] expected = exact(model, replicated(rows))
                    .link(link)
                    .build()
                    .explain(row)
                    .values();
            assertThat(exact(model, weighted(rows))
                            .link(link)
                            .build()
                            .explain(row)
                            .values())
                    .containsExactly(expected, within(1e-11));
        }
    }

    /** The regression needs only the mean prediction of every coalition, which is the same for the same coalitions. */
    @ParameterizedTest
    @EnumSource(Link.class)
    void kernelShapOnTheSameCoalitionsIsTheSameUpToRounding(Link link) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            PredictFunction model = positive(model(COLUMNS, random));
            double[][] rows = gaussians(5, COLUMNS, random);
            double[] row = gaussians(1, COLUMNS, random)[0];
            Attribution few = ShapleyExplainer.builder(model, weighted(rows))
                    .method(ShapleyMethod.KERNEL)
                    .link(link)
                    .effort(Effort.budget(1 + 2 * 4 * 60))
                    .build()
                    .explain(row);
            Attribution many = ShapleyExplainer.builder(model, replicated(rows))
                    .method(ShapleyMethod.KERNEL)
                    .link(link)
                    .effort(Effort.budget(1 + 2 * 7 * 60))
                    .build()
                    .explain(row);
            assertThat(few.values()).containsExactly(many.values(), within(1e-11));
            assertThat(few.standardErrors()).containsExactly(many.standardErrors(), within(1e-11));
            assertThat(few.relativeError()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(Link.class)
    void walksAreTheSameWithinThreeStandardErrors(Link link) {
        assertThat(shareWithinThreeErrors(ShapleyMethod.WALKS, link, true)).isGreaterThanOrEqualTo(0.99);
    }

    @ParameterizedTest
    @EnumSource(Link.class)
    void kernelShapIsTheSameWithinThreeStandardErrors(Link link) {
        assertThat(shareWithinThreeErrors(ShapleyMethod.KERNEL, link, true)).isGreaterThanOrEqualTo(0.99);
    }

    /** The comparison above can tell: without the weights it fails by far. */
    @Test
    void withoutWeightsTheDifferenceIsSeen() {
        for (ShapleyMethod method : new ShapleyMethod[] {ShapleyMethod.WALKS, ShapleyMethod.KERNEL}) {
            assertThat(shareWithinThreeErrors(method, Link.IDENTITY, false)).isLessThan(0.5);
        }
    }

    /** Of all features over all seeds, how many differ by at most three standard errors of the difference. */
    private static double shareWithinThreeErrors(ShapleyMethod method, Link link, boolean weighted) {
        int within = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            PredictFunction model = positive(model(COLUMNS, random));
            double[][] rows = gaussians(5, COLUMNS, random);
            double[] row = gaussians(1, COLUMNS, random)[0];
            Background one = weighted ? weighted(rows) : Background.of(rows);
            Attribution a = explain(method, link, model, one, row, seed);
            Attribution b = explain(method, link, model, replicated(rows), row, -1 - seed);
            for (int j = 0; j < COLUMNS; j++) {
                double error = Math.hypot(a.standardErrors()[j], b.standardErrors()[j]);
                assertThat(error).isPositive();
                within += Math.abs(a.values()[j] - b.values()[j]) <= 3 * error ? 1 : 0;
            }
        }
        return within / (double) (SEEDS * COLUMNS);
    }

    private static Attribution explain(
            ShapleyMethod method, Link link, PredictFunction model, Background background, double[] row, long seed) {
        return ShapleyExplainer.builder(model, background)
                .method(method)
                .link(link)
                // Rounds of 16 per row for walks, 200 of 255 pairs for Kernel SHAP.
                .effort(Effort.budget(1 + background.size() * (method == ShapleyMethod.WALKS ? 16L * 60 : 2L * 200))
                        .seed(seed))
                .build()
                .explain(row);
    }
}
