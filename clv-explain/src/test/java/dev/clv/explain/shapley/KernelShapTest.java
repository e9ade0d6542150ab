package dev.clv.explain.shapley;

import static dev.clv.explain.shapley.RandomModels.bruteForce;
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
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for Kernel SHAP on samples of coalitions, over many seeds. */
class KernelShapTest {

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
            ShapleyExplainer.Builder kernel =
                    ShapleyExplainer.builder(model, background).method(ShapleyMethod.KERNEL);
            Attribution a =
                    kernel.effort(Effort.budget(12 * 200).seed(seed)).build().explain(row);
            assertThat(a.evaluations()).isBetween(12L * 150, 12L * 200);
            for (int j = 0; j < 11; j++) {
                covered += Math.abs(a.values()[j] - exact[j]) <= 1.96 * a.standardErrors()[j] ? 1 : 0;
                intervals++;
            }
            // The smallest possible sample still adds up: an attribution that does not cannot be built.
            Attribution least =
                    kernel.effort(Effort.budget(1).seed(seed)).build().explain(row);
            assertThat(least.evaluations()).isEqualTo(1 + 2 * 6 * (11 + 4 * 2));
        }
        assertThat((double) covered / intervals).isBetween(0.90, 0.99);
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
                    .effort(Effort.standard().targetError(0.04).seed(seed))
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
                    .effort(Effort.standard().targetError(1e-12))
                    .build()
                    .explain(row);
            assertThat(a.values()).containsExactly(bruteForce(model, row, rows), within(1e-11));
            assertThat(a.relativeError()).isZero();
        }
    }

    @Test
    void ignoredColumnsGetExactlyZeroWhateverTheBudgetAndAnErrorUnlessThatIsKnown() {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            PredictFunction model = model(15, random, 2, 7, 14);
            PredictFunction positive =
                    x -> Arrays.stream(model.predict(x)).map(f -> 1 + f * f).toArray();
            int size = 1 + random.nextInt(40);
            double[][] rows = gaussians(size, 15, random);
            for (double[] b : rows) {
                b[5] = 0.5;
            }
            double[] row = gaussians(1, 15, random)[0];
            row[5] = 0.5;
            for (Link link : Link.values()) {
                for (long budget : new long[] {1, 2_000, 20_000}) {
                    Attribution a = ShapleyExplainer.builder(positive, Background.of(rows))
                            .method(ShapleyMethod.KERNEL)
                            .link(link)
                            .effort(Effort.budget(budget).seed(seed))
                            .build()
                            .explain(row);
                    // One in the background's place too, for which no prediction is needed.
                    for (int j : new int[] {2, 7, 14, 5}) {
                        assertThat(a.values()[j]).isZero();
                        assertThat(a.standardErrors()[j] == 0).isEqualTo(j == 5);
                    }
                    for (int j : new int[] {0, 1, 3, 4, 6, 8, 9, 10, 11, 12, 13}) {
                        assertThat(a.values()[j]).isNotZero();
                    }
                    // The whole: one and all others for 14 columns; one or more rounds of 16 contexts; two pairs of
                    // each of the
                    // sizes 2 to 5 of the 11 columns that are left.
                    long least = 1 + 2L * size * 14 + 4L * size * ((15 + size) / size) + 2L * size * 8;
                    assertThat(a.evaluations()).isLessThanOrEqualTo(Math.max(budget, least));
                    if (budget == 1) {
                        assertThat(a.evaluations()).isEqualTo(least);
                    }
                }
            }
        }
    }

    /** The last three columns are ignored, so that the others' values are those of a game without them. */
    @Test
    void withoutIgnoredColumnsTheOthersAreExactSooner() {
        Random random = new Random(3);
        PredictFunction model = model(12, random, 9, 10, 11);
        double[][] rows = gaussians(4, 12, random);
        double[] row = gaussians(1, 12, random)[0];
        // Nine columns have 2^9 coalitions, twelve have eight times as many.
        Attribution a = ShapleyExplainer.builder(model, Background.of(rows))
                .method(ShapleyMethod.KERNEL)
                .effort(Effort.budget(4 * 700))
                .build()
                .explain(row);
        assertThat(a.values()).containsExactly(bruteForce(model, row, rows), within(1e-11));
        // That three columns are ignored was sampled: 16 contexts each and more, as much as an eighth of the budget.
        assertThat(a.standardErrors()).doesNotContain(0);
        assertThat(a.relativeError()).isBetween(0.001, 1.0);
        assertThat(a.evaluations()).isLessThanOrEqualTo(4 * 700);
    }

    @Test
    void withoutIgnoredColumnsKernelShapIsStillAsWrongAsItSays() {
        int covered = 0;
        int intervals = 0;
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            PredictFunction model = model(14, random, 0, 5, 13);
            Background background = Background.of(gaussians(6, 14, random));
            double[] row = gaussians(1, 14, random)[0];
            double[] exact = exact(model, background).build().explain(row).values();
            Attribution a = ShapleyExplainer.builder(model, background)
                    .method(ShapleyMethod.KERNEL)
                    .effort(Effort.budget(12 * 200).seed(seed))
                    .build()
                    .explain(row);
            for (int j = 0; j < 14; j++) {
                if (j != 0 && j != 5 && j != 13) {
                    covered += Math.abs(a.values()[j] - exact[j]) <= 1.96 * a.standardErrors()[j] ? 1 : 0;
                    intervals++;
                }
            }
        }
        assertThat((double) covered / intervals).isBetween(0.90, 0.99);
    }

    @Test
    void aModelThatSaysTheSameOfEveryRowHasNoValues() {
        Background background = Background.of(gaussians(3, 14, new Random(1)), new double[] {0.1, 0.2, 0.4});
        Attribution a = ShapleyExplainer.builder(
                        x -> {
                            double[] same = new double[x.length];
                            Arrays.fill(same, 0.3);
                            return same;
                        },
                        background)
                .method(ShapleyMethod.KERNEL)
                .build()
                .explain(new double[14]);
        assertThat(a.values()).containsOnly(0);
        assertThat(a.standardErrors()).containsOnly(0);
        assertThat(a.prediction()).isEqualTo(0.3);
    }

    /** Columns that act only with another one, with none, or with exactly one of two others are no less in the game. */
    @Test
    void columnsThatActOnlyAmongOthersAreNotTakenForIgnored() {
        PredictFunction model = x -> Arrays.stream(x)
                .mapToDouble(r -> r[0] * r[1]
                        + r[2] * (1 - r[3])
                        + r[4] * (r[5] * (1 - r[6]) + r[6] * (1 - r[5]))
                        + Arrays.stream(r, 7, 17).sum())
                .toArray();
        double[] row = new double[18];
        Arrays.fill(row, 1);
        // By the definition: both of two, the first of two without the second, and one exactly of two others before it.
        double[] exact = new double[18];
        Arrays.fill(exact, 7, 17, 1);
        exact[0] = 1 / 2.0;
        exact[1] = 1 / 2.0;
        exact[2] = 1 / 2.0;
        exact[3] = -1 / 2.0;
        exact[4] = 1 / 3.0;
        exact[5] = -1 / 6.0;
        exact[6] = -1 / 6.0;
        int covered = 0;
        for (int seed = 0; seed < 40; seed++) {
            Attribution a = ShapleyExplainer.builder(model, Background.of(new double[1][18]))
                    .method(ShapleyMethod.KERNEL)
                    .effort(Effort.budget(2_000).seed(seed))
                    .build()
                    .explain(row);
            for (int j = 0; j < 7; j++) {
                assertThat(a.values()[j]).isNotZero();
                covered += Math.abs(a.values()[j] - exact[j]) <= 3 * a.standardErrors()[j] ? 1 : 0;
            }
            assertThat(a.values()[17]).isZero();
        }
        assertThat(covered / (40.0 * 7)).isGreaterThan(0.98);
    }

    /** Column 0 acts in two of a hundred contexts, never alone and never last. */
    @Test
    void aColumnThatWasOverlookedHasAnErrorThatItsValueFits() {
        int n = 20;
        PredictFunction model = x -> Arrays.stream(x)
                .mapToDouble(r -> 9 * r[0] * r[1] * r[2] * (1 - r[3]) * (1 - r[4])
                        + Arrays.stream(r, 1, n).sum())
                .toArray();
        double[] row = new double[n];
        Arrays.fill(row, 1);
        Background background = Background.of(new double[1][n]);
        double exact = ShapleyExplainer.builder(model, background)
                .method(ShapleyMethod.EXACT)
                .build()
                .explain(row)
                .values()[0];
        int overlooked = 0;
        for (int seed = 0; seed < 100; seed++) {
            Attribution a = ShapleyExplainer.builder(model, background)
                    .method(ShapleyMethod.KERNEL)
                    .effort(Effort.budget(300).seed(seed))
                    .build()
                    .explain(row);
            assertThat(a.standardErrors()).doesNotContain(0);
            if (a.values()[0] == 0) {
                overlooked++;
                assertThat(exact).isPositive().isLessThan(2 * a.standardErrors()[0]);
            }
        }
        assertThat(overlooked).isGreaterThan(20);
    }

    /** As often as documented: with probability (1 - p)^c after c contexts. */
    @Test
    void aColumnThatHardlyEverActsIsOverlookedAsOftenAsDocumented() {
        int n = 20;
        // Column 0 acts when 1 and 2 are known, and 3 and 4 are not.
        PredictFunction model = x -> Arrays.stream(x)
                .mapToDouble(r -> r[0] * r[1] * r[2] * (1 - r[3]) * (1 - r[4])
                        + Arrays.stream(r, 1, n).sum())
                .toArray();
        double[] row = new double[n];
        Arrays.fill(row, 1);
        double acting = 0;
        for (int size = 1; size < n; size++) {
            acting += (double) size
                    * (size - 1)
                    * (n - size)
                    * (n - size - 1)
                    / (n * (n - 1.0) * (n - 2) * (n - 3) * (n - 1));
        }
        int overlooked = 0;
        for (int seed = 0; seed < 500; seed++) {
            ShapleyExplainer.Builder kernel = ShapleyExplainer.builder(model, Background.of(new double[1][n]))
                    .method(ShapleyMethod.KERNEL);
            overlooked += kernel.effort(Effort.budget(300).seed(seed))
                                    .build()
                                    .explain(row)
                                    .values()[0]
                            == 0
                    ? 1
                    : 0;
            if (seed < 50) {
                // With 1,024 contexts, once in 10^15.
                assertThat(kernel.effort(Effort.budget(20_000).seed(seed))
                                .build()
                                .explain(row)
                                .values()[0])
                        .isNotZero();
            }
        }
        double expected = Math.pow(1 - acting, 16);
        assertThat(expected).isBetween(0.3, 0.8);
        assertThat(overlooked / 500.0).isCloseTo(expected, within(3 * Math.sqrt(expected * (1 - expected) / 500)));
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
            assertThat(sample.isCompleteWith(400)).isTrue();
            assertThat(pairs).isEqualTo((1 << players) / 2 - 1);
        } else {
            assertThat(sample.isCompleteWith(400)).isFalse();
            assertThat(pairs).isBetween(380, 400);
        }
    }
}
