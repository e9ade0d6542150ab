package dev.clv.decide.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BestTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void keepsWhatASortWouldAndOfTiesTheFirst(int seed) {
        Random random = new Random(seed);
        int count = random.nextInt(40);
        double[] values = IntStream.range(0, count)
                .mapToDouble(i -> random.nextInt(10) == 0 ? Double.NaN : random.nextInt(8))
                .toArray();
        for (int k : new int[] {0, 1, 3, 10, 50}) {
            Best best = new Best(k);
            IntStream.range(0, count).forEach(i -> best.offer(i, values[i]));

            List<Integer> sorted = IntStream.range(0, count)
                    .filter(i -> !Double.isNaN(values[i]))
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -values[i]))
                    .limit(k)
                    .toList();
            assertThat(best.items())
                    .containsExactly(sorted.stream().mapToInt(i -> i).toArray());
            assertThat(best.values()).hasSize(sorted.size());
        }
    }
}
