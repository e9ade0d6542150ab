package dev.clv.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZeroInflatedLognormalTest {

    private final Loss loss = ZeroInflatedLognormal.of();

    /** Computed independently from the formulas of Wang, Liu and Miao 2019, printed to ten and eight digits. */
    @ParameterizedTest
    @CsvSource({
        ".1, .2, .3, 0, .7443966601, .9236378530, .52497919, 0, 0",
        ".4, .5, .6, 1.5, 1.8783725913, 1.6907553323, -.40131234, .08782659, .61715958",
        "-2, 3, -1, 50, 10.0352324322, 2.5146620767, -.88079708, -9.29375516, -6.41839721"
    })
    @DisplayName("loss, mean and gradient match the golden values to every printed digit")
    void matchesTheGoldenValues(
            double z0, double z1, double z2, double y, double value, double mean, double d0, double d1, double d2) {
        double[] z = {z0, z1, z2};
        double[] label = {y};
        double[] dz = new double[3];

        assertThat(loss.value(z, 0, label, 0)).isCloseTo(value, within(5.1e-11));
        assertThat(loss.gradient(z, 0, label, 0, dz)).isEqualTo(loss.value(z, 0, label, 0));
        assertThat(loss.mean(z, 0)).isCloseTo(mean, within(5.1e-11));
        assertThat(dz).containsExactly(new double[] {d0, d1, d2}, within(5.1e-9));
    }

    @Test
    void quantileMatchesTheGoldenValue() {
        assertThat(loss.quantile(new double[] {.4, .5, .6}, 0, .95)).isCloseTo(6.91438908, within(5.1e-9));
    }
}
