package dev.clv.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import org.junit.jupiter.api.Test;

class PredictionsTest {

    private static final double[][] ROWS = {{1, -2}, {0.5, 3}, {0, 0}};

    @Test
    void oneRowAlonePredictsWhatItPredictsAmongOthersAndSoDoItsHeads() {
        NetworkSpec spec = NetworkSpec.builder(2)
                .dense(5)
                .relu()
                .build(Heads.of(ZeroInflatedLognormal.of()).and(0.5, SquaredError.of()));
        Predictions all = Network.of(spec, spec.initialParameters(3)).predict(ROWS);

        for (int i = 0; i < ROWS.length; i++) {
            Predictions alone = all.row(i);
            assertThat(alone.size()).isOne();
            assertThat(alone.mean(0)).isEqualTo(all.mean(i));
            assertThat(alone.quantile(0, 0.9)).isEqualTo(all.quantile(i, 0.9));
            assertThat(alone.probabilityPositive(0)).isEqualTo(all.probabilityPositive(i));
            assertThat(alone.raw(0)).isEqualTo(all.raw(i));
            assertThat(alone.head(1).mean(0)).isEqualTo(all.head(1).mean(i));
            assertThat(all.head(1).row(i).mean(0)).isEqualTo(all.head(1).mean(i));
        }
        assertThat(all.isDistribution()).isTrue();
        assertThat(all.head(1).isDistribution()).isFalse();
        assertThatThrownBy(() -> all.row(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
