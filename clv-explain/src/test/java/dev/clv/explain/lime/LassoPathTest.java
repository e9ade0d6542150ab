package dev.clv.explain.lime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The path against the lasso's own definition, solved by coordinate descent along falling penalties. */
class LassoPathTest {

    private static final int COLUMNS = 6;
    private static final int STEPS = 1_500;

    /** A sample whose columns go together, so that some leave the model again. */
    private static WeightedRidge sample(long seed) {
        Random random = new Random(seed);
        double[][] x = new double[40][COLUMNS];
        double[] y = new double[x.length];
        double[] weights = new double[x.length];
        double[][] mixing = new double[COLUMNS][COLUMNS];
        for (double[] row : mixing) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        double[] effects = random.doubles(COLUMNS, -1, 1).toArray();
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < COLUMNS; k++) {
                double source = random.nextGaussian();
                for (int j = 0; j < COLUMNS; j++) {
                    x[i][j] += mixing[k][j] * source;
                }
            }
            y[i] = 0.5 * random.nextGaussian();
            for (int j = 0; j < COLUMNS; j++) {
                y[i] += effects[j] * x[i][j];
            }
            weights[i] = 0.2 + random.nextDouble();
        }
        return new WeightedRidge(x, y, weights);
    }

    /** The columns in the model for every penalty, from the largest at which there are any down to nearly none. */
    private static List<int[]> models(WeightedRidge ridge) {
        double start = Arrays.stream(ridge.cross).map(Math::abs).max().orElseThrow();
        double[] b = new double[COLUMNS];
        List<int[]> models = new ArrayList<>();
        for (int step = 1; step <= STEPS; step++) {
            double penalty = start * Math.pow(1e-4, (double) step / STEPS);
            double change = 1;
            while (change > 1e-12) {
                change = 0;
                for (int j = 0; j < COLUMNS; j++) {
                    double before = b[j];
                    double rest = ridge.cross[j];
                    for (int k = 0; k < COLUMNS; k++) {
                        rest -= k == j ? 0 : ridge.gram[j][k] * b[k];
                    }
                    b[j] = Math.signum(rest) * Math.max(0, Math.abs(rest) - penalty) / ridge.gram[j][j];
                    change = Math.max(change, Math.abs(b[j] - before));
                }
            }
            models.add(IntStream.range(0, COLUMNS).filter(j -> b[j] != 0).toArray());
        }
        return models;
    }

    @Test
    void theFirstColumnsAreThoseOfTheSmallestPenaltyThatAllowsNoMore() {
        int[] all = IntStream.range(0, COLUMNS).toArray();
        int left = 0;
        int compared = 0;
        for (int seed = 0; seed < 25; seed++) {
            WeightedRidge ridge = sample(seed);
            List<int[]> models = models(ridge);
            for (int step = 1; step < STEPS; step++) {
                left += models.get(step).length < models.get(step - 1).length ? 1 : 0;
            }
            assertThat(new LassoPath(ridge, all).first(COLUMNS)).containsExactly(all);
            // Beyond the last penalty that was tried, models are not known.
            for (int count = 1; count < models.get(STEPS - 1).length; count++) {
                int most = count;
                compared++;
                int[] expected = models.stream()
                        .filter(model -> model.length <= most)
                        .reduce((first, second) -> second)
                        .orElseThrow();
                assertThat(new LassoPath(ridge, all).first(count))
                        .as("seed %d, at most %d columns", seed, count)
                        .containsExactly(expected);
            }
        }
        assertThat(compared).isGreaterThan(90);
        assertThat(left).as("columns that left a model again").isPositive();
    }

    @Test
    void onlyTheGivenColumnsEnter() {
        WeightedRidge ridge = sample(1);
        assertThat(new LassoPath(ridge, new int[] {1, 3}).first(COLUMNS)).containsExactly(1, 3);
        assertThat(new LassoPath(ridge, new int[0]).first(2)).isEmpty();
    }
}
