package dev.clv.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.nn.check.GradientCheck;
import dev.clv.nn.check.LossChecks;
import org.junit.jupiter.api.Test;

class SquaredErrorTest {

    @Test
    void keepsTheContractOfLosses() {
        GradientCheck check = LossChecks.check(SquaredError.of(), new double[] {0, 1, -3, 0.5}, 1);
        assertThat(check.checked()).isEqualTo(20 * 2);
    }

    @Test
    void startsAtTheWeightedMean() {
        assertThat(SquaredError.of().initialOutput(new double[] {1, 5}, new double[] {3, 1}))
                .isEqualTo(2);
    }

    @Test
    void hasNoDistribution() {
        assertThatThrownBy(() -> SquaredError.of().quantile(0, 0.5))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("zero_inflated_lognormal");
        assertThatThrownBy(() -> SquaredError.of().probabilityPositive(0))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
