package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.EventLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids that are spelled differently, ids of orders, and attributes that meet no customer. */
class CustomerIdFormsTest {

    private static final String HEADER = "customer_id,time,amount\n";

    @TempDir
    private Path folder;

    private static String rows(List<String> ids) {
        return HEADER
                + ids.stream()
                        .map(id -> "\"" + id + "\",2024-01-05T10:00:00Z,1\n")
                        .collect(Collectors.joining());
    }

    private static EventLog read(EventReader<?> reader, String file) {
        return ((CsvEventReader) reader).read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), "f");
    }

    private Path attributes(String text) throws IOException {
        return Files.writeString(folder.resolve("attributes.csv"), text);
    }

    @Test
    void idsThatDifferInTheirSpellingOnlyAreCountedByKindAndNotMerged() {
        EventLog log = read(
                EventReader.csv(),
                rows(List.of(
                        "anna b",
                        "Anna B",
                        "ben c",
                        "ben\u00a0c",
                        "zo\u00eb",
                        "zoe\u0308",
                        "\uff11\uff12",
                        "12",
                        "7",
                        "7.0",
                        "dora")));

        assertThat(log.customers()).hasSize(11);
        DataQualityReport quality = log.quality();
        assertThat(quality.count("ids_differ_in_case")).isEqualTo(1);
        assertThat(quality.count("ids_differ_in_blanks")).isEqualTo(1);
        assertThat(quality.count("ids_differ_in_unicode_form")).isEqualTo(2);
        assertThat(quality.count("ids_differ_in_decimals")).isEqualTo(1);
        assertThat(quality.toString()).doesNotContain("anna").doesNotContain("zo\u00eb");
    }

    @Test
    void differentIdsAreNotRemarkedOn() {
        EventLog log = read(
                EventReader.csv(),
                rows(List.of(
                        "1", "2", "10", "1.5", "0012", "0", "A-1", "a_1", "1-23", "12-3", "1E5", "b", "\u00e9", "e")));

        assertThat(log.quality().counts()).isEmpty();
    }

    @Test
    void idsThatSpreadsheetsChangedAreCountedByKind() {
        EventLog log = read(
                EventReader.csv(),
                rows(List.of("7", "007", "0007", "C1", "'C1", "{C1}", "1234", "1,234", "d2", "d2\ufe0f", "d\u31642")));

        assertThat(log.customers()).hasSize(11);
        DataQualityReport quality = log.quality();
        assertThat(quality.count("ids_differ_in_zeros")).isEqualTo(2);
        assertThat(quality.count("ids_differ_in_signs")).isEqualTo(3);
        assertThat(quality.count("ids_differ_in_blanks")).isEqualTo(2);
    }

    @Test
    void idsThatLostTheirLastDigitsAreCounted() {
        EventLog log = read(EventReader.csv(), rows(List.of("1.2E+11", "1,3e+11", "4E+12", "1E5", "E+10", "4711")));

        assertThat(log.quality().count("ids_shortened")).isEqualTo(3);
    }

    @Test
    void ordersAndProductsThatLostTheirLastDigitsAreCountedByEvent() {
        StringBuilder file = new StringBuilder("customer_id,time,type,amount,order_id,product_id\n");
        for (int i = 0; i < 20; i++) {
            file.append("c").append(i).append(",2024-01-05T10:00:00Z,purchase,1,2.0240");
            file.append(i % 2)
                    .append("E+11,")
                    .append(i < 5 ? "4.00627E+12" : "1E5")
                    .append('\n');
        }

        List<String> said = read(EventReader.csv(), file.toString()).quality().counts().stream()
                .filter(count -> count.reason().key().endsWith("s_shortened"))
                .map(count -> count.rows() + " " + count.reason().sentence())
                .toList();

        assertThat(said).hasSize(2);
        assertThat(said.get(0)).startsWith("20 events name their order").contains("only 2 different");
        assertThat(said.get(1)).startsWith("5 events name their product").contains("only 1 different");
    }

    @Test
    void spellingsOfOneMailAddressAreCountedAndNotMerged() {
        EventLog log = read(
                EventReader.csv(),
                rows(List.of(
                        "ann@mail.example",
                        "ann+tag3@mail.example",
                        "Ann B <ann@mail.example>",
                        "mailto:ann@mail.example",
                        "ben.c@gmail.com",
                        "benc@gmail.com",
                        "ben.c@googlemail.com",
                        "dora@mail.example",
                        "dora@other.example",
                        "a.b@mail.example",
                        "ab@mail.example",
                        "+1@x",
                        "1@x")));

        assertThat(log.customers()).hasSize(13);
        assertThat(log.quality().count("ids_differ_in_address")).isEqualTo(5);
        assertThat(log.quality().counts()).hasSize(1);
    }

    @Test
    void aTableOfAttributesWithoutRowsIsToldOnce() throws IOException {
        EventLog log = read(EventReader.csv().attributes(attributes("customer_id,tier\n")), rows(List.of("a", "b")));

        assertThat(log.quality().count("attributes_empty")).isEqualTo(1);
    }

    @Test
    void formsOfIdsAreMergedOnRequestInLogAndAttributes() throws IOException {
        String mapping = "{\"customer\": \"customer_id\", \"time\": \"time\", \"amount\": \"amount\","
                + " \"missing\": [\"guest\"], \"idForm\": [\"trim\", \"fold-case\", \"nfkc\"]}";
        ColumnMapping columns = ColumnMapping.json(mapping);
        EventReader<?> reader = EventReader.csv()
                .mapping(columns)
                .maxSkippedShare(1)
                .attributes(attributes("customer_id,tier\nANNA b,gold\nGuest,none\n"));
        EventLog log = read(reader, rows(List.of("Anna  B", "anna\u00a0b", "\uff41nna b", "guest")));

        assertThat(log.customers()).containsExactly("anna b");
        assertThat(log.history("anna b").attributes()).containsEntry("tier", "gold");
        assertThat(columns.customerId("ANNA B ")).isEqualTo("anna b");
        assertThat(log.quality().count("customer_missing")).isEqualTo(2);
        assertThatThrownBy(() -> ColumnMapping.json(mapping.replace("nfkc", "nfc")))
                .hasMessageContaining("must be one of trim, no-blanks, fold-case, nfkc");
    }

    @ParameterizedTest
    @CsvSource({
        "AB 7, AB7, no-blanks",
        "AB  7, AB 7, no-blanks",
        "A B 7, AB\u00a07, no-blanks",
        "AB\u200b7, AB7, no-blanks",
        "Anna, anna, fold-case",
        "\uff11\uff12, 12, nfkc"
    })
    void theRemedyOfTheReportMergesTheIdsThatItCounts(String id, String twin, String form) {
        DataQualityReport.Reason told = read(EventReader.csv(), rows(List.of(id, twin))).quality().counts().stream()
                .map(DataQualityReport.Count::reason)
                .filter(reason -> reason.key().startsWith("ids_differ_in_"))
                .findFirst()
                .orElseThrow();
        assertThat(told.sentence()).contains("\"idForm\": [\"" + form + "\"]");

        ColumnMapping merged = ColumnMapping.json(
                "{\"customer\": \"customer_id\", \"time\": \"time\", \"amount\": \"amount\", \"idForm\": [\"" + form
                        + "\"]}");
        EventLog log = read(EventReader.csv().mapping(merged), rows(List.of(id, twin)));

        assertThat(log.customers()).hasSize(1);
        assertThat(log.quality().count(told)).isZero();
    }

    @Test
    void attributesThatMeetNobodyAreToldWithTheFormOfBothIds() throws IOException {
        List<String> ids = IntStream.range(10, 60).mapToObj(Integer::toString).toList();
        String table =
                "customer_id,tier\n" + ids.stream().map(id -> id + ".0,gold\n").collect(Collectors.joining());
        EventLog log = read(EventReader.csv().attributes(attributes(table)), rows(ids));

        assertThat(log.quality().count("attributes_met")).isZero();
        assertThat(log.quality().count("attributes_unmet")).isEqualTo(50);
        assertThat(log.quality().toString())
                .contains("0 of 50 rows of attributes are of customers with events: ids have the form '99.9' there and"
                        + " '99' among the events");
    }

    @Test
    void attributesThatMeetCustomersAreCountedAndNoCaution() throws IOException {
        List<String> ids = IntStream.range(10, 60).mapToObj(Integer::toString).toList();
        String table = "customer_id,tier\n"
                + ids.stream().map(id -> id + ",gold\n").collect(Collectors.joining())
                + IntStream.range(100, 2000).mapToObj(id -> id + ",silver\n").collect(Collectors.joining());
        EventLog log = read(EventReader.csv().attributes(attributes(table)), rows(ids));

        assertThat(log.quality().count("attributes_met")).isEqualTo(50);
        assertThat(log.quality().count("attributes_unmet")).isEqualTo(1900);
        assertThat(log.quality().count("attributes_hardly_meet")).isZero();
    }

    @Test
    void idsOfWhichNoneEverBuysTwiceAreRemarkedOn() {
        String once = HEADER
                + IntStream.range(0, 60)
                        .mapToObj(i -> "o" + i + ","
                                + Instant.parse("2024-01-05T10:00:00Z").plus(i, ChronoUnit.DAYS) + ",1\n")
                        .collect(Collectors.joining());
        assertThat(read(EventReader.csv(), once).quality().count("nobody_bought_twice"))
                .isEqualTo(60);
        assertThat(read(EventReader.csv(), once + "o1,2024-03-01T10:00:00Z,1\n")
                        .quality()
                        .count("nobody_bought_twice"))
                .isZero();
    }
}
