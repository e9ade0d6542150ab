package dev.clv.decide.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RidgeTest {

    @Test
    void aLineIsFoundAndThePenaltyShrinksItsSlope() {
        Ridge ridge = new Ridge(2);
        for (int i = 0; i < 4; i++) {
            // The second column does not vary.
            ridge.add(new double[] {i, 7}, 3 + 2 * i, 1);
        }

        assertThat(ridge.fit(1e-9)).containsExactly(new double[] {3, 2, 0}, within(1e-8));
        // Four rows and a penalty of four: half the slope, around the mean.
        assertThat(ridge.fit(4)).containsExactly(new double[] {4.5, 1, 0}, within(1e-12));
    }

    @Test
    void aWeightOfTwoIsTwoRows() {
        Ridge weighted = new Ridge(1);
        Ridge repeated = new Ridge(1);
        double[][] points = {{0, 1}, {1, 5}, {2, 4}};
        for (double[] point : points) {
            weighted.add(new double[] {point[0]}, point[1], 2);
            repeated.add(new double[] {point[0]}, point[1], 1);
            repeated.add(new double[] {point[0]}, point[1], 1);
        }

        assertThat(weighted.fit(1e-12)).containsExactly(repeated.fit(1e-12), within(1e-9));
    }

    @Test
    void whereThereIsNothingToLearnThePenaltyIsLarge() {
        SplittableRandom random = new SplittableRandom(5);
        Ridge[] noise = new Ridge[5];
        Ridge[] signal = new Ridge[5];
        for (int part = 0; part < 5; part++) {
            noise[part] = new Ridge(3);
            signal[part] = new Ridge(3);
            for (int i = 0; i < 200; i++) {
                double[] x = {random.nextDouble() - 0.5, random.nextDouble() - 0.5, random.nextDouble() - 0.5};
                double error = random.nextDouble() - 0.5;
                noise[part].add(x, error, 1);
                signal[part].add(x, 5 * x[0] + error, 1);
            }
        }

        assertThat(Ridge.choosePenalty(noise)).isGreaterThanOrEqualTo(300);
        assertThat(Ridge.choosePenalty(signal)).isLessThanOrEqualTo(10);
    }
}
