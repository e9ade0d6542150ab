package dev.clv.features.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of rows, and rows that do not exist. */
class TableIdsTest {

    private static final String MISSING = "is missing; fill it in, or leave such rows out";

    private final TableEncoder encoder = TableEncoder.fit(table("a", "b", "c"));

    @ParameterizedTest
    @ValueSource(chars = {'\0', '\r', '\n', '\u001b', '\u0007', '\u007f', '\u0085', '\u202e', '\u2066', '\u2028'})
    void anIdWithAControlCharacterIsRefusedWhereverItStands(char control) {
        for (String id : List.of("b" + control + "b", "b" + control + "forged,1", control + "b" + control + "x")) {
            Table table = table("a", id, "c");
            String sentence =
                    "table line 3, column 'who': the id holds a control character, such as a line end, a zero byte, an"
                            + " escape or a mark of direction; clean it, or leave such rows out";
            refused(sentence, () -> encoder.encode(table));
            refused(sentence, () -> TableEncoder.fit(table));
            refused(sentence, () -> table.id(1));
            refused(sentence, () -> table.split(0.5, 1));
            assertThat(encoder.encode(table.select(0, 2)).rows()).isEqualTo(2);
        }
    }

    @Test
    void aMissingIdIsRefusedWithItsPlaceAndSeveralWithTheirNumber() {
        refused("table line 4, column 'who': the id " + MISSING, () -> encoder.encode(table("a", "b", null)));
        refused(
                "2 of 4 rows have no id that can be used, the first of them at table line 3, column 'who': the id "
                        + MISSING,
                () -> encoder.encode(table("a", "N/A", "c", " ")));
        refused(
                "2 of 3 rows have no id that can be used, the first of them at table line 2, column 'who': the id "
                        + MISSING,
                () -> TableEncoder.fit(table(null, "b\nc", "c")));
    }

    @Test
    void withoutAColumnOfIdsRowsAreNumbered() {
        Table table =
                Table.of(List.of("x"), List.of(List.of("7"), List.of("8"))).read();
        FeatureMatrix features = encoder.encode(table);
        assertThat(features.customer(1)).isEqualTo("2");
        assertThat(table.id(1)).isEqualTo("2");
    }

    @Test
    void aRowThatDoesNotExistIsSaidByItsNumberAndHowManyThereAre() {
        Table table = table("a", "b", "c");
        FeatureMatrix features = encoder.encode(table);
        Table numbered = Table.of(List.of("x"), List.of(List.of("7"))).read();
        for (int row : new int[] {-1, 3, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            String sentence = "row must be from 0 to 2, was " + row;
            outOfBounds(sentence, () -> table.text(row, "x"));
            outOfBounds(sentence, () -> table.id(row));
            outOfBounds(sentence, () -> table.line(row));
            outOfBounds(sentence, () -> table.where(row, "x"));
            outOfBounds(sentence, () -> table.select(0, row));
            outOfBounds(sentence, () -> features.customer(row));
            outOfBounds(sentence, () -> features.cutoff(row));
            outOfBounds(sentence, () -> features.get(row, 0));
            outOfBounds(sentence, () -> features.row(row));
            outOfBounds(sentence, () -> features.copyRow(row, new double[1]));
            outOfBounds(sentence, () -> features.select(row));
            outOfBounds("row must be from 0 to 0, was " + row, () -> numbered.id(row));
        }
        outOfBounds("column must be from 0 to 0, was 1", () -> features.get(0, 1));
        outOfBounds("column must be from 0 to 0, was 1", () -> features.column(1));
        outOfBounds("column must be from 0 to 0, was 1", () -> features.schema().feature(1));
        outOfBounds("there is no row, so 0 names none", () -> table().text(0, "x"));
    }

    private static Table table(@Nullable String... ids) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (String id : ids) {
            rows.add(Collections.unmodifiableList(Arrays.asList(id, Integer.toString(rows.size()))));
        }
        return Table.of(List.of("who", "x"), rows).id("who").read();
    }

    private static void refused(String sentence, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    private static void outOfBounds(String sentence, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage(sentence);
    }
}
