package dev.clv.decide.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BestTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void keepsWhatASortWouldAndOfTiesTheLowestInAnyOrderOfOffers(int seed) {
        Random random = new Random(seed);
        int count = random.nextInt(40);
        double[] values = IntStream.range(0, count)
                .mapToDouble(i -> random.nextInt(10) == 0 ? Double.NaN : random.nextInt(8))
                .toArray();
        List<Integer> offers = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(offers, random);
        for (int k : new int[] {0, 1, 3, 10, 50}) {
            Best best = new Best(k);
            offers.forEach(i -> best.offer(i, values[i]));
            Best.Ranked ranked = best.take();

            int[] sorted = IntStream.range(0, count)
                    .filter(i -> !Double.isNaN(values[i]))
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -values[i]))
                    .limit(k)
                    .mapToInt(i -> i)
                    .toArray();
            assertThat(ranked.items()).containsExactly(sorted);
            assertThat(ranked.values()).hasSize(sorted.length);
            for (int i = 0; i < sorted.length; i++) {
                assertThat(ranked.values()[i]).isEqualTo((float) values[sorted[i]]);
            }
        }
    }
}
