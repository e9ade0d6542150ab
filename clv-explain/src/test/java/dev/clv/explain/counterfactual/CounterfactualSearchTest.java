package dev.clv.explain.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.PredictFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CounterfactualSearchTest {

    private static PredictFunction each(ToDoubleFunction<double[]> f) {
        return rows -> Arrays.stream(rows).mapToDouble(f).toArray();
    }

    private static final PredictFunction SUM = each(r -> Arrays.stream(r).sum());

    private static CounterfactualSearch.Builder threeLevers(PredictFunction predictor) {
        return CounterfactualSearch.builder(predictor)
                .lever(Lever.range("visits", 0, 0, 10, 1))
                .lever(Lever.range("discount", 1, 0, 1, 0.25))
                .lever(Lever.range("mails", 2, 0, 4, 2));
    }

    @Test
    void theSmallestSingleChangePerColumnComesCheapestFirst() {
        List<Counterfactual> found = threeLevers(SUM)
                .build()
                .atLeast(106)
                .explain(new double[] {2, 0, 0, 100})
                .found();
        assertThat(found)
                .containsExactly(
                        new Counterfactual(List.of(new ColumnChange("visits", 0, 2, 6)), 106, 0.4),
                        new Counterfactual(List.of(new ColumnChange("mails", 2, 0, 4)), 106, 1));
    }

    @Test
    void moreColumnsChangeOnlyWhereFewerDoNotReach() {
        double[] row = {9, 0, 0};
        List<Counterfactual> found =
                threeLevers(SUM).build().atLeast(14).explain(row).found();
        // No single change reaches 14, nor do visits with discount; all three are more than is needed.
        assertThat(found)
                .extracting(c -> c.changes().stream().map(ColumnChange::name).toList())
                .containsExactly(List.of("visits", "mails"), List.of("discount", "mails"));
        assertThat(found).extracting(Counterfactual::cost).containsExactly(1.1, 2.0);
        assertThat(threeLevers(SUM).build().atLeast(15).explain(row).found())
                .hasSize(1)
                .allMatch(c -> c.changes().size() == 3);
        assertThat(threeLevers(SUM)
                        .maxChanges(2)
                        .build()
                        .atLeast(15)
                        .explain(row)
                        .found())
                .isEmpty();
        assertThat(threeLevers(SUM).build().atLeast(15.5).explain(row).found()).isEmpty();
    }

    @Test
    void nothingIsToDoWhenThePredictionIsAlreadyThere() {
        assertThat(threeLevers(SUM)
                        .build()
                        .atLeast(5)
                        .explain(new double[] {5, 0, 0})
                        .found())
                .isEmpty();
        assertThat(threeLevers(SUM)
                        .build()
                        .atMost(5)
                        .explain(new double[] {5, 0, 0})
                        .found())
                .isEmpty();
    }

    @Test
    void theResultSaysWhereItStartedHowItSearchedAndWhatItTook() {
        long[] predicted = {0};
        PredictFunction counting = x -> {
            predicted[0] += x.length;
            return SUM.predict(x);
        };
        Counterfactuals reached = threeLevers(counting).build().atLeast(14).explain(new double[] {9, 0, 0});
        assertThat(reached.baseValue()).isEqualTo(9);
        assertThat(reached.wanted()).isEqualTo(14);
        assertThat(reached.method()).isEqualTo("beam search for at least");
        assertThat(reached.evaluations()).isEqualTo(predicted[0]).isGreaterThan(1);
        Counterfactuals there = threeLevers(counting).build().atMost(9).explain(new double[] {9, 0, 0});
        assertThat(there).isEqualTo(new Counterfactuals(9, 9, List.of(), "beam search for at most", 1));
    }

    @Test
    void aBudgetCutsTheSearchShort() {
        double[] row = {9, 0, 0};
        CounterfactualSearch.Builder search = threeLevers(SUM);
        Counterfactuals whole = search.build().atLeast(14).explain(row);
        assertThat(search.budget(whole.evaluations()).build().atLeast(14).explain(row))
                .isEqualTo(whole);
        for (long budget = 1; budget < whole.evaluations(); budget++) {
            Counterfactuals some = search.budget(budget).build().atLeast(14).explain(row);
            assertThat(some.evaluations()).isEqualTo(budget);
            // What is found is true, if perhaps not the cheapest or not all.
            for (Counterfactual found : some.found()) {
                double changed = 9
                        + found.changes().stream()
                                .mapToDouble(change -> change.to() - change.from())
                                .sum();
                assertThat(found.prediction()).isEqualTo(changed).isGreaterThanOrEqualTo(14);
            }
        }
        assertThat(search.budget(1).build().atLeast(14).explain(row).found()).isEmpty();
    }

    @Test
    void manyRowsGiveTheSameOnAnyNumberOfThreads() {
        Random random = new Random(9);
        double[][] rows = new double[40][4];
        for (double[] row : rows) {
            row[0] = random.nextInt(11);
        }
        CounterfactualSearch search = threeLevers(SUM).build();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            for (Executor executor : List.<Executor>of(Runnable::run, pool)) {
                List<Counterfactuals> raised = search.atLeast(12).explain(rows, executor);
                List<Counterfactuals> lowered = search.atMost(4).explain(rows, executor);
                for (int i = 0; i < rows.length; i++) {
                    assertThat(raised.get(i)).isEqualTo(search.atLeast(12).explain(rows[i]));
                    assertThat(lowered.get(i)).isEqualTo(search.atMost(4).explain(rows[i]));
                }
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void atMostLowersThePrediction() {
        List<Counterfactual> found = threeLevers(SUM)
                .build()
                .atMost(3)
                .explain(new double[] {5, 1, 0})
                .found();
        assertThat(found.get(0).changes()).containsExactly(new ColumnChange("visits", 0, 5, 2));
    }

    @Test
    void everyCounterfactualKeepsItsPromisesAndPairsAreAsCheapAsBruteForce() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            double[] slope = {random.nextDouble(), 4 * random.nextDouble(), random.nextDouble()};
            PredictFunction model = each(r -> slope[0] * r[0] + slope[1] * r[1] + slope[2] * r[2] + 0.1 * r[0] * r[1]);
            double[] row = {random.nextInt(11), 0, 0, 7};
            double best = model.predict(new double[][] {{10, 1, 4, 7}})[0];
            double now = model.predict(new double[][] {row})[0];
            double wanted = now + 0.5 * (best - now);
            List<Counterfactual> found = threeLevers(model)
                    .beam(1_000)
                    .build()
                    .atLeast(wanted)
                    .explain(row)
                    .found();
            assertThat(found).isNotEmpty();
            for (Counterfactual c : found) {
                double[] changed = row.clone();
                for (ColumnChange change : c.changes()) {
                    assertThat(change.from()).isEqualTo(row[change.column()]);
                    changed[change.column()] = change.to();
                }
                assertThat(changed[3]).as("immutable").isEqualTo(7);
                assertThat(c.prediction())
                        .isEqualTo(model.predict(new double[][] {changed})[0])
                        .isGreaterThanOrEqualTo(wanted);
            }
            int fewest = found.get(0).changes().size();
            double cheapest = cheapest(model, row, wanted, fewest);
            assertThat(found.get(0).cost()).isCloseTo(cheapest, within(1e-12));
            assertThat(cheapest(model, row, wanted, fewest - 1)).isInfinite();
        }
    }

    private static double cheapest(PredictFunction model, double[] row, double wanted, int changes) {
        double cheapest = Double.POSITIVE_INFINITY;
        for (int v = 0; v <= 10; v++) {
            for (int d = 0; d <= 4; d++) {
                for (int m = 0; m <= 2; m++) {
                    double[] changed = {v, d / 4.0, 2 * m, row[3]};
                    int different = 0;
                    for (int j = 0; j < 3; j++) {
                        different += changed[j] != row[j] ? 1 : 0;
                    }
                    if (different <= changes && model.predict(new double[][] {changed})[0] >= wanted) {
                        double cost =
                                Math.abs(v - row[0]) / 10 + Math.abs(d / 4.0 - row[1]) + Math.abs(2 * m - row[2]) / 4;
                        cheapest = Math.min(cheapest, cost);
                    }
                }
            }
        }
        return cheapest;
    }

    @Test
    void aChangeOfCategoryCostsOneAndKeepsToTheAllowedOnes() {
        PredictFunction model = each(r -> r[0] + (r[1] == 2 ? 7 : r[1] == 4 ? 9 : r[1] == 3 ? 100 : 0));
        CounterfactualSearch search = CounterfactualSearch.builder(model)
                .lever(Lever.range("visits", 0, 0, 10, 1))
                .lever(Lever.choice("tier", 1, List.of(1.0, 4.0, 2.0)))
                .build();
        assertThat(search.atLeast(9).explain(new double[] {2, 1}).found())
                .containsExactly(
                        new Counterfactual(List.of(new ColumnChange("visits", 0, 2, 9)), 9, 0.7),
                        // 4 and 2 both reach it; 4 is listed first. 3 is not allowed.
                        new Counterfactual(List.of(new ColumnChange("tier", 1, 1, 4)), 11, 1));
        // A missing category may become another one.
        List<Counterfactual> missing =
                search.atLeast(12).explain(new double[] {0, Double.NaN}).found();
        assertThat(missing)
                .containsExactly(new Counterfactual(
                        List.of(new ColumnChange("visits", 0, 0, 3), new ColumnChange("tier", 1, Double.NaN, 4)),
                        12,
                        1.3));
    }

    @Test
    void changesOfCategoriesAreAsCheapAsBruteForce() {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            double[][] worth = new double[2][5];
            Arrays.stream(worth).forEach(w -> Arrays.setAll(w, c -> 3 * random.nextDouble()));
            double slope = random.nextDouble();
            PredictFunction model =
                    each(r -> slope * r[0] + worth[0][(int) r[1]] + worth[1][(int) r[2]] + 0.1 * r[0] * r[1]);
            double[] row = {random.nextInt(11), random.nextInt(5), random.nextInt(5)};
            List<Double> tiers = List.of(0.0, 3.0, 1.0);
            List<Double> channels = List.of(4.0, 2.0);
            double now = model.predict(new double[][] {row})[0];
            double wanted = now + 0.5 + 2 * random.nextDouble();
            List<Counterfactual> found = CounterfactualSearch.builder(model)
                    .lever(Lever.choice("tier", 1, tiers))
                    .lever(Lever.range("visits", 0, 0, 10, 1))
                    .lever(Lever.choice("channel", 2, channels))
                    .beam(1_000)
                    .build()
                    .atLeast(wanted)
                    .explain(row)
                    .found();
            double[] cheapest = new double[4];
            Arrays.fill(cheapest, Double.POSITIVE_INFINITY);
            for (int v = 0; v <= 10; v++) {
                for (double tier : with(row[1], tiers)) {
                    for (double channel : with(row[2], channels)) {
                        double[] changed = {v, tier, channel};
                        int categories = (tier != row[1] ? 1 : 0) + (channel != row[2] ? 1 : 0);
                        int changes = categories + (v != row[0] ? 1 : 0);
                        if (model.predict(new double[][] {changed})[0] >= wanted) {
                            cheapest[changes] = Math.min(cheapest[changes], categories + Math.abs(v - row[0]) / 10);
                        }
                    }
                }
            }
            int fewest = 0;
            while (fewest < 4 && cheapest[fewest] == Double.POSITIVE_INFINITY) {
                fewest++;
            }
            assertThat(found.isEmpty()).isEqualTo(fewest == 4);
            if (!found.isEmpty()) {
                assertThat(found.get(0).changes()).hasSize(fewest);
                assertThat(found.get(0).cost()).isCloseTo(cheapest[fewest], within(1e-12));
            }
            for (Counterfactual c : found) {
                for (ColumnChange change : c.changes()) {
                    assertThat(change.name().equals("visits")
                                    || (change.name().equals("tier") ? tiers : channels).contains(change.to()))
                            .isTrue();
                    assertThat(change.to()).isNotEqualTo(change.from());
                }
            }
        }
    }

    private static List<Double> with(double own, List<Double> allowed) {
        return Stream.concat(Stream.of(own), allowed.stream()).distinct().toList();
    }

    @Test
    void refusalsNameTheThingAndTheValue() {
        assertThatThrownBy(() -> Lever.range("visits", 0, 1, 0, 1)).hasMessageContaining("'visits'");
        assertThatThrownBy(() -> Lever.range("visits", -1, 0, 1, 1)).hasMessageContaining("was -1");
        assertThatThrownBy(() -> Lever.range("visits", 0, 0, 1, 0)).hasMessageContaining("was 0.0");
        assertThatThrownBy(() -> Lever.range("visits", 0, 0, 1, 1e-6)).hasMessageContaining("10,000 steps");
        assertThatThrownBy(() -> Lever.choice("tier", -1, List.of(1.0))).hasMessageContaining("was -1");
        assertThatThrownBy(() -> Lever.choice("tier", 0, List.of())).hasMessageContaining("'tier'");
        assertThatThrownBy(() -> Lever.choice("tier", 0, List.of(1.0, 1.0))).hasMessageContaining("[1.0, 1.0]");
        assertThatThrownBy(() -> Lever.choice("tier", 0, List.of(Double.NaN))).hasMessageContaining("was NaN");
        assertThatThrownBy(() -> CounterfactualSearch.builder(SUM).build()).hasMessageContaining("at least one lever");
        assertThatThrownBy(() -> threeLevers(SUM).lever(Lever.range("again", 2, 0, 1, 1)))
                .hasMessageContaining("'mails' and 'again' are both on column 2");
        assertThatThrownBy(() -> threeLevers(SUM).maxChanges(0)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> threeLevers(SUM).beam(0)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> threeLevers(SUM).budget(0)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> threeLevers(SUM).build().atLeast(1).explain(new double[2]))
                .hasMessageContaining("'mails' is on column 2, but the row has 2 columns");
        assertThatThrownBy(() -> threeLevers(SUM).build().atMost(Double.NaN).explain(new double[3]))
                .hasMessageContaining("must be finite, was NaN");
    }
}
