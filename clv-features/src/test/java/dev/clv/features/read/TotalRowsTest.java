package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import dev.clv.features.table.TableEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that add up others, in logs and in tables. */
class TotalRowsTest {

    @TempDir
    Path folder;

    private static EventLog read(String... lines) {
        String rows = IntStream.range(0, 200)
                .mapToObj(i -> "c" + i % 50 + ",2024-01-05T10:00:00Z,o" + i + ",p" + i % 9 + "," + (i + 1) + ".50")
                .collect(Collectors.joining("\n"));
        return EventReader.csv()
                .maxSkippedShare(0.05)
                .read(
                        new ByteArrayInputStream(("customer_id,time,order_id,product_id,amount\n" + rows + "\n"
                                        + String.join("\n", lines) + "\n")
                                .getBytes(StandardCharsets.UTF_8)),
                        "f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Total",
                "TOTAL:",
                "Subtotal",
                "Grand total",
                "Gesamtergebnis",
                "c7 Total",
                "Sub-total",
                "\u5408\u8ba1"
            })
    void aRowWhoseCustomerIsATotalIsSkippedAndCounted(String word) {
        EventLog log = read(word + ",2024-01-05T10:00:00Z,,,20200.00");
        assertThat(log.quality().count("total_row")).isEqualTo(1);
        assertThat(log.customers()).hasSize(50).doesNotContain(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c7,2024-01-05T10:00:00Z,Total,,99", "c7,2024-01-05T10:00:00Z,,subtotal,99"})
    void aRowWhoseOrderOrProductIsATotalIsSkippedAndCounted(String row) {
        assertThat(read(row).quality().count("total_row")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"total wine", "Capital", "sum", "Totale S", "metal", "Anna Total-Schmidt", "7"})
    void otherIdsAreCustomers(String id) {
        EventLog log = read(id + ",2024-01-05T10:00:00Z,,toothpaste total,20200.00");
        assertThat(log.quality().skipped()).isZero();
        assertThat(log.customers()).contains(id);
    }

    @Test
    void jsonLinesSkipThemToo() {
        EventLog log = EventReader.jsonLines()
                .maxSkippedShare(1)
                .read(new ByteArrayInputStream("""
                                {"customer_id": "a", "time": "2024-01-05T10:00:00Z", "amount": 5}
                                {"customer_id": "Total", "time": "2024-01-05T10:00:00Z", "amount": 5}
                                """.getBytes(StandardCharsets.UTF_8)), "f");
        assertThat(log.customers()).containsExactly("a");
        assertThat(log.quality().count("total_row")).isEqualTo(1);
    }

    private List<String> customers() {
        return IntStream.range(0, 60)
                .mapToObj(i -> "k" + i + ";" + (i % 7 + 1) + ";\"" + i * 3 % 41 + ",25\";" + (i * 17 % 23))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private Table table(List<String> rows, String... id) throws IOException {
        Path file =
                Files.writeString(folder.resolve("t.csv"), "id;orders;spend;label\n" + String.join("\n", rows) + "\n");
        return id.length == 0
                ? Table.csv(file).read()
                : Table.csv(file).id(id[0]).label("label").read();
    }

    /** With the sums of all rows, and the given id. */
    private List<String> withTotal(String id) {
        List<String> rows = customers();
        long orders = 0;
        long cents = 0;
        long label = 0;
        for (String row : rows) {
            String[] cells = row.replace("\"", "").split(";");
            orders += Long.parseLong(cells[1]);
            cents += Long.parseLong(cells[2].replace(",", ""));
            label += Long.parseLong(cells[3]);
        }
        rows.add(id + ";" + orders + ";\"" + cents / 100 + "," + cents % 100 + "\";" + label);
        return rows;
    }

    @Test
    void aTableLeavesOutAndTellsARowThatAddsUpAllOthers() throws IOException {
        for (String id : List.of("Total", "Summe", "", "k60")) {
            Table table = table(withTotal(id), "id");
            assertThat(table.rows()).isEqualTo(60);
            assertThat(table.notes())
                    .singleElement()
                    .asString()
                    .contains("1 row adds up others", "line 62", "left out");
            assertThat(table(withTotal(id)).rows()).isEqualTo(60);
        }
        assertThat(table(customers(), "id").notes()).isEmpty();
    }

    @Test
    void subtotalsOfATableAreLeftOutByTheirWord() throws IOException {
        List<String> rows = customers();
        rows.add(30, "Subtotal;9;\"1,25\";3");
        rows.add("Grand total;99;\"1,25\";3");
        Table table = table(rows, "id");
        assertThat(table.rows()).isEqualTo(60);
        assertThat(table.line(59)).isEqualTo(62);
        assertThat(table.notes()).singleElement().asString().contains("2 rows add up", "line 32");
    }

    @Test
    void aTableToBeScoredLeavesThemOutToo() throws IOException {
        TableEncoder encoder = TableEncoder.fit(table(customers(), "id"));
        assertThat(encoder.encode(table(withTotal("Total"))).rows()).isEqualTo(60);
    }

    @Test
    void aWordThatManyRowsHaveIsACategory() {
        List<List<String>> rows = IntStream.range(0, 60)
                .mapToObj(i -> List.of(i % 3 == 0 ? "Total" : "Partial", Integer.toString(i * i)))
                .toList();
        assertThat(Table.of(List.of("cover", "x"), rows).read().rows()).isEqualTo(60);
    }

    @Test
    void aColumnOfATableWhoseCommasHaveTwoReadingsIsRefusedInTrainingAndAtScoring() throws IOException {
        List<List<String>> whole = IntStream.range(0, 60)
                .mapToObj(i -> List.of("k" + i, Integer.toString(100 + i * 7)))
                .toList();
        List<List<String>> commas = List.of(List.of("a", "176,200"), List.of("b", "95,100"), List.of("c", "12"));
        List<String> header = List.of("id", "spend");
        assertThatThrownBy(
                        () -> TableEncoder.fit(Table.of(header, commas).id("id").read()))
                .hasMessageContaining("column 'spend'")
                .hasMessageContaining("176200 or 176.200");
        TableEncoder encoder = TableEncoder.fit(Table.of(header, whole).id("id").read());
        for (TableEncoder one : List.of(encoder, TableEncoder.restore(encoder.fittedState()))) {
            assertThatThrownBy(
                            () -> one.encode(Table.of(header, commas).id("id").read()))
                    .hasMessageContaining("column 'spend'")
                    .hasMessageContaining("176200 or 176.200");
            assertThat(one.encode(Table.of(header, commas).id("id").decimal('.').read())
                            .get(0, 0))
                    .isEqualTo(176200);
        }
    }

    @Test
    void numbersOfTrainingWithoutGroupsDoNotSettleThoseToBeScored() {
        List<String> header = List.of("id", "spend");
        List<List<String>> commas = List.of(List.of("a", "176,200"), List.of("b", "95,100"), List.of("c", "12"));
        List<List<String>> points = List.of(List.of("a", "176.200"), List.of("b", "95.100"), List.of("c", "12"));
        assertThatThrownBy(() -> encoder(header, ".50").encode(table(header, commas)))
                .hasMessageContaining("176200 or 176.200");
        assertThatThrownBy(() -> encoder(header, ",50").encode(table(header, points)))
                .hasMessageContaining("176.200 or 176200");
        assertThat(encoder(header, ".50").encode(table(header, points)).get(0, 0))
                .isEqualTo(176.2);
        assertThat(encoder(header, ",50").encode(table(header, commas)).get(0, 0))
                .isEqualTo(176.2);
        List<List<String>> settled = List.of(List.of("a", "1,200"), List.of("b", "95.10"));
        assertThat(encoder(header, ".50").encode(table(header, settled)).get(0, 0))
                .isEqualTo(1200);
    }

    private static Table table(List<String> header, List<List<String>> rows) {
        return Table.of(header, rows).id("id").read();
    }

    private static TableEncoder encoder(List<String> header, String end) {
        return TableEncoder.fit(table(
                header,
                IntStream.range(0, 60).mapToObj(i -> List.of("k" + i, i + end)).toList()));
    }

    @Test
    void oneOddCellDoesNotDecideTheDecimalMarkOfAColumn() {
        List<List<String>> rows = IntStream.range(0, 60)
                .mapToObj(i -> List.of("k" + i, i == 0 ? "12,50" : i + ",234"))
                .toList();
        assertThatThrownBy(() -> TableEncoder.fit(
                        Table.of(List.of("id", "spend"), rows).id("id").read()))
                .hasMessageContaining("'12,50'")
                .hasMessageContaining("which is");
    }
}
