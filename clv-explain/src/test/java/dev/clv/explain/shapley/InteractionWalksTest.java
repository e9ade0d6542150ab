package dev.clv.explain.shapley;

import static dev.clv.explain.HiddenLayer.gaussians;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Background;
import dev.clv.explain.Effort;
import dev.clv.explain.HiddenLayer;
import dev.clv.explain.Link;
import dev.clv.explain.PredictFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sampled interactions against exact ones. */
class InteractionWalksTest {

    private static PredictFunction each(ToDoubleFunction<double[]> f) {
        return rows -> Arrays.stream(rows).mapToDouble(f).toArray();
    }

    private static ShapleyExplainer.Builder walks(PredictFunction model, Background background) {
        return ShapleyExplainer.builder(model, background).method(ShapleyMethod.WALKS);
    }

    private static Interactions exact(
            PredictFunction model, Background background, double[] row, InteractionIndex index) {
        return ShapleyExplainer.builder(model, background)
                .method(ShapleyMethod.EXACT)
                .build()
                .interactions(index)
                .explain(row);
    }

    /** Sum of products of up to so many columns, with random factors. */
    private static PredictFunction polynomial(int columns, int degree, Random random) {
        double[] factors = random.doubles(1 << columns, -1, 1).toArray();
        return each(x -> {
            double sum = 0;
            for (int s = 0; s < factors.length; s++) {
                if (Integer.bitCount(s) <= degree) {
                    double product = factors[s];
                    for (int j = 0; j < columns; j++) {
                        product *= (s >> j & 1) == 1 ? x[j] : 1;
                    }
                    sum += product;
                }
            }
            return sum;
        });
    }

    private static void assertPairs(Interactions actual, Interactions expected, double tolerance) {
        for (int i = 0; i < expected.features().size(); i++) {
            for (int j = 0; j < expected.features().size(); j++) {
                assertThat(actual.pair(i, j)).isCloseTo(expected.pair(i, j), within(tolerance));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(InteractionIndex.class)
    void fewestRoundsAreExactForProductsOfTwoAndForShapleyOfThree(InteractionIndex index) {
        int degree = index == InteractionIndex.SHAPLEY ? 3 : 2;
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            int columns = 1 + random.nextInt(8);
            PredictFunction model = polynomial(columns, degree, random);
            double[][] rows = gaussians(3, columns, random);
            double[] row = gaussians(1, columns, random)[0];
            rows[1][0] = row[0];
            Background background = Background.of(rows, new double[] {1, 2, 3});
            Interactions walked = walks(model, background)
                    .effort(Effort.budget(1))
                    .build()
                    .interactions(index)
                    .explain(row);
            assertPairs(walked, exact(model, background, row, index), 1e-11);
        }
    }

    @Test
    void sampledShapleyTaylorInteractionsAddUpAtAnyBudget() {
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            int columns = 1 + random.nextInt(25);
            HiddenLayer model = new HiddenLayer(columns, random);
            Background background = Background.of(gaussians(4, columns, random));
            double[] row = gaussians(1, columns, random)[0];
            for (long budget : new long[] {1, 3_000}) {
                Interactions walked = walks(model, background)
                        .effort(Effort.budget(budget))
                        .build()
                        .interactions(InteractionIndex.SHAPLEY_TAYLOR)
                        .explain(row);
                double sum = 0;
                for (int i = 0; i < columns; i++) {
                    sum += walked.features().get(i).alone();
                    for (int j = 0; j < i; j++) {
                        sum += walked.pair(i, j);
                        assertThat(walked.pair(i, j)).isEqualTo(walked.pair(j, i));
                    }
                    assertThat(walked.pair(i, i)).isZero();
                }
                assertThat(sum).isCloseTo(walked.prediction() - walked.baseValue(), within(1e-9));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(InteractionIndex.class)
    void sampledInteractionsAreUnbiasedAndAsWrongAsTheySay(InteractionIndex index) {
        for (int columns = 8; columns <= 10; columns++) {
            Random random = new Random(columns);
            HiddenLayer model = new HiddenLayer(columns, random);
            Background background = Background.of(gaussians(5, columns, random), new double[] {1, 2, 1, 3, 1});
            double[] row = gaussians(1, columns, random)[0];
            Interactions exact = exact(model, background, row, index);
            int seeds = 200;
            double[][] bias = new double[columns][columns];
            double[][] variance = new double[columns][columns];
            int covered = 0;
            int intervals = 0;
            for (int seed = 0; seed < seeds; seed++) {
                Interactions walked = walks(model, background)
                        .effort(Effort.budget(9_000).seed(seed))
                        .build()
                        .interactions(index)
                        .explain(row);
                for (int i = 0; i < columns; i++) {
                    assertThat(walked.features().get(i).alone())
                            .isCloseTo(exact.features().get(i).alone(), within(1e-12));
                    for (int j = 0; j < i; j++) {
                        double error = walked.pair(i, j) - exact.pair(i, j);
                        double said = walked.standardError(i, j);
                        bias[i][j] += error / seeds;
                        variance[i][j] += said * said / seeds / seeds;
                        covered += Math.abs(error) <= 1.96 * said + 1e-12 ? 1 : 0;
                        intervals++;
                    }
                }
            }
            for (int i = 0; i < columns; i++) {
                for (int j = 0; j < i; j++) {
                    // 45 pairs, 3 sizes: 4.5 standard errors of the mean are exceeded once in a thousand runs.
                    assertThat(Math.abs(bias[i][j])).isLessThanOrEqualTo(4.5 * Math.sqrt(variance[i][j]) + 1e-12);
                }
            }
            assertThat((double) covered / intervals).isBetween(0.90, 0.99);
        }
    }

    @ParameterizedTest
    @EnumSource(InteractionIndex.class)
    void theErrorFallsWithTheRootOfTheBudget(InteractionIndex index) {
        double[] logBudgets = new double[4];
        double[] logErrors = new double[4];
        for (int step = 0; step < logBudgets.length; step++) {
            double squared = 0;
            for (int seed = 0; seed < 12; seed++) {
                Random random = new Random(seed);
                HiddenLayer model = new HiddenLayer(9, random);
                Background background = Background.of(gaussians(4, 9, random));
                double[] row = gaussians(1, 9, random)[0];
                Interactions exact = exact(model, background, row, index);
                Interactions walked = walks(model, background)
                        .effort(Effort.budget(1 + (4L << 2 * step) * 4 * 88).seed(seed))
                        .build()
                        .interactions(index)
                        .explain(row);
                assertThat(walked.evaluations()).isEqualTo(1 + (4L << 2 * step) * 4 * 88);
                for (int i = 0; i < 9; i++) {
                    for (int j = 0; j < i; j++) {
                        squared += Math.pow(walked.pair(i, j) - exact.pair(i, j), 2);
                    }
                }
            }
            logBudgets[step] = step * Math.log(4);
            logErrors[step] = Math.log(squared) / 2;
        }
        double meanX = Arrays.stream(logBudgets).average().orElseThrow();
        double meanY = Arrays.stream(logErrors).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        for (int k = 0; k < logBudgets.length; k++) {
            xy += (logBudgets[k] - meanX) * (logErrors[k] - meanY);
            xx += (logBudgets[k] - meanX) * (logBudgets[k] - meanX);
        }
        assertThat(xy / xx).isCloseTo(-0.5, within(0.1));
    }

    @Test
    void otherLinksApproachExactInteractionsToo() {
        for (InteractionIndex index : InteractionIndex.values()) {
            Random random = new Random(3);
            HiddenLayer hidden = new HiddenLayer(6, random);
            PredictFunction model = rows ->
                    Arrays.stream(hidden.predict(rows)).map(f -> 1 + f * f).toArray();
            Background background = Background.of(gaussians(5, 6, random), new double[] {1, 2, 3, 4, 5});
            double[] row = gaussians(1, 6, random)[0];
            Interactions exact = ShapleyExplainer.builder(model, background)
                    .method(ShapleyMethod.EXACT)
                    .link(Link.LOG)
                    .build()
                    .interactions(index)
                    .explain(row);
            Interactions walked = walks(model, background)
                    .link(Link.LOG)
                    .effort(Effort.budget(100_000))
                    .build()
                    .interactions(index)
                    .explain(row);
            for (int i = 0; i < 6; i++) {
                assertThat(walked.features().get(i).alone())
                        .isCloseTo(exact.features().get(i).alone(), within(1e-12));
                for (int j = 0; j < i; j++) {
                    assertThat(walked.standardError(i, j)).isBetween(1e-6, 0.1);
                    assertThat(walked.pair(i, j)).isCloseTo(exact.pair(i, j), within(5 * walked.standardError(i, j)));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(InteractionIndex.class)
    void ignoredColumnsAndColumnsEqualToTheBackgroundInteractWithNothing(InteractionIndex index) {
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            PredictFunction model = new HiddenLayer(24, random, 2)::predict;
            double[][] rows = gaussians(3, 24, random);
            double[] row = gaussians(1, 24, random)[0];
            for (double[] other : rows) {
                other[4] = row[4];
            }
            Interactions walked = walks(model, Background.of(rows))
                    .effort(Effort.budget(1))
                    .build()
                    .interactions(index)
                    .explain(row);
            for (int j = 0; j < 24; j++) {
                assertThat(walked.pair(2, j)).isZero();
                assertThat(walked.pair(4, j)).isZero();
                assertThat(walked.standardError(2, j) == 0).isEqualTo(j == 2 || j == 4);
                assertThat(walked.standardError(4, j)).isZero();
            }
            assertThat(walked.pair(0, 1)).isNotZero();
        }
    }

    /** Columns 0 and 1 act together where column 2 has joined and columns 3 and 4 have not. */
    @ParameterizedTest
    @EnumSource(InteractionIndex.class)
    void aPairThatNoWalkShowedToActHasAnErrorThatItsInteractionFits(InteractionIndex index) {
        int n = 10;
        PredictFunction model = each(x -> 9 * x[0] * x[1] * x[2] * (1 - x[3]) * (1 - x[4])
                + Arrays.stream(x, 1, n).sum());
        double[] row = new double[n];
        Arrays.fill(row, 1);
        Background background = Background.of(new double[1][n]);
        double exact = exact(model, background, row, index).pair(0, 1);
        int overlooked = 0;
        for (int seed = 0; seed < 60; seed++) {
            Interactions walked = walks(model, background)
                    .effort(Effort.budget(1).seed(seed))
                    .build()
                    .interactions(index)
                    .explain(row);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(walked.standardError(i, j)).isPositive();
                }
            }
            if (walked.pair(0, 1) == 0) {
                overlooked++;
                assertThat(exact).isPositive().isLessThan(2 * walked.standardError(0, 1));
            }
        }
        assertThat(overlooked).isGreaterThan(20);
    }

    /** One order and its reverse, or from both sides, are all that there is. */
    @ParameterizedTest
    @EnumSource(InteractionIndex.class)
    void fewFeaturesThatDifferHaveNoError(InteractionIndex index) {
        int n = index == InteractionIndex.SHAPLEY ? 3 : 2;
        PredictFunction sum = each(x -> Arrays.stream(x).sum() + 2 * x[0]);
        double[] row = new double[n];
        Arrays.fill(row, 1);
        Background background = Background.of(new double[1][n]);
        Interactions walked = walks(sum, background).build().interactions(index).explain(row);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(walked.pair(i, j)).isZero();
                assertThat(walked.standardError(i, j)).isZero();
            }
        }
    }

    @Test
    void automaticEnumeratesWhatTheBudgetAllowsAndSamplesTheRest() {
        Random random = new Random(6);
        HiddenLayer eight = new HiddenLayer(8, random);
        Background background = Background.of(gaussians(10, 8, random));
        double[] row = gaussians(1, 8, random)[0];
        ShapleyExplainer.Builder builder = ShapleyExplainer.builder(eight, background);
        Interactions enumerated = builder.effort(Effort.budget(2_540))
                .build()
                .interactions(InteractionIndex.SHAPLEY)
                .explain(row);
        assertThat(enumerated.method()).isEqualTo("exact Shapley interactions");
        assertThat(enumerated.evaluations()).isEqualTo(1 + 10 * 254);
        assertThat(enumerated.relativeError()).isZero();
        Interactions sampled = builder.effort(Effort.budget(2_539))
                .build()
                .interactions(InteractionIndex.SHAPLEY_TAYLOR)
                .explain(row);
        assertThat(sampled.method()).isEqualTo("permutation walks, Shapley-Taylor interactions");
        assertThat(sampled.evaluations()).isEqualTo(1 + 3 * 10 * 70);
        assertThat(sampled.relativeError()).isPositive();

        HiddenLayer wide = new HiddenLayer(30, random);
        double[] wideRow = gaussians(1, 30, random)[0];
        Background wideBackground = Background.of(gaussians(4, 30, random));
        assertThat(ShapleyExplainer.builder(wide, wideBackground)
                        .effort(Effort.budget(Long.MAX_VALUE).targetError(0.2))
                        .build()
                        .interactions(InteractionIndex.SHAPLEY)
                        .explain(wideRow)
                        .relativeError())
                .isBetween(0.01, 0.2);
        assertThatThrownBy(() -> exact(wide, wideBackground, wideRow, InteractionIndex.SHAPLEY))
                .hasMessageContaining("but there are 30");
    }

    @Test
    void manyRowsOnEightThreadsGiveTheSameBits() {
        Random random = new Random(7);
        HiddenLayer model = new HiddenLayer(22, random);
        ShapleyExplainer explainer = ShapleyExplainer.builder(model, Background.of(gaussians(3, 22, random)))
                .build();
        double[][] rows = gaussians(16, 22, random);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Interactions> parallel =
                    explainer.interactions(InteractionIndex.SHAPLEY).explain(rows, pool);
            for (int i = rows.length - 1; i >= 0; i--) {
                Interactions serial =
                        explainer.interactions(InteractionIndex.SHAPLEY).explain(rows[i]);
                assertPairs(parallel.get(i), serial, 0);
                assertThat(parallel.get(i).relativeError()).isEqualTo(serial.relativeError());
            }
        } finally {
            pool.shutdown();
        }
    }
}
