package dev.clv.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.train.TrainingSettings;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {

    @Test
    void whateverIsDrawnFromTheDefaultsIsWithinTheirRangesAndCanBeSet() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 500; i++) {
            TrainingSettings settings =
                    Knob.apply(TrainingSettings.defaults(), RandomSearch.draw(SearchSpace.ofTables(), random));
            assertThat(settings.network().widths()).hasSizeBetween(1, 2);
            assertThat(settings.network().widths()[0]).isBetween(8, 128);
            assertThat(settings.network().dropoutRate()).isBetween(0.0, 0.5);
            assertThat(settings.network().l2()).isBetween(1e-6, 1e-2);
            assertThat(settings.batchSize()).isBetween(32, 256);
        }
    }

    @Test
    void theEndsOfWholeNumbersAreAsLikelyAsTheOthersAndLogarithmsHalveTheRatio() {
        Dimension whole = new Dimension.Range(1, 4, false, true);
        Dimension rate = new Dimension.Range(1e-4, 1, true, false);
        Map<Object, Integer> counts = new TreeMap<>();
        int below = 0;
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 4000; i++) {
            counts.merge(whole.at(random.nextDouble()), 1, Integer::sum);
            below += (double) rate.at(random.nextDouble()) < 1e-2 ? 1 : 0;
        }
        assertThat(counts).containsOnlyKeys(1L, 2L, 3L, 4L);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(900, 1100));
        assertThat(below).isBetween(1900, 2100);
    }

    @Test
    void aValueIsFoundAtThePositionThatItCameFrom() {
        for (Dimension dimension : new Dimension[] {
            new Dimension.Range(0, 0.5, false, false),
            new Dimension.Range(1e-6, 1e-2, true, false),
            new Dimension.Range(8, 128, true, true),
            new Dimension.Choice(List.of("a", "b", "c"))
        }) {
            for (double position = 0.01; position < 1; position += 0.07) {
                Object value = dimension.at(position);
                double back = dimension.of(value);
                assertThat(dimension.at(Math.min(back, Math.nextDown(1.0)))).isEqualTo(value);
                assertThat(back).isCloseTo(position, within(0.17));
            }
        }
        assertThat(new Dimension.Range(0, 1, false, false).of("text")).isNaN();
        assertThat(new Dimension.Choice(List.of("a", "b")).of("c")).isNaN();
        assertThat(new Dimension.Range(0, 1, false, false).of(7)).isEqualTo(1);
    }

    @Test
    void unitsAndLayersTogetherAreTheHiddenLayersAndOneAloneKeepsTheOther() {
        TrainingSettings base = TrainingSettings.defaults().network(n -> n.hidden(24, 24));

        assertThat(Knob.apply(base, Map.of("units", 7L)).network().widths()).containsExactly(7, 7);
        assertThat(Knob.apply(base, Map.of("layers", 3L)).network().widths()).containsExactly(24, 24, 24);
        assertThat(Knob.apply(base, Map.of("layers", 0L)).network().widths()).isEmpty();
    }

    @Test
    void whatCannotBeTurnedIsRefusedByNameWhenTheSpaceIsMade() {
        assertThatThrownBy(() -> SearchSpace.empty().range("droput", 0, 1))
                .hasMessageStartingWith("there is no knob 'droput'; known are [units, layers, dropout, ");
        assertThatThrownBy(() -> SearchSpace.empty().range("dropout", 0, 1.5))
                .hasMessageStartingWith("'dropout' cannot be 1.5: dropout must lie in [0, 1)");
        assertThatThrownBy(() -> SearchSpace.empty().range("units", 8, 16.5))
                .hasMessage("'units' takes whole numbers, was from 8.0 to 16.5");
        assertThatThrownBy(() -> SearchSpace.empty().range("loss", 0, 1))
                .hasMessageMatching("'loss' takes one of some values, such as \\[.*\\]; name them as a choice");
        assertThatThrownBy(() -> SearchSpace.empty().range("l2", 0, 1))
                .hasMessageContaining("a logarithmic range must begin above 0, was 0.0");
        assertThatThrownBy(() -> SearchSpace.empty().range("layers", 2, 2))
                .hasMessageContaining("a range needs a low end below its high end");
        assertThatThrownBy(() -> SearchSpace.empty().choice("loss", "tweedie", "hinge"))
                .hasMessageContaining("'loss' cannot be hinge: a loss that is searched must be one of [zero_inflated");
        assertThatThrownBy(() -> SearchSpace.empty().choice("purchaseModel", true, "no"))
                .hasMessageContaining("'purchaseModel' cannot be no: it must be true or false");
        assertThatThrownBy(() -> SearchSpace.empty().choice("loss", "tweedie"))
                .hasMessageContaining("a choice needs at least 2 values");
    }

    @Test
    void aKnobThatIsNamedAgainHasTheNewRangeAndOneCanBeLeftOut() {
        SearchSpace space = SearchSpace.ofTables().range("dropout", 0.1, 0.2).without("batchSize");

        assertThat(space.knobs()).containsExactly("units", "layers", "dropout", "l2", "learningRate");
        assertThat(space.toString()).contains("dropout: 0.1 to 0.2").contains("units: 8 to 128, whole, logarithmic");
        assertThat(SearchSpace.ofTables().knobs()).contains("batchSize");
    }

    @Test
    void onlyTheSpaceOfLogsTurnsWhatATableDoesNotHave() {
        assertThat(SearchSpace.ofTables().knobs())
                .allMatch(knob -> Knob.of(knob).ofTables())
                .isSubsetOf(SearchSpace.ofLogs().knobs());
        assertThat(SearchSpace.ofLogs().knobs())
                .filteredOn(knob -> !Knob.of(knob).ofTables())
                .containsExactly("origins");
    }

    /** A range that a setting cannot take would make every such trial fail. */
    @Test
    void everyKnobTakesTheValuesOfItsStandardRange() {
        SplittableRandom random = new SplittableRandom(6);
        for (Knob knob : Knob.values()) {
            SearchSpace space = SearchSpace.of(knob.label());
            for (int i = 0; i < 50; i++) {
                Object value = RandomSearch.draw(space, random).get(knob.label());
                knob.check(value);
                Object set = knob.read(Knob.apply(TrainingSettings.defaults(), Map.of(knob.label(), value)));
                if (knob.ofTables()) {
                    assertThat(set).as(knob.label()).isEqualTo(value);
                }
            }
        }
    }
}
