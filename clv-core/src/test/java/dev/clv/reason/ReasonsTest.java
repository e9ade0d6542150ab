package dev.clv.reason;

import static dev.clv.reason.Explanations.effect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReasonsTest {

    private static List<String> names(List<Effect> effects) {
        return effects.stream().map(effect -> effect.feature().name()).toList();
    }

    @Test
    void reasonsAndTheRestAddUpToPredictionLessBaseValue() {
        for (int seed = 0; seed < 200; seed++) {
            Explanation explanation = Explanations.random(seed);
            for (int most = 1; most < 8; most += 3) {
                Reasons reasons = explanation.reasons(most);

                double sum = reasons.other()
                        + Stream.concat(reasons.up().stream(), reasons.down().stream())
                                .mapToDouble(Effect::amount)
                                .sum();
                double size = explanation.effects().stream()
                        .mapToDouble(effect -> Math.abs(effect.amount()))
                        .sum();
                assertThat(sum)
                        .isCloseTo(
                                explanation.prediction() - explanation.baseValue(),
                                within(1e-9 * (size + explanation.baseValue())));
                assertThat(reasons.up())
                        .hasSizeLessThanOrEqualTo(most)
                        .allMatch(e -> e.amount() > 0 && e.significant());
                assertThat(reasons.down())
                        .hasSizeLessThanOrEqualTo(most)
                        .allMatch(e -> e.amount() < 0 && e.significant());
            }
        }
    }

    @Test
    void whatIsSmallerThanTwiceItsStandardErrorGoesToTheRest() {
        Reasons reasons = Explanations.of(
                        "EUR",
                        100,
                        List.of(),
                        effect("clear", "a", 20, 10),
                        effect("noise", "a", 20, 10.001),
                        effect("down", "b", -3, 1),
                        effect("downNoise", "b", -3, 2))
                .reasons(5);

        assertThat(names(reasons.up())).containsExactly("clear");
        assertThat(names(reasons.down())).containsExactly("down");
        assertThat(reasons.other()).isEqualTo(17);
    }

    @Test
    void whatCannotBePaidIsNoReason() {
        Effect[] effects = {effect("a", "a", 0.004, 0), effect("b", "a", 0.005, 0), effect("c", "a", 0.4, 0)};

        assertThat(names(
                        Explanations.of("EUR", 1, List.of(), effects).reasons(5).up()))
                .containsExactly("c", "b");
        assertThat(Explanations.of("JPY", 1, List.of(), effects).reasons(5).up())
                .isEmpty();
        assertThat(Explanations.of("XXX", 1, List.of(), effects).reasons(5).up())
                .as("no currency, no smallest unit")
                .hasSize(3);
    }

    @Test
    void equalReasonsStayInTheOrderOfTheModel() {
        Explanation explanation = Explanations.of(
                "EUR",
                10,
                List.of(),
                effect("z", "g", 5, 0),
                effect("a", "h", 5, 0),
                effect("big", "g", 7, 0),
                effect("m", "g", 5, 0),
                effect("y", "h", -5, 0),
                effect("b", "g", -5, 0));

        assertThat(names(explanation.reasons(3).up())).containsExactly("big", "z", "a");
        assertThat(names(explanation.reasons(3).down())).containsExactly("y", "b");
        assertThat(explanation.groups().stream().map(GroupEffect::group)).containsExactly("g", "h");
        assertThat(names(explanation.groups().get(0).effects())).containsExactly("big", "z", "m", "b");
    }

    @Test
    void askingForNoReasonIsRefused() {
        assertThatThrownBy(() -> Explanations.random(1).reasons(0)).hasMessageContaining("at least 1 reason");
    }
}
