package dev.clv.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Ranking")
class RankingTest {

    @Test
    void valuesThatAreKnownAscendAndTheOthersAreLeftOut() {
        double[] values = {3, Double.NaN, -1, Double.POSITIVE_INFINITY, 3, Double.NaN};

        assertThat(Ranking.known(values)).containsExactly(-1, 3, 3, Double.POSITIVE_INFINITY);
        assertThat(values[0]).isEqualTo(3);
        assertThat(Ranking.known(new double[] {Double.NaN})).isEmpty();
    }

    @Test
    void ordersValuesAndTiesByIndexWhateverTheyAre() {
        double[] special = {Double.NaN, -0.0, 0.0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1, 1, -1};
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            double[] values = random.doubles(seed * 3L).toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextBoolean() ? special[random.nextInt(special.length)] : values[i];
            }
            // Adding 0.0 makes the two zeros one, which are tied.
            int[] expected = IntStream.range(0, values.length)
                    .filter(i -> !Double.isNaN(values[i]))
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> values[i] + 0.0)
                            .thenComparing(Comparator.naturalOrder()))
                    .mapToInt(i -> i)
                    .toArray();
            assertThat(Ranking.ascending(values)).as("seed %d", seed).isEqualTo(expected);
        }
    }
}
