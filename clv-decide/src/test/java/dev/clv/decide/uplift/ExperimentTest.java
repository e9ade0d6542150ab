package dev.clv.decide.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentTest {

    private static Table table(int rows, String... arms) {
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            cells.add(Arrays.asList("" + (i % 7), arms[i % arms.length], "" + i % 2));
        }
        return Table.of(List.of("age", "arm", "bought"), cells).read();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b|none|nobody is in the control group 'none'; the arms are [a, b]",
                "a|none|nobody is in the control group 'none'; the arms are [a]",
                "none|none|everybody is in the control group 'none'",
                "none,a,a,a,a,a|none|the arm 'none' has 7 of the 40 rows, and at least 10 are needed"
            })
    void aCampaignThatTellsNothingIsRefusedWithARemedy(String arms, String control, String message) {
        assertThatThrownBy(() ->
                        Experiment.of(table(40, arms.split(",")), "arm", control, "bought", Assignment.randomised()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageMatching("(?s).*(name|add|leave|hold).*");
    }

    @Test
    void oneRowIsRefused() {
        assertThatThrownBy(() -> Experiment.of(table(1, "none"), "arm", "none", "bought", Assignment.randomised()))
                .hasMessageContaining("everybody is in the control group");
    }

    @Test
    void aColumnThatIsNotThereIsNamed() {
        assertThatThrownBy(
                        () -> Experiment.of(table(40, "none", "a"), "group", "none", "bought", Assignment.randomised()))
                .hasMessageContaining("no column 'group'");
    }

    @Test
    void armAndOutcomeAreNoFeatures() {
        Experiment experiment =
                Experiment.of(table(60, "none", "b", "a"), "arm", "none", "bought", Assignment.randomised());

        assertThat(experiment.features().schema().names()).containsExactly("age");
        assertThat(experiment.arms()).containsExactly("none", "a", "b");
        assertThat(experiment).hasToString("60 rows, randomised: none 20, a 20, b 20");
        assertThat(experiment.isBinary()).isTrue();
    }

    @Test
    void treatmentsCanBeTakenAloneOrTogether() {
        Experiment experiment =
                Experiment.of(table(60, "none", "b", "a"), "arm", "none", "bought", Assignment.randomised());

        assertThat(experiment.against("b")).hasToString("40 rows, randomised: none 20, b 20");
        assertThat(experiment.pooled("any")).hasToString("60 rows, randomised: none 20, any 40");
        assertThat(experiment.pooled("any").shares()).containsExactly(1 / 3.0, 1 - 1 / 3.0);
        assertThatThrownBy(() -> experiment.against("c")).hasMessageContaining("'c' is no treatment");
        assertThatThrownBy(() -> experiment.pooled("none")).hasMessageContaining("other than the control's");
    }

    @Test
    void knownSharesMustBeThoseOfTheArms() {
        Table table = table(60, "none", "a");

        assertThat(Experiment.of(table, "arm", "none", "bought", Assignment.randomised(Map.of("none", 0.4, "a", 0.6)))
                        .shares())
                .containsExactly(0.4, 0.6);
        assertThatThrownBy(() -> Experiment.of(
                        table, "arm", "none", "bought", Assignment.randomised(Map.of("none", 0.4, "b", 0.6))))
                .hasMessageContaining("the rows have [none, a]");
        assertThatThrownBy(() -> Assignment.randomised(Map.of("none", 0.4, "a", 0.5)))
                .hasMessageContaining("add up to 1");
        assertThatThrownBy(() -> Assignment.randomised(Collections.singletonMap("none", 0.0)))
                .hasMessageContaining("must be positive");
    }
}
