package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.caution.Caution;
import dev.clv.features.table.Table;
import dev.clv.reason.Lever;
import dev.clv.reason.Reference;
import dev.clv.reason.SegmentOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables without rows, rows that do not exist, ids twice, and interrupted threads. */
class TableEdgesTest {

    private static final List<String> HEADER = List.of("who", "x", "value");

    private static List<List<String>> rows;
    private static Table table;
    private static TableModel model;

    @BeforeAll
    static void train() {
        SplittableRandom random = new SplittableRandom(5);
        rows = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            int x = random.nextInt(100);
            rows.add(List.of("c" + i, Integer.toString(x), Integer.toString(3 * x + random.nextInt(9))));
        }
        table = table(rows);
        model = TableModel.builder()
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(3, 1)
                .train(table);
    }

    private static Table table(List<List<String>> rows) {
        return Table.of(HEADER, rows).id("who").label("value").read();
    }

    @Test
    void aRowThatDoesNotExistIsRefusedByEveryDoor() {
        List<Lever> levers = List.of(Lever.range("x", 0, 100, 10));
        for (int row : new int[] {-1, 120, Integer.MAX_VALUE}) {
            String sentence = "row must be from 0 to 119, was " + row;
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> model.explain(table, row),
                    () -> model.explain(table, row, Reference.averageCustomer()),
                    () -> model.whatWouldRaise(table, row, 100, levers))) {
                assertThatThrownBy(call)
                        .isExactlyInstanceOf(IndexOutOfBoundsException.class)
                        .hasMessage(sentence);
            }
            assertThatThrownBy(() -> Reference.row(table, row))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("the reference's " + sentence);
        }
    }

    @Test
    void whatNeedsRowsRefusesATableWithoutAny() {
        Table empty = table(List.of());
        refused("the table has no rows, so there is nothing to evaluate; add rows", () -> model.evaluate(empty));
        refused("the table has no rows, so there is nothing to evaluate; add rows", () -> model.dependence("x", empty));
        refused("the table has no rows, so there is nothing to evaluate; add rows", () -> model.importance(empty));
        refused(
                "a segment needs at least 2 customers to compare, were 0 and 120",
                () -> model.compareSegments(empty, table, SegmentOptions.defaults()));
        assertThat(model.predict(empty)).isEmpty();
        assertThat(model.score(empty, (id, prediction) -> {}).predictions()).isZero();
    }

    @Test
    void idsThatAreThereTwiceAreCountedInScoresAndEvaluations() {
        List<List<String>> twice = new ArrayList<>(rows);
        twice.addAll(rows.subList(10, 13));
        twice.add(rows.get(10));
        Table repeated = table(twice);
        String sentence = "4 of 124 rows have the id of an earlier row, so some customers have several values. Keep one"
                + " row a customer, or train with the column of the customer's own id.";
        assertThat(model.score(repeated, (id, prediction) -> {}).cautions())
                .containsExactly(new Caution("repeated_ids", sentence));
        assertThat(model.evaluate(repeated).cautions()).contains(new Caution("repeated_ids", sentence));
        assertThat(model.score(table, (id, prediction) -> {}).cautions()).isEmpty();
        assertThat(model.predict(repeated)).hasSize(124);
    }

    @Test
    void aRowWithoutAnIdStopsAScoringBeforeAnythingIsHandedOver() {
        List<List<String>> some = new ArrayList<>(rows);
        some.set(5, List.of("", "1", "2"));
        some.set(7, List.of("a\u001b[2J", "1", "2"));
        List<String> scored = new ArrayList<>();
        refused(
                "2 of 120 rows have no id that can be used, the first of them at table line 7",
                () -> model.score(table(some), (id, prediction) -> scored.add(id)));
        assertThat(scored).isEmpty();
    }

    /** Each either does its work or throws the documented exception; the flag stays set. */
    @Test
    void anInterruptedThreadIsLeftInterrupted() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> model.predict(table),
                () -> model.score(table, (id, prediction) -> {}),
                () -> model.evaluate(table),
                () -> model.features(table),
                () -> model.explain(table, 3),
                () -> model.dependence("x", table),
                () -> model.importance(table),
                () -> model.compareSegments(table, table, SegmentOptions.defaults()))) {
            Thread.currentThread().interrupt();
            try {
                call.call();
            } catch (CancellationException expected) {
                assertThat(expected).hasMessageContaining("interrupted");
            } catch (Throwable other) {
                throw new AssertionError("another exception", other);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }

    private static void refused(String sentence, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(sentence);
    }
}
