package dev.clv.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.check.GradientCheck;
import dev.clv.nn.check.LossChecks;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
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
        Row row = new Row(loss, z0, z1, z2).gradient(y);

        assertThat(row.value(y)).isCloseTo(value, within(5.1e-11));
        assertThat(row.loss()).isEqualTo(row.value(y));
        assertThat(row.mean()).isCloseTo(mean, within(5.1e-11));
        assertThat(row.dz.data).containsExactly(new double[] {d0, d1, d2}, within(5.1e-9));
    }

    @Test
    void quantileMatchesTheGoldenValue() {
        assertThat(new Row(loss, .4, .5, .6).quantile(.95)).isCloseTo(6.91438908, within(5.1e-9));
    }

    @Test
    @DisplayName("gradients are right below, between and above the bends of sigma")
    void keepsTheContractOfLosses() {
        for (long seed = 0; seed < 10; seed++) {
            GradientCheck check = LossChecks.check(loss, new double[] {0, 1, 0.5, 3, 0}, seed);
            assertThat(check.checked()).isEqualTo(20 * (3 + 3));
        }
        int checked = 0;
        for (double z2 = -8; z2 <= 8; z2 += 0.21) {
            Row row = new Row(loss, 0.3, 0.7, z2).gradient(2.5);
            checked += GradientCheck.of("loss", () -> row.value(2.5), row.z, row.dz)
                    .orFail()
                    .checked();
            row.meanGradient();
            checked +=
                    GradientCheck.of("mean", row::mean, row.z, row.dz).orFail().checked();
        }
        assertThat(checked).isEqualTo(77 * 6);
    }

    @Test
    void neitherLossNorGradientNorPredictionExplodes() {
        for (double z1 : new double[] {-1e4, 0, 88.8, 1e4}) {
            for (double z2 : new double[] {-1e4, -50, 0, 50, 1e4}) {
                Row row = new Row(loss, 1e4, z1, z2);
                assertThat(row.gradient(1e-300).loss()).isFinite();
                assertThat(row.gradient(1e300).loss()).isFinite();
                assertThat(Arrays.stream(row.dz.data).sum()).isFinite();
                assertThat(row.mean()).isBetween(0.0, Math.exp(80.0001));
                assertThat(row.quantile(0.999)).isBetween(0.0, Math.exp(80.0001));
            }
        }
    }

    @Test
    void logCapBoundsMeanAndQuantile() {
        Row capped = new Row(ZeroInflatedLognormal.of().withLogCap(5), 20, 9, 1);
        assertThat(capped.mean()).isCloseTo(Math.exp(5), within(1e-6));
        assertThat(capped.quantile(0.9)).isCloseTo(Math.exp(5), within(1e-12));
        assertThatThrownBy(() -> ZeroInflatedLognormal.of().withLogCap(701))
                .hasMessage("log cap of zero_inflated_lognormal must be finite and at most 700, was 701.0");
    }

    @Test
    @DisplayName("starts at the base rate, the mean and the spread of the logs, by weight")
    void startsAtTheBestConstant() {
        double[] y = new double[1000];
        double[] weights = new double[1000];
        for (int i = 0; i < 1000; i++) {
            y[i] = i % 4 == 0 ? Math.exp(i % 8 == 0 ? 1 : 3) : 0;
            weights[i] = 2;
        }
        double[] start = loss.initialOutputs(new DMatrixRMaj(y), weights);
        assertThat(new Row(loss, start).probabilityPositive()).isCloseTo(0.25, within(1e-3));
        assertThat(start[1]).isCloseTo(2, within(1e-12));
        assertThat(Math.log1p(Math.exp(start[2]))).isCloseTo(1, within(1e-12));
    }

    @Test
    void startsFiniteWithoutPositivesAndWithoutZeros() {
        for (double label : new double[] {0, 7}) {
            double[] start = loss.initialOutputs(new DMatrixRMaj(new double[] {label, label}), new double[] {1, 1});
            assertThat(start[0] + start[1] + start[2]).isFinite();
        }
    }

    @Test
    void refusesLabelsBelowZero() {
        assertThat(loss.allows(new double[] {-0.01})).isFalse();
        assertThat(loss.allows(new double[] {0})).isTrue();
    }

    @Test
    void quantileIsZeroUpToTheShareOfZeros() {
        Row row = new Row(loss, 0, 1, 0);
        assertThat(row.quantile(0.5)).isZero();
        assertThat(row.quantile(0.51)).isPositive();
        assertThat(row.quantile(0.75)).isCloseTo(Math.E, within(1e-12)); // the median of the positive part
        assertThatThrownBy(() -> row.quantile(1)).hasMessage("a quantile must be in (0, 1), was 1.0");
    }
}
