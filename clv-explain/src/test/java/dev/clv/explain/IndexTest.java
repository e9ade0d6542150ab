package dev.clv.explain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.explain.counterfactual.Lever;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Whoever asks for a place that does not exist is told which there are. */
class IndexTest {

    @Test
    void rowsAndColumnsOfABackgroundAreThoseItHas() {
        Background background = Background.of(new double[3][2]);
        for (int row : new int[] {-1, 3, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            String sentence = "row must be from 0 to 2, was " + row;
            outOfBounds(sentence, () -> background.weight(row));
            outOfBounds(sentence, () -> background.value(row, 0));
            outOfBounds(sentence, () -> background.hasValue(row, 0, 1));
            outOfBounds(sentence, () -> background.copyRow(row, new double[2]));
        }
        outOfBounds("column must be from 0 to 1, was 2", () -> background.value(0, 2));
        outOfBounds("column must be from 0 to 1, was -1", () -> background.hasValue(0, -1, 1));
    }

    @Test
    void groupsAndColumnsOfGroupsAreThoseThereAre() {
        FeatureGroups groups = FeatureGroups.byName(List.of("a", "b", "a"));
        outOfBounds("group must be from 0 to 1, was 2", () -> groups.members(2));
        outOfBounds("column must be from 0 to 2, was 3", () -> groups.groupOf(3));
    }

    @Test
    void valuesOfALeverAreThoseItAllows() {
        Lever range = Lever.range("x", 0, 0, 10, 5);
        Lever choice = Lever.choice("x", 0, List.of(4.0, 7.0));
        outOfBounds("value must be from 0 to 2, was 3", () -> range.value(3));
        outOfBounds("value must be from 0 to 2, was -1", () -> range.value(-1));
        outOfBounds("value must be from 0 to 1, was 2", () -> choice.value(2));
    }

    private static void outOfBounds(String sentence, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage(sentence);
    }
}
