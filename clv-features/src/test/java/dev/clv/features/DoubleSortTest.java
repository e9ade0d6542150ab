package dev.clv.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleSortTest {

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        1,
        -1
    };

    /** Numbers of every size and sign, many of them equal, with everything special among them. */
    private static double[] values(int size, long seed) {
        Random random = new Random(seed);
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = switch (random.nextInt(4)) {
                case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
                case 1 -> random.nextInt(9) - 4;
                case 2 -> random.nextGaussian();
                default -> Double.longBitsToDouble(random.nextLong());
            };
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 100, 4095, 4096, 20_000})
    void valuesAreInTheOrderOfTheLibrarysOwnSort(int size) {
        for (long seed = 0; seed < 3; seed++) {
            double[] expected = values(size, seed);
            Arrays.sort(expected);
            double[] sorted = values(size, seed);
            DoubleSort.sort(sorted);

            assertThat(Arrays.equals(sorted, expected)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 100, 20_000})
    void indicesAscendByValueAndThenByThemselvesAndLeaveNaNOut(int size) {
        double[] values = values(size, 5);
        int[] expected = IntStream.range(0, size)
                .filter(i -> !Double.isNaN(values[i]))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> values[i] + 0.0))
                .mapToInt(Integer::intValue)
                .toArray();

        assertThat(DoubleSort.order(values)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(doubles = {7, 0, Double.NaN})
    void equalValuesStayAsTheyAre(double value) {
        double[] values = new double[5000];
        Arrays.fill(values, value);
        double[] sorted = values.clone();
        DoubleSort.sort(sorted);

        assertThat(sorted).isEqualTo(values);
        assertThat(DoubleSort.order(values))
                .isEqualTo(IntStream.range(0, Double.isNaN(value) ? 0 : 5000).toArray());
    }
}
