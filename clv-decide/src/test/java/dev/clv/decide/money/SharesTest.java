package dev.clv.decide.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SharesTest {

    private static final Resampling RESAMPLING = new Resampling(100, 1, 0.9);

    @Test
    void customersOfEqualValueHaveEqualShares() {
        double[] equal = new double[70];
        Arrays.fill(equal, 2.5);
        Concentration concentration = Shares.of(equal, RESAMPLING);

        assertThat(concentration.gini()).isCloseTo(0, within(1e-12));
        assertThat(concentration.top())
                .allSatisfy(top -> assertThat(top.value()).isCloseTo(top.customers(), within(1e-12)));
        assertThat(concentration.lorenz().get(37)).isCloseTo(.37, within(1e-12));
    }

    @Test
    void theGiniCoefficientIsTheMeanDifferenceOfAllPairsByTwiceTheMean() {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] values =
                    random.doubles(40).map(value -> Math.rint(5 * value)).toArray();
            double differences = 0;
            double sum = Arrays.stream(values).sum();
            for (double one : values) {
                for (double other : values) {
                    differences += Math.abs(one - other);
                }
            }
            Concentration concentration = Shares.of(values, RESAMPLING);

            assertThat(concentration.gini()).isCloseTo(differences / (2 * values.length * sum), within(1e-12));
            assertThat(1 - concentration.lorenz().get(90))
                    .isCloseTo(concentration.top().get(2).value(), within(1e-12));
            assertThat(concentration.giniInterval().contains(concentration.gini()))
                    .isTrue();
        }
    }

    @Test
    void ofNobodyWithAValueNothingIsDefined() {
        Concentration concentration = Shares.of(new double[] {0, -3, 0}, RESAMPLING);

        assertThat(concentration.gini()).isNaN();
        assertThat(concentration.giniInterval()).isNull();
        assertThat(concentration.top())
                .allSatisfy(top -> assertThat(top.value()).isNaN());
        assertThat(concentration.lorenz()).isEmpty();
        assertThat(concentration.negativeValue()).isEqualTo(-3);
    }

    @Test
    void anIntervalOfAMeanHoldsTheTrueOneAboutAsOftenAsItSays() {
        int held = 0;
        for (int seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] values =
                    random.doubles(60).map(value -> -Math.log(1 - value)).toArray();
            held += new Resampling(200, seed, 0.9).ofMean(values).contains(1) ? 1 : 0;
        }
        // 90 %, less a little for the skew of 60 exponential values; the standard deviation of the count is 6.
        assertThat(held).isBetween(335, 378);
    }

    @Test
    void fewerThan30CustomersHaveNoInterval() {
        assertThat(RESAMPLING.ofMean(new double[29])).isNull();
        assertThat(RESAMPLING.ofMean(new double[30])).isNotNull();
    }
}
