package dev.clv.explain.shapley;

import static dev.clv.explain.shapley.RandomModels.bruteForce;
import static dev.clv.explain.shapley.RandomModels.exact;
import static dev.clv.explain.shapley.RandomModels.gaussians;
import static dev.clv.explain.shapley.RandomModels.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Contribution;
import dev.clv.explain.Effort;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.Link;
import dev.clv.explain.PredictFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every model, row and background, over many seeds. */
class ShapleyPropertiesTest {

    private static final int SEEDS = 25;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 8, 10, 12})
    void exactValuesEqualBruteForce(int columns) {
        Random random = new Random(columns);
        PredictFunction model = model(columns, random);
        double[][] background = gaussians(6, columns, random);
        double[] row = gaussians(1, columns, random)[0];
        // Ties: what is equal must not be predicted, nor counted as a difference.
        background[1][0] = row[0];
        background[2][columns - 1] = row[columns - 1];
        assertThat(exact(model, Background.of(background)).build().explain(row).values())
                .containsExactly(bruteForce(model, row, background), within(1e-12 * columns));
    }

    @Test
    void everyEstimateAddsUpAtAnyBudget() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            int columns = 1 + random.nextInt(18);
            PredictFunction model = model(columns, random);
            PredictFunction positive =
                    x -> Arrays.stream(model.predict(x)).map(f -> 1 + f * f).toArray();
            Background background = Background.of(gaussians(1 + random.nextInt(9), columns, random));
            double[] row = gaussians(1, columns, random)[0];
            for (ShapleyMethod method : List.of(ShapleyMethod.AUTOMATIC, ShapleyMethod.WALKS, ShapleyMethod.KERNEL)) {
                for (long budget : new long[] {1, 7, 100, 3_000}) {
                    for (Link link : Link.values()) {
                        Attribution a = ShapleyExplainer.builder(positive, background)
                                .method(method)
                                .link(link)
                                .effort(Effort.budget(budget).seed(seed))
                                .build()
                                .explain(row);
                        double scale = Math.abs(a.prediction()) + Math.abs(a.baseValue());
                        assertThat(Arrays.stream(a.values()).sum())
                                .isCloseTo(a.prediction() - a.baseValue(), within(1e-13 * columns * (1 + scale)));
                    }
                }
            }
        }
    }

    @Test
    void groupsAsPlayersEqualBruteForceOverGroups() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            PredictFunction model = model(9, random);
            double[][] background = gaussians(5, 9, random);
            double[] row = gaussians(1, 9, random)[0];
            background[1][3] = row[3];
            List<String> names = random.ints(9, 0, 5).mapToObj(g -> "g" + g).toList();
            FeatureGroups groups = FeatureGroups.byName(names);
            double[] expected = bruteForce(model, row, background, groups);
            assertThat(exact(model, Background.of(background))
                            .features(groups)
                            .build()
                            .explain(row)
                            .values())
                    .containsExactly(expected, within(1e-12 * 9));
            // Owen values of the columns add up to the same.
            assertThat(exact(model, Background.of(background)).groups(groups).build().explain(row).groups().stream()
                            .mapToDouble(Contribution::value)
                            .toArray())
                    .containsExactly(expected, within(1e-12 * 9));
        }
    }

    @Test
    void ignoredColumnsAndColumnsEqualToTheBackgroundGetExactlyZero() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            PredictFunction model = model(7, random, 2);
            double[][] background = gaussians(5, 7, random);
            double[] row = gaussians(1, 7, random)[0];
            for (double[] b : background) {
                b[4] = row[4];
            }
            for (Link link : Link.values()) {
                PredictFunction positive = x ->
                        Arrays.stream(model.predict(x)).map(StrictMath::exp).toArray();
                for (ShapleyMethod method : ShapleyMethod.values()) {
                    Attribution a = ShapleyExplainer.builder(positive, Background.of(background))
                            .method(method)
                            .link(link)
                            .effort(Effort.budget(200))
                            .build()
                            .explain(row);
                    assertThat(a.values()[4]).isZero();
                    assertThat(a.values()[2]).isZero();
                    // All but the definition have only sampled that it is ignored.
                    assertThat(a.standardErrors()[2] == 0).isEqualTo(method == ShapleyMethod.EXACT);
                    assertThat(a.standardErrors()[4]).isZero();
                    assertThat(a.values()[0]).isNotZero();
                }
            }
        }
    }

    @Test
    void twinsGetEqualShares() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            PredictFunction model = model(5, random);
            PredictFunction symmetric = x -> {
                double[][] swapped = Arrays.stream(x).map(double[]::clone).toArray(double[][]::new);
                for (double[] row : swapped) {
                    double first = row[0];
                    row[0] = row[1];
                    row[1] = first;
                }
                double[] sum = model.predict(x);
                double[] other = model.predict(swapped);
                Arrays.setAll(sum, i -> sum[i] + other[i]);
                return sum;
            };
            double[][] background = gaussians(6, 5, random);
            double[] row = gaussians(1, 5, random)[0];
            for (double[] b : background) {
                b[1] = b[0];
            }
            row[1] = row[0];
            Attribution a = exact(symmetric, Background.of(background)).build().explain(row);
            assertThat(a.values()[0]).isCloseTo(a.values()[1], within(1e-12));
        }
    }

    /**
     * Walks of the same orders too, but against one background row: of several, the model decides how often each is
     * walked.
     */
    @Test
    void valuesAreLinearInTheModel() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            PredictFunction f = model(6, random);
            PredictFunction g = model(6, random);
            PredictFunction mixed = x -> {
                double[] a = f.predict(x);
                double[] b = g.predict(x);
                Arrays.setAll(a, i -> 2 * a[i] - 3 * b[i]);
                return a;
            };
            double[] row = gaussians(1, 6, random)[0];
            for (ShapleyMethod method : List.of(ShapleyMethod.EXACT, ShapleyMethod.WALKS, ShapleyMethod.KERNEL)) {
                Background background = Background.of(gaussians(method == ShapleyMethod.WALKS ? 1 : 7, 6, random));
                double[][] values = new double[3][];
                PredictFunction[] models = {f, g, mixed};
                for (int m = 0; m < 3; m++) {
                    values[m] = ShapleyExplainer.builder(models[m], background)
                            .method(method)
                            .effort(Effort.budget(300))
                            .build()
                            .explain(row)
                            .values();
                }
                for (int j = 0; j < 6; j++) {
                    assertThat(values[2][j]).isCloseTo(2 * values[0][j] - 3 * values[1][j], within(1e-11));
                }
            }
        }
    }

    @Test
    void oneExplainerUsedByEightThreadsEqualsSerial() {
        Random random = new Random(11);
        PredictFunction model = model(20, random);
        ShapleyExplainer explainer = ShapleyExplainer.builder(model, Background.of(gaussians(30, 20, random)))
                .build();
        double[][] rows = gaussians(40, 20, random);
        List<Attribution> serial = explainer.explain(rows);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            assertThat(explainer.explain(rows, pool)).isEqualTo(serial);
            // From within the pool itself, which would starve an explainer that only waits.
            assertThat(pool.submit(() -> explainer.explain(rows, pool)).get()).isEqualTo(serial);
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void theBudgetIsKeptAndTheTargetErrorReached() {
        Random random = new Random(5);
        PredictFunction model = model(15, random);
        Background background = Background.of(gaussians(20, 15, random));
        double[] row = gaussians(1, 15, random)[0];
        for (ShapleyMethod method : List.of(ShapleyMethod.WALKS, ShapleyMethod.KERNEL)) {
            ShapleyExplainer.Builder builder =
                    ShapleyExplainer.builder(model, background).method(method).effort(Effort.budget(50_000));
            Attribution whole = builder.build().explain(row);
            assertThat(whole.evaluations()).isBetween(49_000L, 50_000L);
            Attribution early = builder.effort(Effort.budget(50_000).targetError(0.05))
                    .build()
                    .explain(row);
            assertThat(early.evaluations()).isLessThan(25_000);
            double error = 0;
            double size = 0;
            for (Contribution c : early.features()) {
                error += c.standardError() * c.standardError();
                size += c.value() * c.value();
            }
            assertThat(early.relativeError())
                    .isCloseTo(Math.sqrt(error / size), within(1e-12))
                    .isBetween(0.001, 0.05);
            // What cannot be reached takes the budget and says so.
            Attribution never = builder.effort(Effort.budget(50_000).targetError(1e-9))
                    .build()
                    .explain(row);
            assertThat(never.evaluations()).isBetween(49_000L, 50_000L);
            assertThat(never.relativeError()).isGreaterThan(1e-9);
        }
    }

    @Test
    void automaticEnumeratesWhatTheBudgetAllows() {
        Random random = new Random(6);
        PredictFunction model = model(8, random);
        Background background = Background.of(gaussians(10, 8, random));
        double[] row = gaussians(1, 8, random)[0];
        ShapleyExplainer.Builder builder = ShapleyExplainer.builder(model, background);
        Attribution enumerated = builder.effort(Effort.budget(2_540)).build().explain(row);
        assertThat(enumerated.method()).isEqualTo("exact Shapley");
        assertThat(enumerated.evaluations()).isEqualTo(1 + 10 * 254);
        assertThat(builder.effort(Effort.budget(2_539)).build().explain(row).method())
                .isEqualTo("permutation walks, Shapley");
    }

    @Test
    void missingIsAValueLikeAnyOther() {
        PredictFunction model = x -> Arrays.stream(x)
                .mapToDouble(r -> (Double.isNaN(r[0]) ? 3 : r[0]) + 10 * r[1])
                .toArray();
        Background background = Background.of(new double[][] {{Double.NaN, 0}, {1, 0}});
        assertThat(exact(model, background)
                        .build()
                        .explain(new double[] {Double.NaN, 1})
                        .values())
                .containsExactly(1, 10);
    }

    @Test
    void manyColumnsThatEqualTheBackgroundDoNotCount() {
        double[] row = new double[200];
        double[] reference = new double[200];
        for (int j = 0; j < 10; j++) {
            row[20 * j] = j + 1;
        }
        PredictFunction product =
                x -> Arrays.stream(x).mapToDouble(r -> r[0] * r[20] + r[40]).toArray();
        Attribution a = exact(product, Background.of(new double[][] {reference}))
                .build()
                .explain(row);
        assertThat(a.values()[0]).isCloseTo(1, within(1e-14));
        assertThat(a.values()[20]).isCloseTo(1, within(1e-14));
        assertThat(a.values()[40]).isCloseTo(3, within(1e-14));
        assertThat(a.evaluations()).isEqualTo(1 + 1022);
    }

    @Test
    void refusalsNameTheThingAndTheValue() {
        PredictFunction sum =
                x -> Arrays.stream(x).mapToDouble(r -> Arrays.stream(r).sum()).toArray();
        Background background = Background.of(new double[][] {{0, 0}, {-2, 0}});
        assertThatThrownBy(() -> exact(sum, background).link(Link.LOG).build().explain(new double[] {1, 1}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("positive mean predictions, was -1.0");
        PredictFunction broken = x -> new double[] {Double.NaN};
        assertThatThrownBy(() ->
                        exact(broken, Background.of(new double[][] {{0}})).build())
                .hasMessageContaining("returned NaN for row 0 of a batch of 1 rows");
        assertThatThrownBy(() -> exact(broken, background).build())
                .hasMessageContaining("returned 1 predictions for 2 rows");
        assertThatThrownBy(() -> exact(sum, background)
                        .features(FeatureGroups.columns(3))
                        .build())
                .hasMessageContaining("features have 3 columns, but the background has 2");
        assertThatThrownBy(() -> exact(sum, background)
                        .features(FeatureGroups.byName(List.of("colour", "colour")))
                        .groups(FeatureGroups.byName(List.of("p", "q")))
                        .build())
                .hasMessageContaining("feature 'colour' has columns in the groups 'p' and 'q'");
        Background wide = Background.of(new double[1][21]);
        double[] ones = new double[21];
        Arrays.fill(ones, 1);
        assertThatThrownBy(() -> exact(sum, wide).build().explain(ones)).hasMessageContaining("but there are 21");
        Background three = Background.of(new double[1][3]);
        assertThatThrownBy(() -> ShapleyExplainer.builder(sum, three)
                        .groups(FeatureGroups.byName(List.of("p", "p", "q")))
                        .method(ShapleyMethod.KERNEL)
                        .build())
                .hasMessageContaining("Kernel SHAP knows no groups; use the method WALKS");
        assertThatThrownBy(() -> ShapleyExplainer.builder(sum, three)
                        .groups(FeatureGroups.byName(List.of("p", "p", "q")))
                        .build()
                        .interactions(InteractionIndex.SHAPLEY)
                        .explain(new double[3]))
                .hasMessageContaining("not defined for features in groups");
        assertThatThrownBy(() -> ShapleyExplainer.builder(sum, background).effort(Effort.budget(0)))
                .hasMessageContaining("was 0");
        assertThatThrownBy(() -> ShapleyExplainer.builder(sum, background)
                        .effort(Effort.standard().targetError(1)))
                .hasMessageContaining("was 1.0");
    }
}
