package dev.clv.explain.permutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Effort;
import dev.clv.explain.FeatureGroups;
import dev.clv.explain.Golden;
import dev.clv.explain.Importance;
import dev.clv.explain.PredictFunction;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PermutationImportanceTest {

    /** The metrics of the golden file, in its order. */
    private static final List<Scorer> METRICS =
            List.of(Scorer.r2(), Scorer.meanSquaredError(), Scorer.meanAbsoluteError());

    private static JsonNode golden() {
        return Golden.read("mlp8_global.json");
    }

    private static PredictFunction network() {
        return Golden.network(Golden.read("mlp8_shap.json"));
    }

    private static PermutationImportance.Builder of(PredictFunction predictor, Scorer metric) {
        return PermutationImportance.builder(predictor).scorer(metric);
    }

    @Test
    void givenPermutationsGiveTheGoldenImportance() {
        JsonNode golden = golden();
        double[][] rows = Golden.matrix(golden.get("X"));
        double[] actual = Golden.vector(golden.get("y"));
        for (int m = 0; m < METRICS.size(); m++) {
            for (int r = 0; r < 5; r++) {
                int repeat = r;
                List<Importance> importance = of(network(), METRICS.get(m))
                        .repeats(1)
                        .build()
                        .of(
                                rows,
                                actual,
                                (f, one) -> Golden.ints(
                                        golden.get("permutations").get(f).get(repeat)),
                                Runnable::run)
                        .features();
                for (int f = 0; f < 8; f++) {
                    double expected =
                            golden.get("importance").get(f).get(r).get(m).doubleValue();
                    assertThat(importance.get(f).mean()).isCloseTo(expected, within(1e-11));
                }
            }
        }
    }

    @Test
    void repeatsGiveTheirMeanAndStandardDeviation() {
        JsonNode golden = golden();
        List<Importance> importance = of(network(), Scorer.r2())
                .repeats(5)
                .build()
                .of(
                        Golden.matrix(golden.get("X")),
                        Golden.vector(golden.get("y")),
                        (f, r) -> Golden.ints(golden.get("permutations").get(f).get(r)),
                        Runnable::run)
                .features();
        for (int f = 0; f < 8; f++) {
            double[] drops = new double[5];
            for (int r = 0; r < 5; r++) {
                drops[r] = golden.get("importance").get(f).get(r).get(0).doubleValue();
            }
            double mean = Arrays.stream(drops).average().orElseThrow();
            double squares =
                    Arrays.stream(drops).map(d -> (d - mean) * (d - mean)).sum();
            assertThat(importance.get(f).mean()).isCloseTo(mean, within(1e-11));
            assertThat(importance.get(f).standardDeviation()).isCloseTo(Math.sqrt(squares / 4), within(1e-11));
            assertThat(importance.get(f).repeats()).isEqualTo(5);
        }
    }

    @Test
    void expectationOverAllPermutationsIsExact() {
        JsonNode golden = golden();
        double[][] rows = Golden.matrix(golden.get("X"));
        double[] actual = Golden.vector(golden.get("y"));
        for (int m = 0; m < METRICS.size(); m++) {
            List<Importance> expected =
                    of(network(), METRICS.get(m)).build().expected(rows, actual).features();
            for (int f = 0; f < 8; f++) {
                double value =
                        golden.get("expectedOverAllPermutations").get(f).get(m).doubleValue();
                assertThat(expected.get(f).mean()).isCloseTo(value, within(1e-10));
            }
            assertThat(expected.get(6).mean()).as("ignored feature").isZero();
        }
    }

    @Test
    void wholeGroupsAreShuffledTogether() {
        JsonNode golden = golden();
        FeatureGroups groups = Golden.groups(golden.get("groups"), 8);
        for (int r = 0; r < 3; r++) {
            int repeat = r;
            List<Importance> importance = of(network(), Scorer.r2())
                    .features(groups)
                    .repeats(1)
                    .build()
                    .of(
                            Golden.matrix(golden.get("X")),
                            Golden.vector(golden.get("y")),
                            (g, one) -> Golden.ints(
                                    golden.get("groupPermutations").get(g).get(repeat)),
                            Runnable::run)
                    .features();
            for (int g = 0; g < 4; g++) {
                assertThat(importance.get(g).name()).isEqualTo("g" + g);
                assertThat(importance.get(g).mean())
                        .isCloseTo(golden.get("groupR2Decrease").get(g).get(r).doubleValue(), within(1e-11));
            }
        }
    }

    @Test
    void repeatsLieAroundTheExactExpectation() {
        Random random = new Random(3);
        double[][] rows = new double[120][3];
        double[] actual = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            Arrays.setAll(rows[i], j -> random.nextGaussian());
            actual[i] = rows[i][0] + 0.5 * rows[i][1] + 0.1 * random.nextGaussian();
        }
        PermutationImportance importance = PermutationImportance.builder(x ->
                        Arrays.stream(x).mapToDouble(r -> r[0] + 0.5 * r[1]).toArray())
                .repeats(100)
                .build();
        List<Importance> sampled = importance.of(rows, actual).features();
        List<Importance> exact = importance.expected(rows, actual).features();
        for (int f = 0; f < 3; f++) {
            double error = sampled.get(f).standardDeviation() / Math.sqrt(100);
            assertThat(sampled.get(f).mean()).isCloseTo(exact.get(f).mean(), within(4 * error + 1e-12));
        }
        assertThat(sampled.get(2).mean()).isZero();
        assertThat(sampled.get(2).standardDeviation()).isZero();
        assertThat(sampled.get(2).standardError()).isBetween(1e-6, 1e-3);
    }

    /** Rows and outcomes of a model in which the last column is ignored. */
    private static double[][] gaussians(int rows, Random random) {
        double[][] values = new double[rows][4];
        for (double[] row : values) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return values;
    }

    private static final PredictFunction CURVED = x -> Arrays.stream(x)
            .mapToDouble(r -> r[0] * r[1] + Math.max(0, r[2]) + r[2])
            .toArray();

    @Test
    void standardErrorsTellHowFarTheExactExpectationIs() {
        int covered = 0;
        int intervals = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            double[][] rows = gaussians(40, random);
            double[] actual = CURVED.predict(gaussians(40, random));
            PermutationImportance.Builder builder = PermutationImportance.builder(CURVED)
                    .effort(Effort.standard().seed(seed));
            List<Importance> exact = builder.build().expected(rows, actual).features();
            Importances sampled = builder.repeats(30).build().of(rows, actual);
            for (int f = 0; f < 3; f++) {
                Importance one = sampled.features().get(f);
                assertThat(one.standardError()).isEqualTo(one.standardDeviation() / Math.sqrt(30));
                covered += Math.abs(one.mean() - exact.get(f).mean()) <= 1.96 * one.standardError() ? 1 : 0;
                intervals++;
            }
            assertThat(sampled.features().get(3).mean()).isZero();
            assertThat(sampled.features().get(3).standardError()).isPositive();
            assertThat(exact).allMatch(one -> one.standardError() == 0);
        }
        assertThat((double) covered / intervals).isBetween(0.90, 0.99);
    }

    @Test
    void repeatsStopAtATargetErrorThatIsTrue() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            double[][] rows = gaussians(60, random);
            double[] actual = CURVED.predict(rows);
            PermutationImportance.Builder builder = PermutationImportance.builder(CURVED)
                    .scorer(Scorer.r2())
                    .effort(Effort.standard().targetError(0.02).seed(seed));
            Importances rough = builder.build().of(rows, actual);
            assertThat(rough.relativeError()).isBetween(0.001, 0.02);
            int repeats = rough.features().get(0).repeats();
            assertThat(rough.features()).allMatch(one -> one.repeats() == repeats);
            // The same as with that many repeats from the start, and as wrong as it says.
            Importances fixed = builder.effort(Effort.standard().seed(seed))
                    .repeats(repeats)
                    .build()
                    .of(rows, actual);
            assertThat(rough).isEqualTo(fixed);
            // It stopped as soon as it could: the look before was too rough.
            assertThat(repeats).isBetween(5, 999);
            int before = 5;
            for (int look = 5; look < repeats; look += Math.max(1, look / 4)) {
                before = look;
            }
            Importances earlier = builder.repeats(before).build().of(rows, actual);
            assertThat(repeats == 5 || earlier.relativeError() > 0.02).isTrue();
            double error = 0;
            double size = 0;
            List<Importance> exact = builder.build().expected(rows, actual).features();
            for (int f = 0; f < 4; f++) {
                error += Math.pow(rough.features().get(f).mean() - exact.get(f).mean(), 2);
                size += Math.pow(exact.get(f).mean(), 2);
            }
            assertThat(Math.sqrt(error / size)).isLessThan(3 * 0.02);
            // What cannot be reached takes all repeats and says so.
            Importances never = builder.effort(
                            Effort.standard().targetError(1e-6).seed(seed))
                    .repeats(17)
                    .build()
                    .of(rows, actual);
            assertThat(never.features()).allMatch(one -> one.repeats() == 17);
            assertThat(never.relativeError()).isGreaterThan(1e-6);
        }
    }

    @Test
    void everyFeatureRepeatAndSeedHasAShuffleOfItsOwn() {
        double[][] rows = new double[12][2];
        for (int i = 0; i < rows.length; i++) {
            Arrays.fill(rows[i], i);
        }
        Set<List<Double>> shuffles = new HashSet<>();
        PredictFunction recording = x -> {
            for (int column = 0; column < 2; column++) {
                int j = column;
                shuffles.add(Arrays.stream(x).map(r -> r[j]).toList());
            }
            return new double[x.length];
        };
        for (int seed = 0; seed < 5; seed++) {
            PermutationImportance.builder(recording)
                    .effort(Effort.standard().seed(seed))
                    .build()
                    .of(rows, new double[12]);
        }
        // Ten of either column for each seed, and the rows as they are.
        assertThat(shuffles).hasSize(5 * 2 * 10 + 1);
        assertThat(shuffles)
                .allSatisfy(shuffle -> assertThat(shuffle)
                        .containsExactlyInAnyOrder(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0));
    }

    @Test
    void withoutATargetErrorAllRepeatsAreMade() {
        PredictFunction zero = x -> new double[x.length];
        double[][] rows = gaussians(20, new Random(3));
        Importances all = PermutationImportance.builder(zero).build().of(rows, new double[20]);
        assertThat(all.features()).allMatch(one -> one.repeats() == 10 && one.mean() == 0);
        Importances one =
                PermutationImportance.builder(CURVED).repeats(1).build().of(rows, new double[20]);
        assertThat(one.features())
                .allMatch(importance -> importance.standardDeviation() == 0)
                .allMatch(importance -> Double.isNaN(importance.standardError()));
    }

    @Test
    void repeatsThatAgreeByChanceAreNotExact() {
        PredictFunction first = x -> Arrays.stream(x).mapToDouble(row -> row[0]).toArray();
        // Two rows are either swapped or not; with these seeds both repeats swap them.
        double[][] rows = {{0, 7, 5}, {1, 8, 5}};
        int agreed = 0;
        for (int seed = 0; seed < 20; seed++) {
            Importances importances = PermutationImportance.builder(first)
                    .repeats(2)
                    .effort(Effort.standard().seed(seed))
                    .build()
                    .of(rows, new double[] {0, 1});
            Importance used = importances.features().get(0);
            boolean agree = used.mean() == 1;
            agreed += agree ? 1 : 0;
            if (used.mean() != 0) {
                assertThat(used.standardError()).isEqualTo(agree ? 0.5 / Math.sqrt(2) : 0.5);
                // Four contexts without an effect, and a swap raises the error by 1.
                assertThat(importances.features().get(1).standardError()).isEqualTo(Math.sqrt(2 / 42.0));
            }
            assertThat(importances.features().get(2).standardError()).isZero();
        }
        assertThat(agreed).isBetween(1, 12);
    }

    /**
     * Column 0 acts in one pair of rows among 10,000: the one with a 1 in column 0 and the one with a 1 in column 1.
     */
    @Test
    void aColumnThatNoShuffleShowedToActHasAnErrorThatItsImportanceFits() {
        PredictFunction rare = x -> Arrays.stream(x)
                .mapToDouble(row -> row[2] + 3 * row[0] * row[1])
                .toArray();
        Random random = new Random(8);
        double[][] rows = new double[100][4];
        for (double[] row : rows) {
            row[2] = random.nextGaussian();
            row[3] = 5;
        }
        rows[3][0] = 1;
        rows[70][1] = 1;
        double[] actual = rare.predict(rows);
        int overlooked = 0;
        for (int seed = 0; seed < 50; seed++) {
            PermutationImportance importance = PermutationImportance.builder(rare)
                    .repeats(10)
                    .effort(Effort.standard().seed(seed))
                    .build();
            double exact = importance.expected(rows, actual).features().get(0).mean();
            Importances sampled = importance.of(rows, actual);
            Importance one = sampled.features().get(0);
            assertThat(one.standardError()).isPositive();
            assertThat(sampled.features().get(3).standardError()).isZero();
            if (one.mean() == 0) {
                overlooked++;
                assertThat(exact).isPositive().isLessThan(2 * one.standardError());
            }
        }
        assertThat(overlooked).isGreaterThan(30);
    }

    /** The mean of ten times 0.1 is not 0.1. */
    @Test
    void r2OfEqualValuesIsUndefinedWhateverTheRounding() {
        for (double value : new double[] {0.1, 0.3, 5, -1e-300, 1e150}) {
            double[] equal = new double[10];
            Arrays.fill(equal, value);
            assertThatThrownBy(() -> Scorer.r2().value(equal, new double[10]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("R2 is undefined for 10 actual values that are all equal");
        }
    }

    @Test
    void scoresAreThoseOfTheirDefinition() {
        double[] actual = {1, 2, 3, 6};
        double[] predicted = {1, 4, 3, 2};
        assertThat(Scorer.meanSquaredError().value(actual, predicted)).isEqualTo(20 / 4.0);
        assertThat(Scorer.meanAbsoluteError().value(actual, predicted)).isEqualTo(6 / 4.0);
        // The variance of the actual values is (4 + 1 + 0 + 9) / 4.
        assertThat(Scorer.r2().value(actual, predicted)).isCloseTo(1 - 20 / 14.0, within(1e-15));
    }

    @Test
    void repeatsKeepToTheBudgetButAreTwoAtLeast() {
        double[][] rows = gaussians(50, new Random(2));
        double[] actual = CURVED.predict(rows);
        PermutationImportance.Builder builder =
                PermutationImportance.builder(CURVED).repeats(1_000);
        for (int repeats = 2; repeats < 9; repeats++) {
            long exactly = 50 * (4L * repeats + 1);
            Importances kept = builder.effort(Effort.budget(exactly)).build().of(rows, actual);
            assertThat(kept.evaluations()).isEqualTo(exactly);
            assertThat(builder.effort(Effort.budget(exactly + 199)).build().of(rows, actual))
                    .isEqualTo(kept);
            assertThat(builder.effort(Effort.budget(exactly + 200))
                            .build()
                            .of(rows, actual)
                            .features()
                            .get(0)
                            .repeats())
                    .isEqualTo(repeats + 1);
        }
        assertThat(builder.effort(Effort.budget(1)).build().of(rows, actual).evaluations())
                .isEqualTo(50 * 9);
        Importances one = builder.repeats(1).build().of(rows, actual);
        assertThat(one.evaluations()).isEqualTo(50 * 5);
        assertThat(one.features().get(0).standardError()).isNaN();
        assertThat(one.relativeError()).isNaN();
    }

    @Test
    void aScoreFallsWhereALossRises() {
        double[][] rows = {{1}, {2}, {3}, {5}};
        double[] actual = {1, 2, 3, 5};
        PredictFunction identity = x -> Arrays.stream(x).mapToDouble(r -> r[0]).toArray();
        Scorer mse = Scorer.meanSquaredError();
        Importances loss = of(identity, Scorer.loss(mse::value)).build().of(rows, actual);
        Importances score =
                of(identity, Scorer.score((a, p) -> -mse.value(a, p))).build().of(rows, actual);
        assertThat(score.features()).isEqualTo(loss.features());
        assertThat(score.baseValue()).isEqualTo(-loss.baseValue());
        assertThat(loss.features().get(0).mean()).isPositive();
        double[] predicted = {1, 0, 3, 9};
        assertThat(Scorer.rootMeanSquaredError().value(actual, predicted)).isEqualTo(Math.sqrt(5));
        assertThat(of(identity, Scorer.rootMeanSquaredError())
                        .build()
                        .of(rows, actual)
                        .features()
                        .get(0)
                        .mean())
                .isPositive();
    }

    @Test
    void threadsDoNotChangeTheResult() {
        JsonNode golden = golden();
        double[][] rows = Golden.matrix(golden.get("X"));
        double[] actual = Golden.vector(golden.get("y"));
        PermutationImportance importance =
                PermutationImportance.builder(network()).build();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            assertThat(importance.of(rows, actual, pool)).isEqualTo(importance.of(rows, actual));
            assertThat(importance.expected(rows, actual, pool)).isEqualTo(importance.expected(rows, actual));
            PermutationImportance untilExact = PermutationImportance.builder(network())
                    .effort(Effort.standard().targetError(0.05))
                    .build();
            assertThat(untilExact.of(rows, actual, pool)).isEqualTo(untilExact.of(rows, actual));
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void contradictionsAreRefusedByName() {
        PredictFunction zero = x -> new double[x.length];
        PermutationImportance importance = of(zero, Scorer.score((a, p) -> 0)).build();
        double[][] rows = {{1, 2}, {3, 4}};
        assertThatThrownBy(() -> importance.expected(rows, new double[2])).hasMessageContaining("mean over rows");
        assertThatThrownBy(() -> importance.of(rows, new double[3])).hasMessageContaining("2 rows, but 3 values");
        assertThatThrownBy(() -> importance.of(new double[][] {{1}}, new double[1]))
                .hasMessageContaining("at least 2 rows, was 1");
        assertThatThrownBy(() -> importance.of(new double[][] {{1, 2}, {3}}, new double[2]))
                .hasMessageContaining("row 1 must have 2 columns");
        assertThatThrownBy(() -> of(zero, Scorer.r2()).build().of(rows, new double[] {5, 5}))
                .hasMessage("R2 is undefined for 2 actual values that are all equal; score by meanSquaredError() or "
                        + "meanAbsoluteError()");
        assertThatThrownBy(() -> PermutationImportance.builder(zero).repeats(0)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> PermutationImportance.builder(zero).effort(Effort.budget(0)))
                .hasMessageContaining("was 0");
        assertThatThrownBy(() -> PermutationImportance.builder(zero)
                        .effort(Effort.standard().targetError(1)))
                .hasMessageContaining("was 1.0");
        assertThatThrownBy(() ->
                        of(zero, Scorer.loss((a, p) -> Double.NaN)).build().of(rows, new double[2]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the score of 2 rows must be a finite number, was NaN");
    }
}
