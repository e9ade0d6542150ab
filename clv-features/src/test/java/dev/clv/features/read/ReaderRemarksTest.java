package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.DataQualityReport.Sample;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.LogReasons;
import dev.clv.features.event.Purchase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader leaves out or doubts is said once, with a number. */
class ReaderRemarksTest {

    private static final String ORDERS =
            "customer_id,time,amount\nanna,2024-01-05T10:00:00Z,5\nben,2024-03-31T10:00:00Z,6\n";

    @TempDir
    Path folder;

    private static EventLog read(FileEventReader<?> reader, String text) {
        return reader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "orders");
    }

    private Path table(String text) throws IOException {
        return Files.writeString(folder.resolve("customers.csv"), text);
    }

    @Test
    void aLateSnapshotOfAttributesDoesNotMoveTheEndOfTheObservedTimeAndIsCounted() throws IOException {
        Path table = table("customer_id,time,country\nanna,2024-09-01T00:00:00Z,DE\nben,2024-03-31T20:00:00Z,FR\n");

        EventLog log = read(EventReader.csv().attributes(table), ORDERS);

        assertThat(log.observedUntil()).isEqualTo("2024-04-01T00:00:00Z");
        assertThat(log.quality().count(LogReasons.ATTRIBUTES_LATE)).isEqualTo(1);
        assertThat(log.quality().count(LogReasons.DETACHED_LATE)).isZero();
        assertThat(log.history("ben").attributes()).containsEntry("country", "FR");
    }

    private static List<String> remarks(EventLog log) {
        return log.quality().counts().stream()
                .map(count -> count.rows() + " " + count.reason().key() + " "
                        + count.samples().stream().map(Sample::line).toList())
                .toList();
    }

    private static String orders(int rows) {
        StringBuilder csv = new StringBuilder("customer_id,time,amount,text\n");
        for (int i = 0; i < rows; i++) {
            csv.append("c" + i % 50 + ",2024-01-" + (10 + i % 20) + "T10:" + (10 + i % 50) + ":00Z," + (5 + i % 7)
                    + ",fine\n");
        }
        return csv.toString();
    }

    /** Kills: one missing quote that takes a quarter of the orders, with exit 0. */
    @Test
    void aQuoteThatTakesManyLinesIsToldWithTheLineItOpensIn() {
        String[] lines = orders(400).split("\n");
        lines[101] = lines[101].replace("fine", "\"fine");
        lines[201] = lines[201].replace("fine", "fine\"");
        String swallowed = String.join("\n", lines) + "\n";

        assertThat(remarks(read(EventReader.csv(), orders(400)))).isEmpty();
        assertThat(remarks(read(EventReader.csv(), swallowed))).contains("1 row_of_many_lines [102]");
        assertThat(remarks(read(EventReader.csv().threads(3), swallowed))).contains("1 row_of_many_lines [102]");
        lines[151] = lines[151].replace("fine", "fine\"");
        lines[201] = lines[201].replace("fine\"", "fine");
        assertThat(remarks(read(EventReader.csv(), String.join("\n", lines) + "\n")))
                .as("51 lines")
                .contains("1 row_of_many_lines [102]");
    }

    @Test
    void aLastRowWithTooFewColumnsIsToldAndOneInTheMidstIsOnlyCounted() {
        String whole = orders(400);
        String cut = whole.substring(0, whole.lastIndexOf(",", whole.length() - 10));

        assertThat(remarks(read(EventReader.csv(), cut)))
                .containsExactlyInAnyOrder("1 column_count [401]", "1 last_row_short [401]");
        assertThat(remarks(read(EventReader.csv().threads(3), cut)))
                .containsExactlyInAnyOrder("1 column_count [401]", "1 last_row_short [401]");
        assertThat(remarks(read(EventReader.csv(), cut + "\nc1,2024-01-10T10:00:00Z,5,fine\n")))
                .containsExactly("1 column_count [401]");
        assertThat(remarks(read(EventReader.csv(), whole + "c1,2024-01-10T10:00:00Z,5,fine,more,more\n")))
                .as("too many columns")
                .containsExactly("1 column_count [402]");
    }

    @Test
    void anEarlySnapshotDoesNotMoveTheBeginning() throws IOException {
        Path table = table("customer_id,time,country\nanna,2020-09-01T00:00:00Z,DE\n");

        EventLog log = read(EventReader.csv().attributes(table), ORDERS);

        assertThat(log.observedFrom()).isEqualTo("2024-01-05T00:00:00Z");
        assertThat(log.history("anna").attributes()).containsEntry("country", "DE");
        assertThat(log.quality().count(LogReasons.DETACHED_EARLY)).isZero();
    }

    @Test
    void anEndThatIsSetTakesTheLateSnapshotIn() throws IOException {
        Path table = table("customer_id,time,country\nanna,2024-09-01T00:00:00Z,DE\n");

        EventLog log =
                read(EventReader.csv().attributes(table).observedUntil(Instant.parse("2024-09-02T00:00:00Z")), ORDERS);

        assertThat(log.history("anna").attributes()).containsEntry("country", "DE");
        assertThat(log.quality().dropped()).isZero();
    }

    @Test
    void contradictingRowsOfOneCustomersAttributesAreCounted() throws IOException {
        Path table = table("customer_id,country,plan\nanna,DE,a\nanna,FR,a\nben,DE,b\nben,DE,b\n");

        EventLog log = read(EventReader.csv().attributes(table), ORDERS);

        assertThat(log.quality().count(LogReasons.ATTRIBUTE_CONTRADICTED)).isEqualTo(1);
        assertThat(log.history("anna").attributes()).containsEntry("country", "FR");
    }

    @Test
    void attributesThatChangeWithTimeDoNotContradict() throws IOException {
        Path table = table("customer_id,time,country\nanna,2024-01-01T00:00:00Z,DE\nanna,2024-02-01T00:00:00Z,FR\n");

        assertThat(read(EventReader.csv().attributes(table), ORDERS).quality().count(LogReasons.ATTRIBUTE_CONTRADICTED))
                .isZero();
    }

    @Test
    void aRefundAcrossTheEndOfTheObservedTimeIsCountedOnEitherSide() {
        ColumnMapping mapping = ColumnMapping.builder()
                .customer("customer_id")
                .time("time")
                .amount("amount")
                .refund("back", "back_at")
                .build();
        String rows = "customer_id,time,amount,back,back_at\n"
                + "anna,2024-01-05T10:00:00Z,9,2,2024-03-01T00:00:00Z\n"
                + "ben,2024-03-05T10:00:00Z,9,2,2024-01-02T00:00:00Z\n"
                + "cleo,2024-01-05T10:00:00Z,9,2,2024-01-06T00:00:00Z\n";

        EventLog log =
                read(EventReader.csv().mapping(mapping).observedUntil(Instant.parse("2024-02-01T00:00:00Z")), rows);

        assertThat(log.quality().count(LogReasons.REFUND_AFTER_END)).isEqualTo(1);
        assertThat(log.quality().count(LogReasons.REFUND_ALONE)).isEqualTo(1);
        assertThat(log.quality().count(LogReasons.FUTURE)).isEqualTo(1);
    }

    @Test
    void pointsThatNothingDecidesAreToldWithBothReadings() {
        EventLog log = read(
                EventReader.csv(),
                "customer_id,time,amount\nanna,2024-01-05T10:00:00Z,1.234\nben,2024-01-05T10:00:00Z,12.500\n");

        assertThat(log.quality().count("number_open")).isEqualTo(2);
        assertThat(log.quality().toString()).contains("which is 1.234 or 1234").contains("\"decimal\"");
    }

    @Test
    void furtherWordsForMissingValuesNeedNoMapping() throws IOException {
        Path table = table("customer_id,country\nanna,keine Angabe\nben,DE\n");
        String rows = ORDERS + "gast,2024-01-06T10:00:00Z,7\n";

        EventLog log = read(
                EventReader.csv()
                        .missing("Gast", "KEINE ANGABE")
                        .attributes(table)
                        .maxSkippedShare(1),
                rows);

        assertThat(log.customers()).containsExactly("anna", "ben");
        assertThat(log.quality().count("customer_missing")).isEqualTo(1);
        assertThat(log.history("anna").attributes()).isEmpty();
        assertThatThrownBy(() -> EventReader.jsonLines().missing(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blank");
    }

    @Test
    void blanksAroundAnIdAreNoPartOfItWhereverItComesFrom() {
        Instant time = Instant.parse("2024-01-05T10:00:00Z");
        EventLog built = EventLog.builder()
                .add(" anna", Purchase.of(time, new BigDecimal(5)))
                .add("anna\u00a0", new AttributeChange(time, "country", "DE"))
                .build();
        EventLog kept = read(EventReader.csv().keepBlanks(), ORDERS.replace("anna", " anna "));
        EventLog lines = read(
                EventReader.jsonLines(),
                "{\"customer_id\":\" anna\\t\",\"time\":\"2024-01-05T10:00:00Z\",\"amount\":5}\n");

        assertThat(built.customers()).containsExactly("anna");
        assertThat(kept.customers()).containsExactly("anna", "ben");
        assertThat(lines.customers()).containsExactly("anna");
        assertThat(built.contains(" anna ")).isTrue();
        assertThat(built.history("anna ").events(Purchase.class)).hasSize(1);
        assertThat(built.only(Set.of(" anna", "anna")).customers()).containsExactly("anna");
        assertThatThrownBy(() -> EventLog.builder().add("\u00a0", new AttributeChange(time, "a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be blank");
    }

    @Test
    void rowNamesAsRWritesThemArePassedOverInLogsAndAttributes() throws IOException {
        Path table = table("\"customer_id\",\"country\"\n\"1\",\"anna\",\"DE\"\n\"2\",\"ben\",\"FR\"\n");
        String rows = "\"customer_id\",\"time\",\"amount\"\n\"1\",\"anna\",\"2024-01-05T10:00:00Z\",5\n"
                + "\"2\",\"ben\",\"2024-01-06T10:00:00Z\",6\n";

        EventLog log = read(EventReader.csv().attributes(table), rows);

        assertThat(log.customers()).containsExactly("anna", "ben");
        assertThat(log.history("ben").attributes()).containsEntry("country", "FR");
        assertThat(log.quality().count("row_name")).isEqualTo(4);
        assertThat(log.quality().skipped()).isZero();
    }

    @Test
    void aStrayDelimiterInTheFirstRowIsNoRowName() {
        EventLog log = read(
                EventReader.csv().maxSkippedShare(1),
                "customer_id,time,amount\nanna,2024-01-05T10:00:00Z,5,5\nben,2024-01-06T10:00:00Z,6\n");

        assertThat(log.customers()).containsExactly("ben");
        assertThat(log.quality().count("column_count")).isEqualTo(1);
    }

    @Test
    void aColumnThatResemblesOneThatIsReadIsRemarkedOn() {
        String csv = "customer_id,time,amount,Amount,AMOUNT ,country\na,2024-01-05T10:00:00Z,1,20,20,FR\n";

        EventLog log = EventReader.csv().read(bytes(csv), "log.csv");

        assertThat(log.quality().counts()).singleElement().satisfies(count -> {
            assertThat(count.reason().key()).isEqualTo("column_resembles");
            assertThat(count.samples()).containsExactly(new Sample(1, "Amount", ""), new Sample(1, "AMOUNT", ""));
        });
    }

    @Test
    void aColumnThatResemblesAMappedOneIsRemarkedOnToo() {
        ColumnMapping mapping = ColumnMapping.json(
                "{\"customer\": \"Buyer\", \"time\": \"when\", \"amount\": \"Net Total\", \"currency\": \"EUR\"}");
        String csv = "Buyer,when,Net Total,net_total,Total\na,2024-01-05T10:00:00Z,1,2,3\n";

        EventLog log = EventReader.csv().mapping(mapping).read(bytes(csv), "log.csv");

        assertThat(log.quality().counts())
                .singleElement()
                .extracting(DataQualityReport.Count::samples)
                .isEqualTo(List.of(new Sample(1, "net_total", "")));
    }

    @Test
    void aTableOfAttributesMayNameTheCustomerAsTheMappingDoes() throws IOException {
        ColumnMapping mapping = ColumnMapping.json(
                "{\"customer\": \"household\", \"time\": \"when\", \"amount\": \"paid\", \"currency\": \"EUR\"}");
        Path attributes = Files.writeString(folder.resolve("households.csv"), "household,tier\na,gold\n");

        EventLog log = EventReader.csv()
                .mapping(mapping)
                .attributes(attributes)
                .read(bytes("household,when,paid\na,2024-01-05T10:00:00Z,1\n"), "log.csv");

        assertThat(log.history("a").attributes()).containsEntry("tier", "gold");
    }

    @Test
    void aFieldOfJsonWhoseNameIsAnAddressOrAnIdIsMasked() {
        String row = "{\"customer_id\":\"a\",\"time\":\"2024-01-05T10:00:00Z\",\"amount\":1,\"%s\":2}\n";
        String rows = row.formatted("anna@example.org") + row.formatted("C104423") + row.formatted("shipping");

        String report =
                EventReader.jsonLines().read(bytes(rows), "log.jsonl").quality().toString();

        assertThat(report).contains("shipping").doesNotContain("anna", "C104423");
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theEndOfADayIsTheMidnightOfTheNext() {
        String csv =
                "customer_id,time,amount\na,2021-06-01T24:00Z,1\nb,2020-02-28T24:00:00Z,1\nc,2021-12-31 24:00Z,1\n";

        EventLog log = EventReader.csv().read(bytes(csv), "log.csv");

        assertThat(log.history("a").events(Purchase.class).get(0).time())
                .isEqualTo(Instant.parse("2021-06-02T00:00:00Z"));
        assertThat(log.history("b").events(Purchase.class).get(0).time())
                .isEqualTo(Instant.parse("2020-02-29T00:00:00Z"));
        assertThat(log.history("c").events(Purchase.class).get(0).time())
                .isEqualTo(Instant.parse("2022-01-01T00:00:00Z"));
    }

    @Test
    void localTimesThatOccurTwiceOrNeverAreCounted() {
        String csv = "customer_id,time,amount\na,2021-10-31T01:30,1\nb,2021-03-28T01:30,1\nc,2021-10-31T02:00,1\n"
                + "d,2021-10-31T00:59,1\n";

        EventLog log = EventReader.csv().zone(ZoneId.of("Europe/London")).read(bytes(csv), "log.csv");

        assertThat(log.quality().counts())
                .extracting(count -> count.rows() + " " + count.reason().key())
                .containsExactlyInAnyOrder("1 time_in_overlap", "1 time_in_gap");
        assertThat(log.history("a").events(Purchase.class).get(0).time())
                .as("the first of the two")
                .isEqualTo(Instant.parse("2021-10-31T00:30:00Z"));
    }

    @Test
    void aFieldOfJsonThatResemblesAMappedOneIsRemarkedOnOnce() {
        ColumnMapping mapping = ColumnMapping.json(
                "{\"customer\": \"who\", \"time\": \"when\", \"amount\": \"sum.net\", \"currency\": \"EUR\"}");
        String row =
                "{\"who\": \"a\", \"when\": \"2024-01-05T10:00:00Z\", \"WHO\": 1, \"x\": 2, \"sum\": {\"net\": 1, \"Net\": 2}}\n";

        EventLog log = EventReader.jsonLines().mapping(mapping).read(bytes(row + row), "log.jsonl");

        assertThat(log.quality().counts())
                .filteredOn(count -> count.reason().key().equals("column_resembles"))
                .singleElement()
                .extracting(DataQualityReport.Count::samples)
                .isEqualTo(List.of(new Sample(1, "WHO", ""), new Sample(1, "sum.Net", "")));
    }

    @Test
    void amountsWithoutACurrencyAreACautionWhereTheyAreManyAndNobodySaidWhatTheyAreIn() {
        String header = "customer_id,time,amount,currency\n";
        String named = "a,2024-01-05T10:00:00Z,1,EUR\n";
        String blank = "b,2024-01-06T10:00:00Z,2,\n";

        EventLog half = read(EventReader.csv(), header + named.repeat(10) + blank.repeat(10));
        assertThat(half.quality().count("currency_assumed")).isZero();
        assertThat(half.quality().counts())
                .filteredOn(count -> count.reason().key().equals("currency_often_missing"))
                .singleElement()
                .satisfies(count -> {
                    assertThat(count.rows()).isEqualTo(10);
                    assertThat(count.reason().sentence())
                            .contains("50 % of all")
                            .contains("taken to be in EUR")
                            .contains("\"default\": \"EUR\"");
                });

        EventLog few = read(EventReader.csv(), header + named.repeat(40) + blank);
        assertThat(few.quality().count("currency_assumed")).isEqualTo(1);
        assertThat(few.quality().count("currency_often_missing")).isZero();

        ColumnMapping mapping =
                ColumnMapping.json("{\"customer\": \"customer_id\", \"time\": \"time\", \"amount\": \"amount\","
                        + " \"currency\": {\"column\": \"currency\", \"default\": \"EUR\"}}");
        EventLog told = read(EventReader.csv().mapping(mapping), header + named.repeat(10) + blank.repeat(10));
        assertThat(told.currency()).isEqualTo("EUR");
        assertThat(told.quality().count("currency_often_missing")).isZero();
        assertThat(told.quality().count("currency_assumed")).isZero();
        assertThat(read(EventReader.csv().currency("EUR"), header + named + blank)
                        .quality()
                        .count("currency_often_missing"))
                .isZero();
    }

    @Test
    void aDefaultCurrencyIsOneAndBelongsToAColumnOfCurrencies() {
        assertThatThrownBy(
                        () -> ColumnMapping.json(
                                "{\"customer\": \"a\", \"time\": \"b\", \"currency\": {\"column\": \"c\", \"default\": \"Euro\"}}"))
                .hasMessageContaining("three capital letters");
        assertThatThrownBy(() -> ColumnMapping.builder()
                        .customer("a")
                        .time("b")
                        .defaultCurrency("EUR")
                        .build())
                .hasMessageContaining("there is no such column");
    }

    @Test
    void aSignOfCentsMakesANumberThatIsNoAmount() {
        String csv = "customer_id,time,amount\na,2024-01-05T10:00:00Z,%s\n";
        for (String cents : List.of("\u00a250", "50\u00a2", "50 \uffe0")) {
            EventLog log = read(EventReader.csv().maxSkippedShare(1), csv.formatted(cents));
            assertThat(log.quality().count("amount_invalid")).as(cents).isEqualTo(1);
        }
        assertThat(read(EventReader.csv(), csv.formatted("\u20b550")).quality().accepted())
                .isEqualTo(1);
    }
}
