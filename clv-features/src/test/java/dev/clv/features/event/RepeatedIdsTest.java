package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.DataQualityReport.Count;
import dev.clv.features.read.ColumnMapping;
import dev.clv.features.read.EventReadException;
import dev.clv.features.read.EventReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    /** Kills: the refund of a later export that is thrown away, or that of a row that is not kept and stays behind. */
    @Test
    void ofRowsOfAnIdTheLargestRefundCountsOnceInAnyOrder() {
        String older = "anna,2024-01-05T10:00:00Z,9,0,o1\n";
        String part = "anna,2024-01-05T10:00:00Z,9,4,o1\n";
        String whole = "anna,2024-01-05T10:00:00Z,9,9,o1\n";
        String changed = "anna,2024-01-04T10:00:00Z,8,3,o1\n";
        String other = "ben,2024-01-06T10:00:00Z,5,2,o2\n";
        List<String> rows = List.of(older, part, whole, changed);
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < rows.size(); j++) {
                List<String> some = new ArrayList<>(rows);
                Collections.swap(some, 0, i);
                Collections.swap(some, 1, j);
                assertAnnaAndBen(some.get(0) + other + some.get(1) + some.get(2) + some.get(3), "9", "8");
                assertAnnaAndBen(other + some.get(3) + some.get(0) + some.get(3), null, null);
            }
        }
        assertAnnaAndBen(older + other + part, "4", "9");
        assertAnnaAndBen(part + older + other, "4", "9");
    }

    /** Null for what does not matter; there is one purchase and at most one refund of either in any case. */
    private static void assertAnnaAndBen(String rows, @Nullable String refund, @Nullable String amount) {
        byte[] bytes = ("c,t,a,r,o\n" + rows).getBytes(StandardCharsets.UTF_8);
        EventLog log = EventReader.csv().mapping(MAPPING).read(new ByteArrayInputStream(bytes), "log");
        List<Refund> refunds = log.history("anna").events(Refund.class);
        assertThat(refunds).hasSizeLessThanOrEqualTo(1);
        assertThat(log.history("ben").events(Refund.class)).hasSize(1);
        assertThat(log.history("anna").events(Purchase.class)).hasSize(1);
        if (refund != null && amount != null) {
            assertThat(refunds.get(0).amount()).isEqualByComparingTo(refund);
            assertThat(log.history("anna").events(Purchase.class).get(0).amount())
                    .isEqualByComparingTo(amount);
        }
    }

    @Test
    void aRefundGoesToTheCustomerOfTheRowThatIsKept() {
        for (String rows : List.of(
                "ben,2024-01-05T10:00:00Z,9,4,o1\nanna,2024-01-05T10:00:00Z,9,0,o1\n",
                "anna,2024-01-05T10:00:00Z,9,0,o1\nben,2024-01-05T10:00:00Z,9,4,o1\n")) {
            byte[] bytes = ("c,t,a,r,o\n" + rows).getBytes(StandardCharsets.UTF_8);
            EventLog log = EventReader.csv().mapping(MAPPING).read(new ByteArrayInputStream(bytes), "log");
            assertThat(log.history("anna").events(Purchase.class)).hasSize(1);
            assertThat(log.history("anna").events(Refund.class)).hasSize(1);
            assertThat(log.history("ben").isEmpty()).isTrue();
        }
    }

    @Test
    void ordersOfTwoShopsWithTheSameNumbersAreTold() {
        assertTold(rows(0, 500, "a", 5, 0) + rows(0, 100, "b", 7, 0), 100, "customer in 100, amount in 100");
    }

    @Test
    void aQuarterOfAllRowsAmongThemIsRefused() {
        assertThatThrownBy(() -> counts(1, rows(0, 100, "a", 5, 0) + rows(0, 100, "b", 7, 0)))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("100 of 200 rows repeat the event id of another row and differ from it");
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

    /** The remedy of totals on every line: the id is that of the order, refunds in rows of their own among them. */
    @Test
    void linesWithTheTotalOfTheirOrderCountOnceAndWithoutANote() {
        ColumnMapping mapping = ColumnMapping.json("""
                {"customer": "c", "time": "t", "amount": "a", "order": "o", "product": "p", "id": "o",
                 "kind": {"column": "k", "values": {"sale": "purchase", "return": "refund"}}}""");
        for (int step : new int[] {0, 1}) {
            StringBuilder rows = new StringBuilder("c,t,a,o,p,k\n");
            for (int i = 0; i < 100; i++) {
                for (int line = 0; line < 3; line++) {
                    rows.append("c%d,2024-01-%02dT10:00:00Z,%d.%02d,o%d,p%d,sale\n"
                            .formatted(i % 40, 1 + i % 28, 10 + i, step * line, i, line));
                }
                rows.append(
                        i % 10 > 0 ? "" : "c%d,2024-02-05T10:00:00Z,%d,o%d,p0,return\n".formatted(i % 40, 10 + i, i));
            }
            byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
            EventLog log = EventReader.csv().mapping(mapping).read(new ByteArrayInputStream(bytes), "log");
            assertThat(log.size()).isEqualTo(110);
            assertThat(log.quality().count("event_ids_conflict_often")).isZero();
            assertThat(log.quality().count("order_total_repeated")).isZero();
        }
    }

    /** With one price, a line that is left out may be a line that was sold. */
    @Test
    void linesOfOnePriceThatShareAnIdAreTold() {
        StringBuilder rows = new StringBuilder("c,t,a,o,p\n");
        for (int i = 0; i < 60; i++) {
            rows.append("c%d,2024-01-%02dT10:00:00Z,9.99,o%d,p%d\n".formatted(i % 9, 1 + i / 3, i / 3, i % 3));
        }
        ColumnMapping mapping = ColumnMapping.json(
                "{\"customer\": \"c\", \"time\": \"t\", \"amount\": \"a\", \"product\": \"p\", \"id\": \"o\"}");
        byte[] bytes = rows.toString().replaceAll("c\\d,", "c1,").getBytes(StandardCharsets.UTF_8);
        EventLog log = EventReader.csv().mapping(mapping).read(new ByteArrayInputStream(bytes), "log");
        assertThat(log.quality().count("event_ids_conflict_often")).isEqualTo(40);
    }

    /** Kills: the refund of another id, which stands behind a purchase by chance, that goes to that purchase. */
    @Test
    void aRefundOfALaterRowStaysWithItsOwnCustomer() {
        String rows = "anna,2024-01-05T10:00:00Z,9,0,o1\nben,2024-01-06T10:00:00Z,5,0,o2\n"
                + "anna,2024-01-05T10:00:00Z,9,4,o1\nben,2024-01-06T10:00:00Z,5,0,o2\n";
        byte[] bytes = ("c,t,a,r,o\n" + rows).getBytes(StandardCharsets.UTF_8);
        EventLog log = EventReader.csv().mapping(MAPPING).read(new ByteArrayInputStream(bytes), "log");
        assertThat(log.history("anna").events(Refund.class)).hasSize(1);
        assertThat(log.history("ben").events(Refund.class)).isEmpty();
    }

    /** Ids of which a spreadsheet has left the first digits. */
    private static String shortened(int rows, int each) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            all.append("c%d,2024-01-%02dT10:00:00Z,%d,0,1.%05dE+11\n".formatted(i % 9, 1 + i % 28, 5 + i, i / each));
        }
        return all.toString();
    }

    @Test
    void idsThatASpreadsheetShortenedAreToldWithTheirNumber() {
        assertThat(counts(1, rows(0, 900, "c", 5, 0) + shortened(100, 2)))
                .filteredOn(count -> count.reason().key().equals("event_ids_shortened"))
                .singleElement()
                .satisfies(count -> assertThat(count.rows()).isEqualTo(50));
        assertThatThrownBy(() -> counts(1, shortened(100, 20)))
                .hasMessageContaining("95 of 100 rows repeat")
                .hasMessageContaining("as 5 ids here have the form 1.23E+11");
        assertThat(counts(1, rows(0, 900, "c", 5, 0) + shortened(100, 1))).isEmpty();
    }

    private static long beyond(int refunds, int refund) {
        byte[] bytes = ("c,t,a,r,o\n" + rows(0, refunds, "c", 5, refund) + rows(refunds, 500, "c", 5, 0))
                .getBytes(StandardCharsets.UTF_8);
        EventLog log = EventReader.csv().mapping(MAPPING).read(new ByteArrayInputStream(bytes), "log");
        return log.quality().count("refund_exceeds_amount");
    }

    @Test
    void refundsBeyondTheAmountOfTheirRowAreToldFromTenOn() {
        assertThat(beyond(10, 6)).isEqualTo(10);
        assertThat(beyond(9, 6)).isZero();
        assertThat(beyond(100, 5)).isZero();
    }
}
