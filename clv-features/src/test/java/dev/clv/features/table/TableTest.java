package dev.clv.features.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.RowKey;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

    private static final String SEED = """
            customer,age,gender,income,joined,rating,lifetime_value
            c1,34,F,52000,2011-02-24,4.5,1200.50
            c2,51,M,,2/25/2011,3,800
            c3,28,F,41000,2011-03-01,NA,310
            c1,34,F,52000,2011-02-24,4.5,1200.50
            """;

    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("customers.csv"), content);
    }

    private static TableReader roles(TableReader reader) {
        return reader.id("customer").label("lifetime_value");
    }

    @Test
    void columnsGetTheirRoles() throws IOException {
        Table table = roles(Table.csv(file(SEED))).exclude("rating").read();
        assertThat(table.rows()).isEqualTo(4);
        assertThat(table.featureColumns()).containsExactly("age", "gender", "income", "joined");
        assertThat(table.labels()).containsExactly(1200.5, 800, 310, 1200.5);
        assertThat(table.id(1)).isEqualTo("c2");
        assertThat(table.text(1, "income")).isNull();
        assertThat(table.text(2, "rating")).as("NA is missing").isNull();
    }

    @Test
    void aSplitDependsOnIdsAndSeedAndNotOnTheOrderOfRows() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            rows.add(List.of("c" + i % 1_000, Integer.toString(i)));
        }
        Table table = Table.of(List.of("who", "x"), rows).id("who").read();
        Table.Split split = table.split(0.3, 5);
        assertThat(split.train().rows() + split.test().rows()).isEqualTo(2_000);
        assertThat(split.test().rows()).isBetween(500, 700);
        assertThat(ids(split.train())).doesNotContainAnyElementsOf(ids(split.test()));
        Collections.reverse(rows);
        Table reversed = Table.of(List.of("who", "x"), rows).id("who").read();
        assertThat(ids(reversed.split(0.3, 5).test())).isEqualTo(ids(split.test()));
        assertThat(ids(table.split(0.3, 6).test())).isNotEqualTo(ids(split.test()));
        Table anonymous = Table.of(List.of("who", "x"), rows).read();
        assertThat(anonymous.split(0.3, 5).test().rows()).isBetween(500, 700);
        assertThatThrownBy(() -> table.split(1, 5)).hasMessage("the test share must lie in (0, 1), was 1.0");
    }

    private static Set<String> ids(Table table) {
        return IntStream.range(0, table.rows()).mapToObj(table::id).collect(Collectors.toSet());
    }

    @Test
    void duplicatesAndIncompleteRowsAreDroppedAndCountedOnRequest() throws IOException {
        Table table = roles(Table.csv(file(SEED))).dropDuplicates().read();
        assertThat(table.rows()).isEqualTo(3);
        assertThat(table.duplicates()).isEqualTo(1);
        Table complete =
                roles(Table.csv(file(SEED))).dropDuplicates().dropMissing().read();
        assertThat(complete.rows()).isEqualTo(1);
        assertThat(complete.incomplete()).isEqualTo(2);
        assertThat(complete.notes())
                .containsExactly(
                        "1 row is dropped, as asked, where every cell of it is that of an earlier one",
                        "2 rows are dropped, as asked, where a value is missing");
        Table narrow = roles(Table.csv(file(SEED)))
                .exclude("income", "rating")
                .dropMissing()
                .read();
        assertThat(narrow.incomplete()).as("excluded columns may be missing").isZero();
    }

    @Test
    void numbersDatesAndCategoriesAreRecognised() throws IOException {
        Table table = roles(Table.csv(file(SEED))).read();
        TableEncoder encoder = TableEncoder.fit(table, 10, 1);
        assertThat(encoder.schema().features())
                .extracting(Feature::name, Feature::unit, Feature::categories)
                .containsExactly(
                        tuple("age", "number", List.of()),
                        tuple("gender", "category", List.of("F", "M")),
                        tuple("income", "number", List.of()),
                        tuple("joined", "days since 1970-01-01", List.of()),
                        tuple("rating", "number", List.of()));
        FeatureMatrix matrix = encoder.encode(table);
        assertThat(matrix.keys().get(1)).isEqualTo(new RowKey("c2", Instant.MAX));
        assertThat(matrix.row(1))
                .containsExactly(51, 1, Double.NaN, LocalDate.of(2011, 2, 25).toEpochDay(), 3);
    }

    @Test
    void columnsWithoutFrequentValuesAreLeftOutAndListed() throws IOException {
        Table table = Table.csv(file(SEED)).read();
        TableEncoder encoder = TableEncoder.fit(table, 10, 3);
        assertThat(encoder.ignored()).containsExactly("customer");
        assertThat(encoder.schema().feature(1).categories()).containsExactly("F");
        assertThat(encoder.encode(table).column("gender")).containsExactly(0, 1, 0, 0);
        assertThat(encoder.encode(table).customer(3))
                .as("without ids, the row's number")
                .isEqualTo("4");
    }

    @Test
    void aCategoryNeedsTwentyCustomersHoweverManyRowsOneHas() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 40 * 12; i++) {
            int customer = i % 40;
            rows.add(List.of(
                    "c" + customer,
                    "mail-" + customer + "@example.com",
                    customer < 20 ? "many" : "few-" + customer % 2));
        }
        rows.add(List.of("c40", "mail", "few-1"));
        Table table = Table.of(List.of("who", "mail", "word"), rows).id("who").read();
        TableEncoder encoder = TableEncoder.fit(table);
        assertThat(encoder.ignored()).containsExactly("mail");
        assertThat(encoder.schema().feature(0).categories()).containsExactly("many");
        assertThat(encoder.fittedState().texts().toString()).doesNotContain("example.com");
        TableEncoder anonymous = TableEncoder.fit(
                Table.of(List.of("who", "mail", "word"), rows).exclude("who").read());
        assertThat(anonymous.schema().names())
                .as("without an id, nobody knows whose a row is")
                .contains("word");
    }

    @Test
    void aTableToBeScoredMayHaveAnotherOrderAndNoLabel() throws IOException {
        TableEncoder encoder =
                TableEncoder.fit(roles(Table.csv(file(SEED))).exclude("rating").read(), 10, 1);
        Table other = Table.of(
                        List.of("note", "joined", "income", "gender", "age", "customer"),
                        List.of(Arrays.asList("x", "1/2/2012", "1e4", "X", null, "c9")))
                .read();
        FeatureMatrix matrix = encoder.encode(other);
        assertThat(matrix.customer(0)).isEqualTo("c9");
        assertThat(matrix.row(0))
                .containsExactly(Double.NaN, 2, 10_000, LocalDate.of(2012, 1, 2).toEpochDay());
        assertThatThrownBy(
                        () -> encoder.encode(Table.of(List.of("age"), List.of()).read()))
                .hasMessage("table has no column 'gender'; it has: age");
        assertThatThrownBy(() -> encoder.encode(
                        Table.of(List.of("age", "Gen_der"), List.of()).read()))
                .hasMessage("table has no column 'gender', did you mean 'Gen_der'? It has: age, Gen_der");
    }

    @Test
    void whatWasLearnedRestoresTheSameEncoder() throws IOException {
        Table table = roles(Table.csv(file(SEED))).exclude("rating").read();
        TableEncoder encoder = TableEncoder.fit(table, 10, 1);
        TableEncoder restored = TableEncoder.restore(encoder.fittedState());
        assertThat(restored.schema()).isEqualTo(encoder.schema());
        assertThat(encoder.fittedState())
                .isNotEqualTo(TableEncoder.fit(table, 9, 1).fittedState());
        assertThat(restored.idColumn()).contains("customer");
        assertThat(restored.labelColumn()).contains("lifetime_value");
        assertThat(restored.excluded()).containsExactly("rating");
        assertThat(restored.fittedState()).isEqualTo(encoder.fittedState());
        for (int row = 0; row < table.rows(); row++) {
            assertThat(restored.encode(table).row(row))
                    .containsExactly(encoder.encode(table).row(row));
        }
    }

    @Test
    void selectedRowsKeepTheirLines() throws IOException {
        Table table = roles(Table.csv(file(SEED.replace("800", "n.a.")))).read();
        assertThat(table.select(0, 2).labels()).containsExactly(1200.5, 310);
        assertThatThrownBy(() -> table.select(2, 1).labels())
                .hasMessage("customers.csv line 3, column 'lifetime_value': the label must be a number, was a"
                        + " text of 4 characters (letters, signs)");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void theDelimiterIsDetected(String delimiter) throws IOException {
        Table table = Table.csv(file("\"a,;|\tb\"" + delimiter + "c\n1" + delimiter + "2\n"))
                .read();
        assertThat(table.columns()).containsExactly("a,;|\tb", "c");
        assertThat(table.text(0, "c")).isEqualTo("2");
    }

    @Test
    void byteOrderMarksCompressionAndCarriageReturnsAreSeenThrough() throws IOException {
        Path file = folder.resolve("table.anything");
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write("\uFEFFname;n\r\n\"Zo\u00eb\r\n;\";1".getBytes(charset));
            }
            Table table = Table.csv(file).read();
            assertThat(table.columns()).containsExactly("name", "n");
            assertThat(table.text(0, "name")).isEqualTo("Zo\u00eb\r\n;");
        }
    }

    @Test
    void malformedFilesAreRefusedWithTheirPlace() throws IOException {
        assertThatThrownBy(() -> Table.csv(file("")).read())
                .hasMessage("customers.csv is empty; expected a header line with column names");
        assertThatThrownBy(
                        () -> Table.csv(file("review\ngood\nnice, but late\n")).read())
                .hasMessage(
                        "customers.csv line 3: 2 cells where the header has 1 column; put a text that holds a comma or"
                                + " a semicolon in double quotes");
        assertThatThrownBy(() -> Table.csv(file("a,b\n1,2\n\"x\ny\",3\n4\n")).read())
                .hasMessage("customers.csv line 5: 1 of 2 columns; check the delimiter and the quotes of this line");
        assertThatThrownBy(() -> Table.csv(file("a,,b\n")).read()).hasMessageContaining("column 2 of the header");
        assertThatThrownBy(() -> Table.csv(file("a,b, a\n")).read())
                .hasMessageContaining("column name 'a' is used twice");
        assertThatThrownBy(() -> Table.csv(file("a,b\n1,\"2\n3,4\n")).read())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("customers.csv is not a CSV file")
                .hasMessageContaining("line");
        Path latin = Files.write(folder.resolve("latin.csv"), new byte[] {'a', '\n', (byte) 0xe9, '\n'});
        assertThatThrownBy(() -> Table.csv(latin).read())
                .hasMessageMatching(
                        "latin.csv holds bytes that are not valid UTF-8 at byte offset \\d+; save it as UTF-8");
        assertThatThrownBy(() -> Table.csv(folder.resolve("absent.csv")).read())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot read absent.csv: there is no such file");
        byte[] cut = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};
        assertThatThrownBy(() -> Table.csv(Files.write(folder.resolve("cut.csv.gz"), cut))
                        .read())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot read cut.csv.gz");
    }

    @Test
    void rolesMustBeColumnsAndAgree() throws IOException {
        Path file = file(SEED);
        assertThatThrownBy(() -> Table.csv(file).label("value").read())
                .hasMessage("customers.csv has no column 'value'; it has: customer, age, gender, income, joined, "
                        + "rating, lifetime_value");
        assertThatThrownBy(() -> Table.csv(file).label("age").exclude("age").read())
                .hasMessageContaining("'age' cannot be the label and also the id or excluded");
        assertThatThrownBy(() -> Table.csv(file).read().labels()).hasMessageContaining("no label column was named");
        assertThatThrownBy(() -> Table.csv(file).label("income").read().labels())
                .hasMessage("customers.csv line 3, column 'income': the label is missing; fill it in, or leave "
                        + "such rows out");
        assertThatThrownBy(() -> TableEncoder.fit(Table.csv(file("a,b\n")).read()))
                .hasMessageContaining("at least 1 row");
    }

    @Test
    void aMisfitAmongNumbersIsNamedAndACategoryOnRequest() throws IOException {
        List<List<String>> rows = new ArrayList<>(Collections.nCopies(19, List.of("7")));
        rows.add(List.of("x".repeat(70)));
        assertThatThrownBy(() -> TableEncoder.fit(Table.of(List.of("n"), rows).read()))
                .hasMessage(
                        "table line 21, column 'n': a text of 70 characters (letters) is not a number as 19 of 20 values of the column are; correct it, name it among "
                                + "the missing words, or name the column categorical");
        TableEncoder text =
                TableEncoder.fit(Table.of(List.of("n"), rows).categorical("n").read(), 9, 2);
        assertThat(text.schema().feature(0).categories()).containsExactly("7");

        TableEncoder numbers =
                TableEncoder.fit(Table.of(List.of("n"), rows.subList(0, 19)).read());
        assertThatThrownBy(() -> numbers.encode(
                        Table.of(List.of("n"), List.of(List.of("seven"))).read()))
                .hasMessage(
                        "table line 2, column 'n': a text of 5 characters (letters) is not a number as in training; correct it or leave it "
                                + "blank");
    }

    @Test
    void daysThatAreNotInTheCalendarAreNoDates() {
        assertThat(DateForm.ofWord(DateForm.EARLIER).day("2011-02-29")).isNaN();
        assertThat(DateForm.ofWord(DateForm.EARLIER).day("24/2/2011")).isNaN();
        assertThat(DateForm.ofWord(DateForm.EARLIER).day("1970-01-02T23:00")).isOne();
        assertThat(DateForm.ofWord(DateForm.EARLIER).day("1/2/1970 08:15")).isOne();
    }
}
