package dev.clv.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static double[] of(int count, double amount) {
        double[] amounts = new double[count];
        Arrays.fill(amounts, amount);
        return amounts;
    }

    @Test
    void whereNobodyHasMuchItIsTheRatioOfTheSums() {
        Calibration calibration = Calibration.of(of(40, 3), of(40, 2.5));

        assertThat(calibration.factor()).isEqualTo(120.0 / 100);
        assertThat(calibration.unbounded()).isEqualTo(calibration.factor());
    }

    @Test
    void whateverOneCustomerDoesOrIsExpectedToDoTheFactorMovesByLittleMoreThanATenth() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            double[] actual = new double[60];
            double[] expected = new double[60];
            Arrays.setAll(actual, i -> StrictMath.exp(0.5 * random.nextGaussian()));
            Arrays.setAll(expected, i -> StrictMath.exp(0.3 * random.nextGaussian()));
            double before = Calibration.of(actual, expected).factor();

            actual[7] = StrictMath.exp(20 * random.nextDouble());
            assertThat(Calibration.of(actual, expected).factor()).isCloseTo(before, within(0.15 * before));
            expected[7] = StrictMath.exp(20 * random.nextDouble());
            assertThat(Calibration.of(actual, expected).factor()).isCloseTo(before, within(0.15 * before));
        }
    }

    @Test
    void itStaysBetweenAHalfAndTwo() {
        assertThat(Calibration.of(of(40, 10), of(40, 1))).isEqualTo(new Calibration(2, 10));
        assertThat(Calibration.of(of(40, 1), of(40, 10))).isEqualTo(new Calibration(0.5, 0.1));
        assertThat(Calibration.of(of(40, 1), of(40, 0))).isEqualTo(new Calibration(1, 1));
    }
}
