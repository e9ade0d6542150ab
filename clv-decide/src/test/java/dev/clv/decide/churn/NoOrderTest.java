package dev.clv.decide.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.clv.ClvPrediction;
import dev.clv.label.Horizon;
import dev.clv.value.OrderOutlook;
import dev.clv.value.OrderOutlook.Wait;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoOrderTest {

    private static final Horizon HORIZON = Horizon.ofDays(90);

    private static NoOrder of(OrderOutlook outlook) {
        return NoOrder.of(ClvPrediction.of(100, 0.5).withOrders(outlook), HORIZON);
    }

    @Test
    void agreesWithTheModelAtTheHorizonAndWithItsWaitsBefore() {
        NoOrder none = of(
                new OrderOutlook(1.5, 0.4, List.of(new Wait(0.1, 5), new Wait(0.5, 25), new Wait(0.9, 70)), List.of()));

        assertThat(none.within(0)).isEqualTo(1);
        assertThat(none.within(5)).isCloseTo(1 - 0.6 * 0.1, within(1e-12));
        assertThat(none.within(15)).isCloseTo(1 - 0.6 * 0.3, within(1e-12));
        assertThat(none.within(70)).isCloseTo(1 - 0.6 * 0.9, within(1e-12));
        assertThat(none.within(90)).isEqualTo(0.4);
        assertThat(none.within(500)).isEqualTo(0.4);
    }

    @Test
    void neverRisesWithTheDays() {
        List<NoOrder> all = List.of(
                of(new OrderOutlook(1, 0, List.of(new Wait(0.1, 0), new Wait(0.5, 90), new Wait(0.9, 90)), List.of())),
                of(new OrderOutlook(1, 1, List.of(new Wait(0.1, 3), new Wait(0.5, 3), new Wait(0.9, 3)), List.of())),
                of(new OrderOutlook(1, 0.3, List.of(), List.of())));
        for (NoOrder none : all) {
            double before = 1;
            for (int day = 0; day <= 90; day++) {
                assertThat(none.within(day)).isBetween(0.0, before);
                before = none.within(day);
            }
        }
    }

    @Test
    void withoutTimesTheChanceIsTheSameOnEachDay() {
        NoOrder none = of(new OrderOutlook(1, 0.25, List.of(), List.of()));

        assertThat(none.knowsTiming()).isFalse();
        assertThat(none.within(45)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void withoutOrdersNoSpendStandsForThemAndWithoutEitherThereIsNothing() {
        assertThat(NoOrder.of(ClvPrediction.of(100, 0.7), HORIZON).within(90)).isCloseTo(0.3, within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoOrder.of(ClvPrediction.of(100, Double.NaN), HORIZON))
                .withMessageContaining("knows no probability of churn; train it");
    }
}
