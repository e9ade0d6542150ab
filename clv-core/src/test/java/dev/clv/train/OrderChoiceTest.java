package dev.clv.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderChoiceTest {

    private static final int ROWS = 20_000;

    private final double[] values = new double[ROWS];
    private final double[] positives = new double[ROWS];
    private final double[] labels = new double[ROWS];

    /** Labels whose mean is p times an amount, and values that know the amount up to an error. */
    private void simulate(double errorOfAmounts, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROWS; i++) {
            positives[i] = 0.05 + 0.9 * random.nextDouble();
            double amount = Math.exp(random.nextGaussian());
            values[i] = positives[i] * amount * Math.exp(errorOfAmounts * random.nextGaussian());
            labels[i] = random.nextDouble() < positives[i] ? amount : 0;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theLessAmountsAreKnownTheMoreTheProbabilityCounts(long seed) {
        simulate(0, seed);
        double known = OrderChoice.exponent(values, positives, labels, Runnable::run);
        simulate(2, seed);
        double guessed = OrderChoice.exponent(values, positives, labels, Runnable::run);

        assertThat(guessed).isGreaterThan(known).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aProbabilityThatSaysNothingLeavesTheOrder(long seed) {
        simulate(0, seed);
        Random random = new Random(seed);
        for (int i = 0; i < ROWS; i++) {
            positives[i] = random.nextDouble();
        }

        assertThat(OrderChoice.exponent(values, positives, labels, Runnable::run))
                .isZero();
    }
}
