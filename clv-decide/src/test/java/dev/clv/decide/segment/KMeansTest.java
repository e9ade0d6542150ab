package dev.clv.decide.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KMeansTest {

    /** Three heaps around (0, 0), (10, 0) and (0, 10). */
    private static double[][] heaps(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] points = new double[150][];
        for (int i = 0; i < points.length; i++) {
            points[i] = new double[] {
                (i % 3 == 1 ? 10 : 0) + random.nextDouble(-1, 1), (i % 3 == 2 ? 10 : 0) + random.nextDouble(-1, 1)
            };
        }
        return points;
    }

    @Test
    void heapsAreFoundFromAnySeed() {
        for (int seed = 0; seed < 20; seed++) {
            double[][] centres = KMeans.fit(heaps(seed), 3, new SplittableRandom(seed));
            Arrays.sort(centres, Comparator.comparingDouble(centre -> centre[0] + 2 * centre[1]));

            assertThat(centres[0]).containsExactly(new double[] {0, 0}, within(0.5));
            assertThat(centres[1]).containsExactly(new double[] {10, 0}, within(0.5));
            assertThat(centres[2]).containsExactly(new double[] {0, 10}, within(0.5));
        }
    }

    @Test
    void equalPointsMakeNoTrouble() {
        double[][] centres = KMeans.fit(new double[][] {{1, 1}, {1, 1}, {1, 1}}, 2, new SplittableRandom(1));

        assertThat(centres).hasDimensions(2, 2);
        assertThat(KMeans.nearest(centres, new double[] {1, 1})).isZero();
    }

    /** By hand: of the cluster of three, one pair of three stays together; of that of two, the only one. */
    @Test
    void thePredictionStrengthIsThatOfTheWorstCluster() {
        assertThat(PredictionStrength.kept(new int[] {0, 0, 0, 1, 1}, new int[] {1, 1, 0, 0, 0}, 2))
                .isCloseTo(1.0 / 3, within(1e-12));
        assertThat(PredictionStrength.kept(new int[] {0, 0, 1, 1}, new int[] {1, 1, 0, 0}, 2))
                .isEqualTo(1);
    }

    @Test
    void theRightNumberOfHeapsIsAgreedOnAndMoreAreNot() {
        double[][] points = heaps(5);

        assertThat(PredictionStrength.of(points, 3, new SplittableRandom(1))).isGreaterThan(0.95);
        assertThat(PredictionStrength.of(points, 4, new SplittableRandom(1))).isLessThan(0.8);
    }
}
