package dev.clv.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FittedStateTest {

    private static final FittedState STATE =
            FittedState.EMPTY.withNumbers("days", 7, Double.NaN).withTexts("names", List.of("a", "b"));

    @Test
    void nobodyCanChangeAStateFromOutside() {
        double[] mine = {1, 2};
        Map<String, double[]> byName = new HashMap<>(Map.of("x", mine));
        FittedState state = FittedState.of(byName, Map.of()).withNumbers("y", mine);
        mine[0] = 9;
        state.numbers("x")[1] = 9;
        state.numbers().get("y")[1] = 9;
        byName.clear();
        assertThat(state.numbers("x")).containsExactly(1, 2);
        assertThat(state.numbers("y")).containsExactly(1, 2);
        assertThatThrownBy(() -> STATE.texts().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> STATE.texts("names").clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void equalityComparesBitsAndNotTheOrderOfTheNames() {
        FittedState other =
                FittedState.EMPTY.withTexts("names", List.of("a", "b")).withNumbers("days", 7, Double.NaN);
        assertThat(other).isEqualTo(STATE).hasSameHashCodeAs(STATE);
        assertThat(STATE.withNumbers("days", 7, 0)).isNotEqualTo(STATE);
        assertThat(STATE.withNumbers("zero", 0.0)).isNotEqualTo(STATE.withNumbers("zero", -0.0));
        assertThat(STATE.withTexts("names", List.of("b", "a"))).isNotEqualTo(STATE);
        assertThat(STATE.withNumbers("more", 1)).isNotEqualTo(STATE);
        assertThat(FittedState.of(STATE.numbers(), STATE.texts())).isEqualTo(STATE);
    }

    @Test
    void whatIsMissingOrOfAnotherShapeIsNamed() {
        assertThat(STATE.withNumbers("bound", 10).integer("bound")).isEqualTo(10);
        assertThatThrownBy(() -> STATE.numbers("weeks"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the fitted state lacks 'weeks'; it holds [days]");
        assertThatThrownBy(() -> STATE.texts("days")).hasMessageContaining("lacks 'days'; it holds [names]");
        assertThatThrownBy(() -> STATE.number("days")).hasMessage("'days' must hold 1 number, holds 2");
        assertThatThrownBy(() -> STATE.withNumbers("days", 1.5).integer("days"))
                .hasMessage("'days' must be a whole number, was 1.5");
    }

    @Test
    void aDifferenceNamesTheListAndBothValues() {
        assertThat(STATE.difference(STATE.withNumbers("days", 7, 8))).isEqualTo("days: [7.0, NaN] and [7.0, 8.0]");
        assertThat(STATE.difference(STATE.withTexts("more", List.of("x")))).isEqualTo("more: nothing and [x]");
        assertThat(STATE.difference(STATE.withNumbers("days", new double[10])))
                .endsWith("[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0] and 2 more");
        assertThat(STATE.difference(STATE)).isEqualTo("nothing");
    }

    @Test
    void printingNamesListsAndLengthsOnly() {
        assertThat(STATE).hasToString("FittedState{days=2, names=2}");
    }
}
