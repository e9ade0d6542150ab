package dev.clv.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Contribution;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.Link;
import dev.clv.explain.PredictFunction;
import java.util.Arrays;
import java.util.BitSet;
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

    /** A random model with one hidden ReLU layer; columns listed as ignored have no weight. */
    private static PredictFunction model(int columns, Random random, int... ignored) {
        double[][] w = gaussians(12, columns, random);
        double[][] v = gaussians(1, 12, random);
        for (double[] unit : w) {
            for (int column : ignored) {
                unit[column] = 0;
            }
        }
        return rows -> {
            double[] out = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                for (int h = 0; h < w.length; h++) {
                    double a = 0.1 * h;
                    for (int j = 0; j < columns; j++) {
                        a += w[h][j] * rows[i][j];
                    }
                    out[i] += v[0][h] * Math.max(0, a);
                }
            }
            return out;
        };
    }

    private static double[][] gaussians(int rows, int columns, Random random) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return values;
    }

    private static ShapleyExplainer.Builder exact(PredictFunction model, Background background) {
        return ShapleyExplainer.builder(model, background).method(ShapleyMethod.EXACT);
    }

    private static ShapleyExplainer.Builder walks(PredictFunction model, Background background) {
        return ShapleyExplainer.builder(model, background).method(ShapleyMethod.WALKS);
    }

    /** By the definition, over all orders' equivalent: all coalitions, one player at a time, no shortcut. */
    private static double[] bruteForce(PredictFunction model, double[] row, double[][] background) {
        int d = row.length;
        double[] v = new double[1 << d];
        for (int s = 0; s < v.length; s++) {
            double[][] mixed = new double[background.length][];
            for (int b = 0; b < mixed.length; b++) {
                mixed[b] = background[b].clone();
                for (int j = 0; j < d; j++) {
                    mixed[b][j] = (s >> j & 1) == 1 ? row[j] : mixed[b][j];
                }
            }
            v[s] = Arrays.stream(model.predict(mixed)).average().orElseThrow();
        }
        double[] factorial = new double[d + 1];
        factorial[0] = 1;
        for (int i = 1; i <= d; i++) {
            factorial[i] = factorial[i - 1] * i;
        }
        double[] values = new double[d];
        for (int s = 0; s < v.length; s++) {
            for (int j = 0; j < d; j++) {
                if ((s >> j & 1) == 0) {
                    int size = Integer.bitCount(s);
                    values[j] += factorial[size] * factorial[d - size - 1] / factorial[d] * (v[s | 1 << j] - v[s]);
                }
            }
        }
        return values;
    }

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
            int columns = 1 + random.nextInt(30);
            PredictFunction model = model(columns, random);
            Background background = Background.of(gaussians(1 + random.nextInt(9), columns, random));
            for (long budget : new long[] {1, 7, 100, 3_000}) {
                Attribution a = walks(model, background)
                        .budget(budget)
                        .seed(seed)
                        .build()
                        .explain(gaussians(1, columns, random)[0]);
                double scale = Math.abs(a.prediction()) + Math.abs(a.baseValue());
                assertThat(Arrays.stream(a.values()).sum())
                        .isCloseTo(a.prediction() - a.baseValue(), within(1e-13 * columns * (1 + scale)));
            }
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
                            .budget(200)
                            .build()
                            .explain(row);
                    assertThat(a.values()[4]).isZero();
                    // A regression on a sample gives an ignored column 0 within its error only.
                    assertThat(method == ShapleyMethod.KERNEL || a.values()[2] == 0)
                            .isTrue();
                    assertThat(method == ShapleyMethod.KERNEL || a.standardErrors()[2] == 0)
                            .isTrue();
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
            Background background = Background.of(gaussians(7, 6, random));
            double[] row = gaussians(1, 6, random)[0];
            for (ShapleyMethod method : List.of(ShapleyMethod.EXACT, ShapleyMethod.WALKS)) {
                double[][] values = new double[3][];
                PredictFunction[] models = {f, g, mixed};
                for (int m = 0; m < 3; m++) {
                    values[m] = ShapleyExplainer.builder(models[m], background)
                            .method(method)
                            .budget(300)
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
    void aWeightedBackgroundEqualsReplicatedRows() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            PredictFunction model = model(6, random);
            double[][] rows = gaussians(4, 6, random);
            Background weighted = Background.of(rows, new double[] {1, 2, 0, 3});
            Background replicated =
                    Background.of(new double[][] {rows[0], rows[1], rows[1], rows[3], rows[3], rows[3]});
            double[] row = gaussians(1, 6, random)[0];
            assertThat(exact(model, weighted).build().explain(row).values())
                    .containsExactly(
                            exact(model, replicated).build().explain(row).values(), within(1e-12));
        }
    }

    @Test
    void oneAntitheticWalkIsExactForAQuadraticModel() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            double[][] q = gaussians(9, 9, random);
            PredictFunction quadratic = x -> Arrays.stream(x)
                    .mapToDouble(r -> {
                        double sum = 0;
                        for (int i = 0; i < 9; i++) {
                            for (int j = 0; j < 9; j++) {
                                sum += q[i][j] * r[i] * r[j];
                            }
                        }
                        return sum;
                    })
                    .toArray();
            double[][] background = gaussians(3, 9, random);
            double[] row = gaussians(1, 9, random)[0];
            FeatureGroups columns = FeatureGroups.columns(9);
            Players players = new Players(columns, columns);
            ShapleyExplainer explainer =
                    walks(quadratic, Background.of(background)).build();
            PermutationWalks one = new PermutationWalks(explainer.game(row), players, Orders.random(players, random));
            one.walk(1);
            assertThat(one.estimate().values()).containsExactly(bruteForce(quadratic, row, background), within(1e-10));
        }
    }

    @Test
    void walksKeepGroupsTogetherAndApproachOwenValues() {
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            PredictFunction model = model(9, random);
            Background background = Background.of(gaussians(8, 9, random));
            // One feature of two columns within a group of three features.
            FeatureGroups features = FeatureGroups.byName(List.of("a", "b", "b", "c", "d", "e", "f", "g", "h"));
            FeatureGroups groups = FeatureGroups.byName(List.of("p", "p", "p", "p", "q", "q", "r", "s", "s"));
            double[] row = gaussians(1, 9, random)[0];
            Attribution exact = exact(model, background)
                    .features(features)
                    .groups(groups)
                    .build()
                    .explain(row);
            Attribution walked = walks(model, background)
                    .features(features)
                    .groups(groups)
                    .build()
                    .explain(row);
            for (int i = 0; i < exact.features().size(); i++) {
                Contribution estimate = walked.features().get(i);
                assertThat(estimate.value())
                        .isCloseTo(exact.features().get(i).value(), within(5 * estimate.standardError()));
                assertThat(estimate.standardError()).isPositive();
            }
            Attribution byGroup =
                    exact(model, background).features(groups).build().explain(row);
            for (int g = 0; g < 4; g++) {
                assertThat(exact.groups().get(g).value())
                        .isCloseTo(byGroup.features().get(g).value(), within(1e-12));
                Contribution estimate = walked.groups().get(g);
                assertThat(estimate.value())
                        .isCloseTo(exact.groups().get(g).value(), within(5 * estimate.standardError()));
            }
        }
    }

    @Test
    void ninetyFivePercentIntervalsCoverTheExactValue() {
        int covered = 0;
        int intervals = 0;
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            PredictFunction model = model(8, random);
            Background background = Background.of(gaussians(20, 8, random));
            double[] row = gaussians(1, 8, random)[0];
            double[] exact = exact(model, background).build().explain(row).values();
            Attribution walked =
                    walks(model, background).budget(1_200).seed(seed).build().explain(row);
            for (int j = 0; j < 8; j++) {
                double error = walked.standardErrors()[j];
                covered += Math.abs(walked.values()[j] - exact[j]) <= 1.96 * error ? 1 : 0;
                intervals++;
            }
        }
        assertThat((double) covered / intervals).isBetween(0.90, 0.99);
    }

    @Test
    void walksApproachExactValuesForEveryLinkAndAnyWeights() {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            PredictFunction model = model(7, random);
            PredictFunction positive = x -> Arrays.stream(model.predict(x))
                    .map(f -> StrictMath.log1p(StrictMath.exp(f)))
                    .toArray();
            double[][] rows = gaussians(6, 7, random);
            double[] row = gaussians(1, 7, random)[0];
            // A tie, so that background rows of one walk join at different steps.
            rows[2][3] = row[3];
            Background background = Background.of(rows, new double[] {1, 2, 3, 4, 5, 6});
            for (Link link : Link.values()) {
                double[] exact = exact(positive, background)
                        .link(link)
                        .build()
                        .explain(row)
                        .values();
                Attribution walked = walks(positive, background)
                        .link(link)
                        .seed(seed)
                        .build()
                        .explain(row);
                for (int j = 0; j < 7; j++) {
                    assertThat(walked.values()[j]).isCloseTo(exact[j], within(5 * walked.standardErrors()[j]));
                    assertThat(walked.standardErrors()[j]).isBetween(1e-9, 0.1);
                }
            }
        }
    }

    @Test
    void backgroundRowsThatHardlyDifferNeedNoPredictions() {
        double[][] rows = new double[300][8];
        for (int b = 0; b < rows.length; b++) {
            rows[b][b % 8] = 1;
        }
        rows[299] = new double[] {1, 1, 1, 0, 0, 0, 0, 0};
        PredictFunction product = x ->
                Arrays.stream(x).mapToDouble(r -> r[0] * r[1] * r[2] + r[7]).toArray();
        Attribution a =
                walks(product, Background.of(rows)).budget(20_001).build().explain(new double[8]);
        // Only the last row differs in more than one column: four predictions a round.
        assertThat(a.evaluations()).isEqualTo(20_001);
        assertThat(a.values()[0]).isCloseTo(-1 / 900.0, within(5 * a.standardErrors()[0]));
        assertThat(a.values()[7]).isCloseTo(-37 / 300.0, within(1e-12));
    }

    @Test
    void sampledKernelShapAddsUpAndIsAsWrongAsItSays() {
        int covered = 0;
        int intervals = 0;
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            PredictFunction model = model(11, random);
            Background background = Background.of(gaussians(6, 11, random));
            double[] row = gaussians(1, 11, random)[0];
            double[] exact = exact(model, background).build().explain(row).values();
            ShapleyExplainer.Builder kernel = ShapleyExplainer.builder(model, background)
                    .method(ShapleyMethod.KERNEL)
                    .seed(seed);
            Attribution a = kernel.budget(12 * 200).build().explain(row);
            assertThat(a.evaluations()).isBetween(12L * 150, 12L * 200);
            for (int j = 0; j < 11; j++) {
                covered += Math.abs(a.values()[j] - exact[j]) <= 1.96 * a.standardErrors()[j] ? 1 : 0;
                intervals++;
            }
            // The smallest possible sample still adds up: an attribution that does not cannot be built.
            Attribution least = kernel.budget(1).build().explain(row);
            assertThat(least.evaluations()).isEqualTo(1 + 2 * 6 * (11 + 4 * 2));
        }
        assertThat((double) covered / intervals).isBetween(0.90, 0.99);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7, 8, 70})
    void coalitionsAreDrawnWithoutReplacement(int players) {
        CoalitionSample sample = new CoalitionSample(players, new Random(1));
        // Growing keeps what was drawn.
        for (long wanted : new long[] {0, 1, 30, 100, 101, 250}) {
            List<List<BitSet>> before = sample.levels.stream()
                    .map(level -> List.copyOf(level.drawn()))
                    .toList();
            sample.grow(wanted);
            for (int l = 0; l < before.size(); l++) {
                assertThat(sample.levels.get(l).drawn().subList(0, before.get(l).size()))
                        .isEqualTo(before.get(l));
            }
        }
        sample.grow(400);
        int pairs = 0;
        for (CoalitionSample.Level level : sample.levels) {
            assertThat(level.drawn()).doesNotHaveDuplicates();
            assertThat(level.drawn()).allMatch(s -> s.cardinality() == level.size() && s.length() <= players);
            pairs += level.drawn().size();
        }
        if (players <= 8) {
            assertThat(sample.isComplete()).isTrue();
            assertThat(pairs).isEqualTo((1 << players) / 2 - 1);
        } else {
            assertThat(pairs).isBetween(380, 400);
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
                    ShapleyExplainer.builder(model, background).method(method).budget(50_000);
            Attribution whole = builder.build().explain(row);
            assertThat(whole.evaluations()).isBetween(49_000L, 50_000L);
            Attribution early = builder.targetError(0.05).build().explain(row);
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
            Attribution never = builder.targetError(1e-9).build().explain(row);
            assertThat(never.evaluations()).isBetween(49_000L, 50_000L);
            assertThat(never.relativeError()).isGreaterThan(1e-9);
        }
    }

    @Test
    void kernelShapToATargetErrorIsAsWrongAsItSays() {
        int covered = 0;
        int intervals = 0;
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            PredictFunction model = model(12, random);
            Background background = Background.of(gaussians(5, 12, random));
            double[] row = gaussians(1, 12, random)[0];
            double[] exact = exact(model, background).build().explain(row).values();
            Attribution a = ShapleyExplainer.builder(model, background)
                    .method(ShapleyMethod.KERNEL)
                    .seed(seed)
                    .targetError(0.04)
                    .build()
                    .explain(row);
            assertThat(a.relativeError()).isLessThanOrEqualTo(0.04);
            for (int j = 0; j < 12; j++) {
                covered += Math.abs(a.values()[j] - exact[j]) <= 1.96 * a.standardErrors()[j] ? 1 : 0;
                intervals++;
            }
        }
        assertThat((double) covered / intervals).isBetween(0.90, 0.99);
    }

    @Test
    void kernelShapThatDrewEverythingIsExact() {
        for (int players = 1; players <= 9; players++) {
            Random random = new Random(players);
            PredictFunction model = model(players, random);
            double[][] rows = gaussians(3, players, random);
            double[] row = gaussians(1, players, random)[0];
            Attribution a = ShapleyExplainer.builder(model, Background.of(rows))
                    .method(ShapleyMethod.KERNEL)
                    .targetError(1e-12)
                    .build()
                    .explain(row);
            assertThat(a.values()).containsExactly(bruteForce(model, row, rows), within(1e-11));
            assertThat(a.relativeError()).isZero();
        }
    }

    @Test
    void automaticEnumeratesWhatTheBudgetAllows() {
        Random random = new Random(6);
        PredictFunction model = model(8, random);
        Background background = Background.of(gaussians(10, 8, random));
        double[] row = gaussians(1, 8, random)[0];
        ShapleyExplainer.Builder builder = ShapleyExplainer.builder(model, background);
        Attribution enumerated = builder.budget(2_540).build().explain(row);
        assertThat(enumerated.method()).isEqualTo("exact Shapley");
        assertThat(enumerated.evaluations()).isEqualTo(1 + 10 * 254);
        assertThat(builder.budget(2_539).build().explain(row).method()).isEqualTo("permutation walks, Shapley");
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
                        .interactions(new double[3], InteractionIndex.SHAPLEY))
                .hasMessageContaining("not defined for features in groups");
        assertThatThrownBy(() -> ShapleyExplainer.builder(sum, background).budget(0))
                .hasMessageContaining("was 0");
        assertThatThrownBy(() -> ShapleyExplainer.builder(sum, background).targetError(1))
                .hasMessageContaining("was 1.0");
    }
}
