package dev.clv.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Contribution;
import dev.clv.explain.Effort;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.Golden;
import dev.clv.explain.Link;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.internal.BatchPredictor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Brute-force values of numpy for a network of 8 inputs, at the tolerances the golden folder states. */
class GoldenShapleyTest {

    private static final int D = 8;

    private final JsonNode golden = Golden.read("mlp8_shap.json");
    private final PredictFunction network = Golden.network(golden);
    private final double[][] rows = Golden.matrix(golden.get("X"));
    private final double[][] backgroundRows = Golden.matrix(golden.get("background"));
    private final Background background = Background.of(backgroundRows);

    private ShapleyExplainer.Builder exact(Background background) {
        return ShapleyExplainer.builder(network, background).method(ShapleyMethod.EXACT);
    }

    private static void assertRows(List<Attribution> actual, JsonNode expected, double tolerance) {
        double worst = 0;
        for (int i = 0; i < expected.size(); i++) {
            double[] values = actual.get(i).values();
            double[] golden = Golden.vector(expected.get(i));
            assertThat(values).hasSameSizeAs(golden);
            for (int j = 0; j < golden.length; j++) {
                worst = Math.max(worst, Math.abs(values[j] - golden[j]));
            }
        }
        assertThat(worst).as("largest deviation").isLessThanOrEqualTo(tolerance);
    }

    private double[][] firstRows(int count) {
        return Arrays.copyOf(rows, count);
    }

    @Test
    void exactShapleyValues() {
        List<Attribution> actual = exact(background).build().explain(rows);
        assertRows(actual, golden.get("exactShapley"), 1e-10);
        for (int i = 0; i < rows.length; i++) {
            assertThat(actual.get(i).baseValue())
                    .isCloseTo(golden.get("baseValue").doubleValue(), within(1e-12));
            assertThat(actual.get(i).prediction())
                    .isCloseTo(golden.get("fX").get(i).doubleValue(), within(1e-12));
            assertThat(actual.get(i).values()[6]).as("dummy").isZero();
            assertThat(actual.get(i).values()[7] == 0).as("constant, row " + i).isEqualTo(i < 10);
        }
    }

    @Test
    void coalitionValues() {
        int[][] columns = new int[D][];
        Arrays.setAll(columns, j -> new int[] {j});
        Game game = exact(background).build().game(rows[0]);
        assertThat(new CoalitionValues(game, columns).compute())
                .containsExactly(Golden.vector(golden.get("coalitionValuesRow0")), within(1e-12));
    }

    @Test
    void weightedBackground() {
        Background weighted = Background.of(backgroundRows, Golden.vector(golden.get("backgroundWeights")));
        JsonNode expected = golden.get("exactShapleyWeightedBackground");
        assertRows(exact(weighted).build().explain(rows), expected, 1e-10);
    }

    @Test
    void singleReference() {
        JsonNode single = golden.get("exactShapleySingleReference");
        Background reference = Background.of(new double[][] {Golden.vector(single.get("reference"))});
        assertRows(exact(reference).build().explain(rows), single.get("values"), 1e-10);
    }

    @Test
    void groupsAsPlayers() {
        FeatureGroups groups = Golden.groups(golden.get("groups"), D);
        assertRows(exact(background).features(groups).build().explain(rows), golden.get("groupShapley"), 1e-10);
    }

    @Test
    void owenValuesAddUpToTheirGroups() {
        FeatureGroups groups = Golden.groups(golden.get("groups"), D);
        List<Attribution> actual = exact(background).groups(groups).build().explain(firstRows(6));
        assertRows(actual, golden.get("owen").get("values"), 1e-10);
        for (int i = 0; i < 6; i++) {
            assertThat(actual.get(i).groups().stream()
                            .mapToDouble(Contribution::value)
                            .toArray())
                    .containsExactly(Golden.vector(golden.get("groupShapley").get(i)), within(1e-10));
        }
    }

    @Test
    void identityAndLogLinkOfAPositiveModel() {
        PredictFunction softplus = x -> Arrays.stream(network.predict(x))
                .map(f -> StrictMath.log1p(StrictMath.exp(f)))
                .toArray();
        ShapleyExplainer.Builder builder =
                ShapleyExplainer.builder(softplus, background).method(ShapleyMethod.EXACT);
        assertRows(builder.build().explain(rows), golden.get("softplusOutput_identityLink"), 1e-10);
        assertRows(builder.link(Link.LOG).build().explain(rows), golden.get("softplusOutput_logLink_ofMean"), 1e-10);
    }

    /** Against one background row at a time, as how often one of several is walked depends on the predictions. */
    @Test
    void walksAlongGivenPermutations() {
        JsonNode estimate = golden.get("permutationEstimate");
        FeatureGroups columns = FeatureGroups.columns(D);
        for (int i = 0; i < rows.length; i++) {
            double[] mean = new double[D];
            for (int b = 0; b < background.size(); b++) {
                double[] reference = new double[D];
                background.copyRow(b, reference);
                Iterator<JsonNode> given = estimate.get("permutations").iterator();
                PermutationWalks walks = new PermutationWalks(
                        exact(Background.of(new double[][] {reference})).build().game(rows[i]),
                        new Players(columns, columns),
                        () -> Golden.ints(given.next()));
                walks.walk(0, 10);
                double[] values = walks.estimate().values();
                for (int j = 0; j < D; j++) {
                    mean[j] += background.weight(b) * values[j];
                }
            }
            assertThat(mean)
                    .containsExactly(Golden.vector(estimate.get("values").get(i)), within(1e-11));
        }
    }

    @Test
    void walksAreAsGoodAsTheYardstickAndConvergeWithTheRootOfTheirNumber() {
        JsonNode yardstick = Golden.read("yardstick.json").get("rows");
        double[][] exact = Golden.matrix(golden.get("exactShapley"));
        double[] logRounds = new double[yardstick.size() - 1];
        double[] logErrors = new double[logRounds.length];
        for (int k = 0; k < logRounds.length; k++) {
            // From the second line on: one round has no standard error and is never made.
            JsonNode line = yardstick.get(k + 1);
            double sum = 0;
            for (int seed = 0; seed < 5; seed++) {
                ShapleyExplainer walks = ShapleyExplainer.builder(network, background)
                        .method(ShapleyMethod.WALKS)
                        .effort(Effort.budget(1).seed(seed))
                        .build();
                sum += squaredError(walks, exact, line.get("rounds").intValue(), seed) / 5;
            }
            double rmse = Math.sqrt(sum);
            assertThat(rmse).isLessThanOrEqualTo(1.3 * line.get("rmse").doubleValue());
            logRounds[k] = Math.log(line.get("rounds").intValue());
            logErrors[k] = Math.log(rmse);
        }
        assertThat(slope(logRounds, logErrors)).isCloseTo(-0.5, within(0.1));
    }

    private double squaredError(ShapleyExplainer explainer, double[][] exact, int rounds, int seed) {
        FeatureGroups columns = FeatureGroups.columns(D);
        Players players = new Players(columns, columns);
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            Orders orders = Orders.random(players, new java.util.Random(31L * seed + i));
            PermutationWalks walks = new PermutationWalks(explainer.game(rows[i]), players, orders);
            walks.run(1 + rounds * walks.costOfRound(0), 0);
            double[] values = walks.estimate().values();
            for (int j = 0; j < D; j++) {
                sum += (values[j] - exact[i][j]) * (values[j] - exact[i][j]);
            }
        }
        return sum / (rows.length * D);
    }

    private static double slope(double[] x, double[] y) {
        double mx = Arrays.stream(x).average().orElseThrow();
        double my = Arrays.stream(y).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
        }
        return xy / xx;
    }

    @Test
    void kernelShapWithAllCoalitionsIsExact() {
        ShapleyExplainer kernel = ShapleyExplainer.builder(network, background)
                .method(ShapleyMethod.KERNEL)
                .effort(Effort.budget(256 * 50))
                .build();
        assertRows(kernel.explain(rows), golden.get("exactShapley"), 1e-10);
    }

    /** At 64 and 128 coalitions, against the mean over five seeds that shap's own sampling reaches. */
    @Test
    void sampledKernelShapIsNoWorseThanShap() {
        for (int coalitions : new int[] {64, 128}) {
            double sum = 0;
            for (int seed = 0; seed < 5; seed++) {
                List<Attribution> actual = ShapleyExplainer.builder(network, background)
                        .method(ShapleyMethod.KERNEL)
                        .effort(Effort.budget(coalitions * 50L + 1).seed(seed))
                        .build()
                        .explain(rows);
                for (int i = 0; i < rows.length; i++) {
                    double[] exact = Golden.vector(golden.get("exactShapley").get(i));
                    for (int j = 0; j < D; j++) {
                        sum += Math.pow(actual.get(i).values()[j] - exact[j], 2) / (5 * rows.length * D);
                    }
                }
            }
            double[] theirs = Golden.vector(golden.get("shapReference").get("kernel_n" + coalitions + "_rmse5seeds"));
            assertThat(Math.sqrt(sum))
                    .isLessThan(Arrays.stream(theirs).average().orElseThrow());
        }
    }

    @Test
    void shapleyInteractions() {
        assertInteractions(InteractionIndex.SHAPLEY, golden.get("pairSII"));
    }

    @Test
    void shapleyTaylorInteractionsAddUpWithTheMainEffects() {
        JsonNode expected = golden.get("pairSTII");
        assertInteractions(InteractionIndex.SHAPLEY_TAYLOR, expected);
        for (int k = 0; k < 4; k++) {
            double[] row = rows[expected.get("rows").get(k).intValue()];
            ShapleyExplainer explainer = exact(background).build();
            Interactions interactions =
                    explainer.interactions(InteractionIndex.SHAPLEY_TAYLOR).explain(row);
            double[] alone = new double[D];
            Arrays.setAll(alone, i -> interactions.features().get(i).alone());
            assertThat(alone)
                    .containsExactly(Golden.vector(expected.get("mainEffects").get(k)), within(1e-10));
            double sum = Arrays.stream(alone).sum();
            for (int i = 0; i < D; i++) {
                for (int j = 0; j < i; j++) {
                    sum += interactions.pair(i, j);
                }
            }
            assertThat(sum).isCloseTo(network.predict(new double[][] {row})[0] - explainer.baseValue(), within(1e-12));
        }
    }

    private void assertInteractions(InteractionIndex index, JsonNode expected) {
        ShapleyExplainer explainer = exact(background).build();
        for (int k = 0; k < 4; k++) {
            Interactions interactions = explainer
                    .interactions(index)
                    .explain(rows[expected.get("rows").get(k).intValue()]);
            assertThat(interactions.index()).isEqualTo(index);
            for (int i = 0; i < D; i++) {
                for (int j = 0; j < D; j++) {
                    double pair = expected.get("values").get(k).get(i).get(j).doubleValue();
                    assertThat(interactions.pair(i, j)).isCloseTo(pair, within(1e-10));
                }
            }
        }
    }

    @Test
    void everyBatchIsFullWhenThereIsEnoughToPredict() {
        List<Integer> sizes = new java.util.ArrayList<>();
        PredictFunction counting = x -> {
            sizes.add(x.length);
            return network.predict(x);
        };
        ShapleyExplainer.builder(counting, background)
                .method(ShapleyMethod.WALKS)
                .effort(Effort.budget(40_000))
                .build()
                .explain(rows[12]);
        int capacity = new BatchPredictor(network::predict, D).capacity();
        assertThat(sizes).filteredOn(size -> size == capacity).hasSizeGreaterThanOrEqualTo(6);
        sizes.clear();
        ShapleyExplainer.builder(counting, background)
                .method(ShapleyMethod.EXACT)
                .build()
                .explain(rows[12]);
        // The background, the row, and 50 x 126 or fewer coalitions.
        assertThat(sizes.subList(0, 2)).containsExactly(50, 1);
        assertThat(sizes).hasSizeBetween(3, 6);
    }
}
