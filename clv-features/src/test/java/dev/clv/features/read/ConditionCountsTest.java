package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.DataQualityReport.Count;
import dev.clv.features.event.EventLog;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionCountsTest {

    private static final int ROWS = 3000;

    /** A log of three thousand rows whose column {@code state} holds what is asked for. */
    private static EventLog read(String rule, int threads, IntFunction<String> state) {
        StringBuilder csv = new StringBuilder("who,when,paid,state\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append(String.format(
                    "c%d,2024-01-%02dT10:00:00Z,%d.50,%s%n", i % 70, 1 + i % 28, 5 + i % 9, state.apply(i)));
        }
        ColumnMapping mapping =
                ColumnMapping.json("{\"customer\": \"who\", \"time\": \"when\", \"amount\": \"paid\", " + rule + "}");
        return EventReader.csv()
                .mapping(mapping)
                .threads(threads)
                .chunkSize(2000)
                .read(new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)), "log.csv");
    }

    private static List<Count> told(EventLog log) {
        return log.quality().counts().stream()
                .filter(count -> List.of("condition_never_holds", "dropped_often")
                        .contains(count.reason().key()))
                .toList();
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", " ", "-", "\u2014", "NULL", "n/a", "0000-00-00", "0000-00-00 00:00:00"})
    void everyWordForAMissingValueIsBlankForACondition(String word) {
        EventLog log = read(
                "\"drop\": [{\"not\": {\"column\": \"state\", \"blank\": true}}]", 1, i -> i % 10 == 0 ? "2024" : word);

        assertThat(log.quality().dropped()).isEqualTo(ROWS / 10);
        assertThat(told(log)).isEmpty();
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 3})
    void aConditionThatDropsMostRowsIsToldWithItsColumn(int threads) {
        EventLog log = read(
                "\"drop\": [{\"column\": \"state\", \"equals\": \"gone\"},"
                        + " {\"not\": {\"column\": \"state\", \"blank\": true}}]",
                threads,
                i -> i % 10 == 0 ? "" : "never");

        assertThat(told(log)).singleElement().satisfies(count -> {
            assertThat(count.rows()).isEqualTo(ROWS * 9 / 10);
            assertThat(count.reason().sentence())
                    .contains("of 3,000 rows", "not state is blank", "rule_2", "\"missing\"");
        });
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 3})
    void aConditionThatOnlyCaseOrBlanksKeepFromHoldingIsToldOnce(int threads) {
        for (String rule : List.of(
                "\"drop\": [{\"column\": \"state\", \"equals\": \"NOT PAID\"}]",
                "\"drop\": [{\"column\": \"state\", \"in\": [\"gone\", \"Not  Paid\"]}]",
                "\"refundWhen\": {\"column\": \"state\", \"startsWith\": \"NOT\"}")) {
            EventLog log = read(rule, threads, i -> i % 10 == 0 ? "not paid" : "paid");

            assertThat(told(log)).as(rule).singleElement().satisfies(count -> {
                assertThat(count.reason().key()).isEqualTo("condition_never_holds");
                assertThat(count.rows()).isEqualTo(ROWS / 10);
                assertThat(count.reason().sentence()).contains("state ", "in case or blanks only", "(?i)");
            });
        }
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 3})
    void aConditionThatHoldsSomewhereOrComesCloseToNothingIsNotTold(int threads) {
        String rule = "\"drop\": [{\"column\": \"state\", \"equals\": \"gone\"}]";

        assertThat(told(read(rule, threads, i -> "paid"))).isEmpty();
        assertThat(told(read(rule, threads, i -> i == ROWS - 1 ? "gone" : i % 2 == 0 ? "Gone" : "paid")))
                .isEmpty();
        assertThat(told(read(rule, threads, i -> i % 2 == 0 ? "gone" : "paid"))).isEmpty();
    }
}
