package dev.clv.nn.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ElementaryTest {

    @Test
    @DisplayName("exp is within two units in the last place of StrictMath over its whole range")
    void expIsAccurate() {
        SplitMix random = new SplitMix(1);
        for (int i = 0; i < 100_000; i++) {
            double x = i % 2 == 0 ? random.nextSymmetric(745) : random.nextSymmetric(3);
            double expected = StrictMath.exp(x);
            assertThat(Elementary.exp(x)).as("exp(%s)", x).isCloseTo(expected, within(2 * Math.ulp(expected)));
        }
    }

    @Test
    void expHasTheRightEnds() {
        assertThat(Elementary.exp(0)).isEqualTo(1);
        assertThat(Elementary.exp(709.78)).isFinite();
        assertThat(Elementary.exp(709.79)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Elementary.exp(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Elementary.exp(-745)).isEqualTo(Double.MIN_VALUE);
        assertThat(Elementary.exp(-746)).isZero();
        assertThat(Elementary.exp(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Elementary.exp(Double.NaN)).isNaN();
    }

    @Test
    @DisplayName("log is within two units in the last place of StrictMath over its whole range")
    void logIsAccurate() {
        SplitMix random = new SplitMix(3);
        for (int i = 0; i < 100_000; i++) {
            double x = i % 2 == 0
                    ? StrictMath.exp(random.nextSymmetric(744))
                    : StrictMath.pow(2, i % 3 - 1) * (1 + random.nextSymmetric(i % 4 == 1 ? 1e-4 : 0.9));
            double expected = StrictMath.log(x);
            assertThat(Elementary.log(x)).as("log(%s)", x).isCloseTo(expected, within(2 * Math.ulp(expected)));
        }
    }

    @Test
    void logHasTheRightEnds() {
        assertThat(Elementary.log(1)).isZero();
        assertThat(Elementary.log(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Elementary.log(-0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Elementary.log(-1)).isNaN();
        assertThat(Elementary.log(Double.NaN)).isNaN();
        assertThat(Elementary.log(Double.NEGATIVE_INFINITY)).isNaN();
        assertThat(Elementary.log(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Elementary.log(Double.MIN_VALUE)).isEqualTo(StrictMath.log(Double.MIN_VALUE));
        assertThat(Elementary.log(Double.MAX_VALUE)).isEqualTo(StrictMath.log(Double.MAX_VALUE));
    }

    @Test
    @DisplayName("tanh, sigmoid and softplus are within four units in the last place of their definitions")
    void othersAreAccurate() {
        SplitMix random = new SplitMix(2);
        for (int i = 0; i < 100_000; i++) {
            double x = i % 2 == 0 ? random.nextSymmetric(40) : random.nextSymmetric(1);
            double tanh = StrictMath.tanh(x);
            assertThat(Elementary.tanh(x)).as("tanh(%s)", x).isCloseTo(tanh, within(4 * Math.ulp(tanh)));
            double sigmoid = 1 / (1 + StrictMath.exp(-x));
            assertThat(Elementary.sigmoid(x)).as("sigmoid(%s)", x).isCloseTo(sigmoid, within(4 * Math.ulp(sigmoid)));
            double softplus = x > 0 ? x + StrictMath.log1p(StrictMath.exp(-x)) : StrictMath.log1p(StrictMath.exp(x));
            assertThat(Elementary.softplus(x))
                    .as("softplus(%s)", x)
                    .isCloseTo(softplus, within(4 * Math.ulp(softplus)));
        }
    }

    @Test
    void powerMultiplies() {
        assertThat(Elementary.power(0.9, 0)).isEqualTo(1);
        assertThat(Elementary.power(0.9, 1)).isEqualTo(0.9);
        assertThat(Elementary.power(2, 10)).isEqualTo(1024);
        assertThat(Elementary.power(0.999, 12345)).isCloseTo(StrictMath.pow(0.999, 12345), within(1e-18));
        assertThat(Elementary.power(0, 5)).isZero();
    }

    @Test
    void survivesHugeArguments() {
        for (double x : new double[] {1e6, 1e300, Double.MAX_VALUE}) {
            assertThat(Elementary.sigmoid(x)).isEqualTo(1);
            assertThat(Elementary.sigmoid(-x)).isZero();
            assertThat(Elementary.softplus(x)).isEqualTo(x);
            assertThat(Elementary.softplus(-x)).isZero();
            assertThat(Elementary.tanh(x)).isEqualTo(1);
            assertThat(Elementary.tanh(-x)).isEqualTo(-1);
        }
        assertThat(Elementary.sigmoid(Double.NaN)).isNaN();
        assertThat(Elementary.softplus(Double.NaN)).isNaN();
        assertThat(Elementary.tanh(Double.NaN)).isNaN();
    }

    @Test
    void inverseSoftplusUndoesSoftplus() {
        for (double y : new double[] {1e-10, 0.1, 1, 2.5, 29, 31, 1000}) {
            assertThat(Elementary.softplus(Elementary.inverseSoftplus(y))).isCloseTo(y, within(1e-14 * y + 1e-24));
        }
    }
}
