package dev.clv.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.explain.shapley.ShapleyExplainer;
import dev.clv.explain.shapley.ShapleyMethod;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffortTest {

    @Test
    void everyPartChangesAloneAndTheOthersStay() {
        Effort all = Effort.budget(20_000).targetError(0.02).seed(7);
        assertThat(all.budget()).hasValue(20_000);
        assertThat(all.targetError()).isEqualTo(0.02);
        assertThat(all.seed()).isEqualTo(7);
        assertThat(Effort.standard().budget()).isEmpty();
        assertThat(Effort.standard().targetError()).isZero();
        assertThat(Effort.standard().seed(7).targetError(0.02).seed(42))
                .isEqualTo(Effort.standard().targetError(0.02));
        assertThat(Effort.budget(3).targetError(0.5).targetError(0)).isEqualTo(Effort.budget(3));
    }

    @Test
    void aBudgetHasAtLeastOneEvaluation() {
        assertThat(Effort.budget(1).budget()).hasValue(1);
        assertThatThrownBy(() -> Effort.budget(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("budget must be at least 1 evaluation, was 0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN, Double.POSITIVE_INFINITY})
    void aTargetErrorIsFromZeroToBelowOne(double relative) {
        assertThatThrownBy(() -> Effort.standard().targetError(relative))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("target error must be from 0 to below 1, was " + relative);
    }

    @Test
    void whatIsExactCannotStopAtAnError() {
        ShapleyExplainer.Builder exact = ShapleyExplainer.builder(
                        rows -> Arrays.stream(rows).mapToDouble(row -> row[0]).toArray(),
                        Background.of(new double[][] {{1}}))
                .method(ShapleyMethod.EXACT)
                .effort(Effort.budget(10).targetError(0.1));
        assertThatThrownBy(exact::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the method EXACT has no error, so it cannot stop at a target error of 0.1; "
                        + "use the method AUTOMATIC or WALKS, or no target error");
    }
}
