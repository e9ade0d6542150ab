package dev.clv.explain.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InternalsTest {

    @Test
    void aRemainderIsSpreadInProportionToSizes() {
        double[] values = {1, -3, 0};
        assertThat(Remainder.spread(values, 4)).containsExactly(2.5, 1.5, 0);
        assertThat(values).containsExactly(1, -3, 0);
        assertThat(Remainder.spread(new double[2], 4)).containsExactly(0, 0);
        assertThat(Remainder.spread(new double[0], 0)).isEmpty();
    }

    @Test
    void relativeErrorsAreRatiosOfNorms() {
        assertThat(RelativeError.of(new double[] {6, 8}, new double[] {0.3, -0.4}))
                .isEqualTo(0.05);
        assertThat(RelativeError.of(new double[2], new double[2])).isZero();
        assertThat(RelativeError.of(new double[2], new double[] {0, 1})).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(RelativeError.of(new double[] {1}, new double[] {Double.NaN}))
                .isNaN();
    }

    @Test
    void runningMomentsAreThoseOfTheWholeSampleAndStartAgainWhenCleared() {
        double[][] vectors = {{1, 10}, {4, 10}, {7, 13}};
        RunningMoments moments = new RunningMoments(2);
        moments.add(new double[] {99, -99});
        moments.clear();
        assertThat(moments.count()).isZero();
        for (double[] vector : vectors) {
            moments.add(vector);
        }
        assertThat(moments.count()).isEqualTo(3);
        assertThat(moments.mean(0)).isEqualTo(4);
        assertThat(moments.mean(1)).isCloseTo(11, within(1e-14));
        assertThat(moments.squares(0)).isEqualTo(18);
        assertThat(moments.squares(1)).isCloseTo(6, within(1e-14));
    }

    @Test
    void everyOrderIsEquallyLikely() {
        Map<String, Integer> counts = new HashMap<>();
        Random random = new Random(5);
        for (int i = 0; i < 24_000; i++) {
            counts.merge(Arrays.toString(RandomOrder.of(4, random)), 1, Integer::sum);
        }
        // Binomial(24000, 1/24): mean 1000, standard deviation 31.
        assertThat(counts)
                .hasSize(24)
                .allSatisfy((order, count) -> assertThat(count).isBetween(860, 1_140));
        assertThat(RandomOrder.of(0, random)).isEmpty();
    }
}
