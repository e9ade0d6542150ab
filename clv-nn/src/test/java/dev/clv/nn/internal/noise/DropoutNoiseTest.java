package dev.clv.nn.internal.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The noise of dropout")
class DropoutNoiseTest {

    private static final int WIDTH = 10; // the last group is not full
    private static final int BATCHES = 300;

    /** Factors of {@value BATCHES} chunks of rows, (batches * rows, WIDTH). */
    private static float[][] factors(double rate) {
        DropoutNoise noise = new DropoutNoise(WIDTH, rate);
        float[][] factors = new float[BATCHES * DropoutNoise.CHUNK][WIDTH];
        for (int row = 0; row < factors.length; row++) {
            int b = row % DropoutNoise.CHUNK;
            long seed = DropoutNoise.seed(row / DropoutNoise.CHUNK, b, 2);
            for (int o = 0; o < WIDTH; o++) {
                long bits = noise.bits(seed, b, o / DropoutNoise.SHARED);
                factors[row][o] = noise.factor(bits, o % DropoutNoise.SHARED);
            }
        }
        return factors;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.1, 0.5, 0.9})
    @DisplayName("drops its share of every unit and keeps the mean")
    void dropsItsShareOfEveryUnit(double rate) {
        float[][] factors = factors(rate);
        double error = 5 * Math.sqrt(rate * (1 - rate) / factors.length);
        for (int o = 0; o < WIDTH; o++) {
            int unit = o;
            double[] column =
                    Arrays.stream(factors).mapToDouble(row -> row[unit]).toArray();
            double dropped = Arrays.stream(column).filter(f -> f == 0).count() / (double) column.length;
            assertThat(dropped).as("share of unit %d", o).isCloseTo(rate, within(error + 1e-5));
            assertThat(Arrays.stream(column).average().orElseThrow())
                    .as("mean of unit %d", o)
                    .isCloseTo(1, within((error + 1e-5) / (1 - rate)));
        }
    }

    @Test
    @DisplayName("drops neighbours, and the same unit of neighbouring rows, independently")
    void dropsNeighboursIndependently() {
        double rate = 0.3;
        float[][] factors = factors(rate);
        double error = 5 * Math.sqrt(rate * rate * (1 - rate * rate) / factors.length);
        for (int o = 1; o < WIDTH; o++) {
            int inRow = 0;
            int inColumn = 0;
            for (int row = 1; row < factors.length; row++) {
                inRow += factors[row][o] == 0 && factors[row][o - 1] == 0 ? 1 : 0;
                inColumn += factors[row][o] == 0 && factors[row - 1][o] == 0 ? 1 : 0;
            }
            assertThat(inRow / (double) factors.length).isCloseTo(rate * rate, within(error));
            assertThat(inColumn / (double) factors.length).isCloseTo(rate * rate, within(error));
        }
    }

    @Test
    @DisplayName("changes nothing at a rate of 0, and stays finite just below 1")
    void isFiniteAtTheEnds() {
        for (float[] row : factors(0)) {
            assertThat(row).containsOnly(1f);
        }
        for (float[] row : factors(Math.nextDown(1.0))) {
            assertThat(row).containsAnyOf(0f, 65536f).doesNotContain(Float.POSITIVE_INFINITY);
        }
    }
}
