package dev.clv.explain.shapley;

import static dev.clv.explain.shapley.RandomModels.bruteForce;
import static dev.clv.explain.shapley.RandomModels.exact;
import static dev.clv.explain.shapley.RandomModels.gaussians;
import static dev.clv.explain.shapley.RandomModels.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.PredictFunction;
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
}
