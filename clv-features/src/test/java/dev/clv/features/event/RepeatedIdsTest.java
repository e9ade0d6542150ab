package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.DataQualityReport.Count;
import dev.clv.features.read.ColumnMapping;
import dev.clv.features.read.EventReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedIdsTest {

    private static final ColumnMapping MAPPING = ColumnMapping.json(
            "{\"customer\": \"c\", \"time\": \"t\", \"amount\": \"a\", \"refund\": \"r\", \"id\": \"o\"}");

    private static String rows(int from, int to, String customer, int amount, int refund) {
        StringBuilder rows = new StringBuilder();
        for (int i = from; i < to; i++) {
            rows.append(customer + i % 40 + ",2024-01-0" + (1 + i % 9) + "T10:00:00Z," + amount + "," + refund + ",o"
                            + i)
                    .append('\n');
        }
        return rows.toString();
    }

    private static List<Count> counts(int threads, String rows) {
        byte[] bytes = ("c,t,a,r,o\n" + rows).getBytes(StandardCharsets.UTF_8);
        EventLog log = EventReader.csv().mapping(MAPPING).threads(threads).read(new ByteArrayInputStream(bytes), "log");
        return log.quality().counts().stream()
                .filter(count -> count.reason().key().startsWith("event_id")
                        && !count.reason().key().equals("event_id"))
                .toList();
    }

    private static void assertTold(String rows, int number, String what) {
        for (int threads : new int[] {1, 3}) {
            assertThat(counts(threads, rows)).singleElement().satisfies(count -> {
                assertThat(count.reason().key()).isEqualTo("event_ids_conflict_often");
                assertThat(count.rows()).isEqualTo(number);
                assertThat(count.reason().sentence()).contains("(" + what + ")").contains("\"id\"");
            });
        }
    }

    @Test
    void refundsOfALaterExportAreTold() {
        String orders = rows(0, 500, "c", 5, 0);
        assertTold(orders + rows(0, 12, "c", 5, 2), 12, "refund in 12");
        assertTold(rows(0, 12, "c", 5, 2) + orders, 12, "refund in 12");
        assertTold(rows(0, 12, "c", 5, 2) + rows(12, 500, "c", 5, 0) + rows(0, 12, "c", 5, 3), 12, "refund in 12");
    }

    @Test
    void ordersOfTwoShopsWithTheSameNumbersAreTold() {
        assertTold(rows(0, 100, "a", 5, 0) + rows(0, 100, "b", 7, 0), 100, "customer in 100, amount in 100");
    }

    @Test
    void rowsThatRepeatAnIdAndSayTheSameAreNot() {
        String orders = rows(0, 200, "c", 5, 0) + rows(200, 300, "c", 5, 2);
        assertThat(counts(1, orders + orders)).isEmpty();
    }

    @Test
    void aColumnStandsOnceInAnAmount() {
        for (String amount : List.of(
                "{\"sum\": [\"total\", \"total\"]}",
                "{\"product\": [\"total\", \"total\"]}",
                "{\"sum\": [\"total\"], \"minus\": [\"total\"]}")) {
            assertThatThrownBy(() ->
                            ColumnMapping.json("{\"customer\": \"c\", \"time\": \"t\", \"amount\": " + amount + "}"))
                    .hasMessageContaining("column 'total' stands twice in the sum or product of the amount");
        }
    }

    @Test
    void fewThatDifferAreCountedOnly() {
        assertThat(counts(1, rows(0, 500, "c", 5, 0) + rows(0, 9, "c", 6, 0)))
                .singleElement()
                .satisfies(count -> {
                    assertThat(count.reason()).isEqualTo(LogReasons.CONFLICTING_EVENT_ID);
                    assertThat(count.rows()).isEqualTo(9);
                });
    }
}
