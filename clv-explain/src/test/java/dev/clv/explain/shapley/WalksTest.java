package dev.clv.explain.shapley;

import static dev.clv.explain.shapley.RandomModels.bruteForce;
import static dev.clv.explain.shapley.RandomModels.exact;
import static dev.clv.explain.shapley.RandomModels.gaussians;
import static dev.clv.explain.shapley.RandomModels.model;
import static dev.clv.explain.shapley.RandomModels.walks;
import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.api.Test;

/** What holds for permutation walks, over many seeds. */
class WalksTest {

    @Test
    void oneAntitheticWalkIsExactForAQuadraticModel() {
        for (int seed = 0; seed < 25; seed++) {
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
            one.walk(0, 1);
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
            Attribution walked = walks(model, background)
                    .effort(Effort.budget(1_200).seed(seed))
                    .build()
                    .explain(row);
            for (int j = 0; j < 8; j++) {
                double error = walked.standardErrors()[j];
                covered += Math.abs(walked.values()[j] - exact[j]) <= 1.96 * error ? 1 : 0;
                intervals++;
            }
        }
        assertThat((double) covered / intervals).isBetween(0.90, 0.99);
    }

    /** A hundred background rows, of which a few have by far the largest predictions, as the customers of a shop do. */
    @Test
    void walksAgainstRowsThatDifferMuchAreMadeMoreOftenAndTheErrorTellsWhatIsMissed() {
        PredictFunction product = x -> Arrays.stream(x)
                .mapToDouble(r -> StrictMath.exp(Arrays.stream(r).sum()))
                .toArray();
        double squares = 0;
        double told = 0;
        double evenly = 0;
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            double[][] rows = gaussians(100, 9, random);
            for (int b = 0; b < 95; b++) {
                for (int j = 0; j < 9; j++) {
                    rows[b][j] = 0.2 * rows[b][j] - 0.5;
                }
            }
            double[] row = new double[9];
            Arrays.fill(row, -0.3);
            double[] exact =
                    exact(product, Background.of(rows)).build().explain(row).values();
            Attribution walked = walks(product, Background.of(rows))
                    .effort(Effort.budget(1 + 12 * 1_600).seed(seed))
                    .build()
                    .explain(row);
            assertThat(walked.evaluations()).isBetween(15_000L, 19_201L);
            for (int j = 0; j < 9; j++) {
                squares += Math.pow(walked.values()[j] - exact[j], 2);
                told += Math.pow(walked.standardErrors()[j], 2);
            }
            evenly += squaredErrorOfRounds(12, product, rows, row, exact, random);
        }
        assertThat(squares).isLessThan(0.3 * evenly);
        assertThat(squares / told).isBetween(0.6, 1.6);
    }

    /** Of the same number of walks against each background row. */
    private static double squaredErrorOfRounds(
            int rounds, PredictFunction model, double[][] rows, double[] row, double[] exact, Random random) {
        FeatureGroups columns = FeatureGroups.columns(row.length);
        Players players = new Players(columns, columns);
        double[] mean = new double[row.length];
        for (double[] reference : rows) {
            PermutationWalks walks = new PermutationWalks(
                    walks(model, Background.of(new double[][] {reference}))
                            .build()
                            .game(row),
                    players,
                    Orders.random(players, random));
            walks.walk(0, rounds);
            double[] values = walks.estimate().values();
            for (int j = 0; j < mean.length; j++) {
                mean[j] += values[j] / rows.length;
            }
        }
        double squares = 0;
        for (int j = 0; j < mean.length; j++) {
            squares += Math.pow(mean[j] - exact[j], 2);
        }
        return squares;
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
                        .effort(Effort.standard().seed(seed))
                        .build()
                        .explain(row);
                for (int j = 0; j < 7; j++) {
                    assertThat(walked.values()[j]).isCloseTo(exact[j], within(5 * walked.standardErrors()[j]));
                    assertThat(walked.standardErrors()[j]).isBetween(1e-9, 0.1);
                }
            }
        }
    }

    /** Column 0 differs from one background row of 50, and acts there in one of 30 coalitions. */
    @Test
    void aFeatureThatNoWalkShowedToActHasAnErrorThatItsValueFits() {
        int n = 12;
        PredictFunction model = x -> Arrays.stream(x)
                .mapToDouble(r -> 9 * r[0] * r[1] * r[2] * (1 - r[3]) * (1 - r[4])
                        + Arrays.stream(r, 1, n - 1).sum())
                .toArray();
        double[] row = new double[n];
        Arrays.fill(row, 1);
        double[][] rows = new double[50][n];
        for (int b = 0; b < 50; b++) {
            rows[b][0] = b == 7 ? 0 : 1;
            rows[b][n - 1] = 1;
        }
        double[] unequal = new double[50];
        Arrays.setAll(unequal, b -> b == 7 ? 5 : 1);
        FeatureGroups columns = FeatureGroups.columns(n);
        FeatureGroups pairs = FeatureGroups.byName(List.of("a", "b", "b", "c", "c", "d", "d", "e", "e", "f", "f", "g"));
        int overlooked = 0;
        for (Background background : List.of(Background.of(rows), Background.of(rows, unequal))) {
            for (FeatureGroups groups : List.of(columns, pairs)) {
                Attribution exact =
                        exact(model, background).groups(groups).build().explain(row);
                for (int seed = 0; seed < 25; seed++) {
                    Attribution a = walks(model, background)
                            .groups(groups)
                            .effort(Effort.budget(1).seed(seed))
                            .build()
                            .explain(row);
                    assertThat(a.standardErrors()[n - 1]).isZero();
                    for (int j = 0; j < n - 1; j++) {
                        assertThat(a.standardErrors()[j]).isPositive();
                    }
                    for (int g = 0; g < groups.size() - 1; g++) {
                        assertThat(a.groups().get(g).standardError()).isPositive();
                    }
                    if (a.values()[0] == 0) {
                        overlooked++;
                        assertThat(exact.values()[0]).isPositive().isLessThan(2 * a.standardErrors()[0]);
                        assertThat(exact.groups().get(0).value())
                                .isLessThan(2 * a.groups().get(0).standardError());
                    }
                }
            }
        }
        assertThat(overlooked).isGreaterThan(40);
    }

    /** An order and its reverse are all orders of two. */
    @Test
    void backgroundRowsThatDifferInTwoFeaturesHaveNoError() {
        PredictFunction sum =
                x -> Arrays.stream(x).mapToDouble(r -> r[0] + 2 * r[1] + r[2]).toArray();
        double[][] rows = {{0, 0, 1}, {0, 1, 1}, {1, 0, 2}};
        double[] row = {1, 1, 1};
        Attribution walked = walks(sum, Background.of(rows)).build().explain(row);
        assertThat(walked.values())
                .containsExactly(
                        exact(sum, Background.of(rows)).build().explain(row).values(), within(1e-15));
        assertThat(walked.standardErrors()).containsOnly(0);
        double[][] three = {{0, 0, 2}};
        assertThat(walks(sum, Background.of(three)).build().explain(row).standardErrors())
                .doesNotContain(0);
    }

    /**
     * Whether there are enough walks is told by their spread: an ignored column changes neither their number nor a bit.
     */
    @Test
    void anIgnoredFeatureDoesNotKeepWalksFromStopping() {
        Random random = new Random(4);
        PredictFunction model = model(25, random, 3);
        Background background = Background.of(gaussians(10, 25, random));
        double[] row = gaussians(1, 25, random)[0];
        Attribution a = walks(model, background)
                .effort(Effort.budget(1_000_000).targetError(0.05))
                .build()
                .explain(row);
        assertThat(a.evaluations()).isLessThan(100_000);
        double[] seen = a.standardErrors();
        assertThat(seen[3]).isPositive();
        seen[3] = 0;
        double norm = Math.sqrt(Arrays.stream(a.values()).map(v -> v * v).sum());
        assertThat(Math.sqrt(Arrays.stream(seen).map(e -> e * e).sum()) / norm).isLessThan(0.0501);
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
        Attribution a = walks(product, Background.of(rows))
                .effort(Effort.budget(20_001))
                .build()
                .explain(new double[8]);
        // Only the last row differs in more than one column: four predictions a round.
        assertThat(a.evaluations()).isEqualTo(20_001);
        assertThat(a.values()[0]).isCloseTo(-1 / 900.0, within(5 * a.standardErrors()[0]));
        assertThat(a.values()[7]).isCloseTo(-37 / 300.0, within(1e-12));
    }
}
