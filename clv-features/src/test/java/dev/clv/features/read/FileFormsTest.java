package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as spreadsheets, R, pandas and banks write them. */
class FileFormsTest {

    private static final String HEADER = "customer_id,time,amount,currency\n";
    private static final String ROWS = "a,2024-01-05T10:00:00Z,5,EUR\nb,2024-01-06T10:00:00Z,7.50,EUR\n";

    @TempDir
    Path folder;

    private static EventLog read(String content) {
        return EventReader.csv()
                .strict()
                .read(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), "events.csv");
    }

    private static void requireTheTwo(EventLog log) {
        assertThat(log.customers()).containsExactly("a", "b");
        assertThat(log.quality().accepted()).isEqualTo(2);
        assertThat(log.currency()).isEqualTo("EUR");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", "|"})
    void theHeaderTellsTheDelimiterWhereItHoldsNoComma(String delimiter) {
        requireTheTwo(read((HEADER + ROWS).replace(",", delimiter)));
        ColumnMapping mapping = ColumnMapping.json(
                "{\"customer\": \"c\", \"time\": \"t\", \"amount\": \"paid\"," + " \"currency\": \"EUR\"}");
        String own = "c,t,paid\na,2024-01-05T10:00:00Z,5\nb,2024-01-06T10:00:00Z,7\n".replace(",", delimiter);
        requireTheTwo(EventReader.csv()
                .mapping(mapping)
                .strict()
                .read(new ByteArrayInputStream(own.getBytes(StandardCharsets.UTF_8)), "own.csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sep=,\n", "\ufeffsep=,\r\n", "sep=,\n\ufeff", "\ufeffsep=,\n\ufeff", "\r\n\r\n"})
    void whatStandsAboveTheHeaderIsPassedOver(String above) {
        requireTheTwo(read(above + HEADER + ROWS));
        requireTheTwo(read(above + HEADER.replace("customer_id", "\"customer_id\"") + ROWS));
    }

    @Test
    void linesAreThoseOfTheFileUnderALineThatSaysTheDelimiter() {
        assertThatThrownBy(() -> read("sep=;\n" + (HEADER + ROWS).replace(',', ';') + ";2024-01-05T10:00:00Z;5;EUR\n"))
                .hasMessageContaining("line 5 (record 3)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-8"})
    void utf16IsReadWithAMarkAndWithout(String encoding) {
        byte[] bytes = (HEADER + ROWS).getBytes(Charset.forName(encoding));
        requireTheTwo(EventReader.csv().strict().read(new ByteArrayInputStream(bytes), "events.csv"));
    }

    @Test
    void blanksOfAnyKindAroundNamesAndIdsAreNoPartOfThem() {
        for (String blank :
                new String[] {" ", "\u00a0", "\u200b", "\ufeff", "\u2003", "\u202f", "\t", "\u200d\u2060"}) {
            requireTheTwo(read("customer_id" + blank + ",time," + blank + "amount,currency\n" + blank + "a" + blank
                    + ROWS.substring(1)));
        }
    }

    @Test
    void delimitersAtTheEndOfLinesAreNoColumns() {
        requireTheTwo(read(HEADER.replace("\n", ",\n") + ROWS.replace("\n", ",\n")));
        requireTheTwo(read(HEADER + ROWS.replace("\n", ",\n")));
        requireTheTwo(read(HEADER.replace("\n", ",,,\n") + ROWS.replace("\n", ",,,\n")));
        requireTheTwo(read(HEADER.replace("\n", ",,,\n") + ROWS));
        requireTheTwo(read(HEADER + ROWS.replace("\n", ", ,\"\"\n")));
        assertThatThrownBy(() -> read(HEADER + ROWS.replace("\n", ",,x\n")))
                .as("something stands there")
                .hasMessageContaining("6 of 4 columns");
        assertThatThrownBy(() -> read(HEADER + "a,2024-01-05T10:00:00Z,5\n")).hasMessageContaining("3 of 4 columns");
    }

    @Test
    void anIndexColumnWithoutANameIsPassedOver() {
        requireTheTwo(read("," + HEADER + "0," + ROWS.replace("\nb", "\n1,b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void anAttributeTableIsReadWithTheDelimiterOfItsHeader(String delimiter) throws IOException {
        Path table = folder.resolve("people.csv");
        String content = "sep=" + delimiter + "\n\ufeffcustomer_id,tier ,remark\na,gold,\"x;y,z|1\"\nb,,\n";
        Files.writeString(
                table,
                content.replace(",tier ,", delimiter + "tier " + delimiter)
                        .replace("a,gold,", "a" + delimiter + "gold" + delimiter)
                        .replace("b,,", "b" + delimiter + "silver" + delimiter + delimiter));
        for (boolean declared : new boolean[] {true, false}) {
            if (!declared) {
                String text = Files.readString(table);
                Files.writeString(table, text.substring(text.indexOf('\n') + 1));
            }
            EventLog log = EventReader.csv()
                    .strict()
                    .attributes(table)
                    .read(new ByteArrayInputStream((HEADER + ROWS).getBytes(StandardCharsets.UTF_8)), "events.csv");
            assertThat(log.history("a").events().stream()
                            .filter(AttributeChange.class::isInstance)
                            .map(event -> ((AttributeChange) event).name() + "=" + ((AttributeChange) event).value()))
                    .containsExactlyInAnyOrder("tier=gold", "remark=x;y,z|1");
        }
    }

    /** First bytes, each as a character, and what the message must call them. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "PAR1\\u0015\\u0000|a Parquet file",
                "PK\\u0003\\u0004....[Content_Types].xml|an Excel or other office file",
                "PK\\u0003\\u0004....a.csv|a zip archive",
                "\\u00d0\\u00cf\\u0011\\u00e0\\u00a1\\u00b1\\u001a\\u00e1|an old Excel or Word file",
                "BZh91AY&SY\\u0001|compressed by bzip2",
                "\\u00fd7zXZ\\u0000|compressed by xz",
                "(\\u00b5/\\u00fd|compressed by Zstandard",
                "%PDF-1.7|a PDF document",
                "SQLite format 3\\u0000|a database of SQLite",
                "Obj\\u0001|an Avro file",
                "\\u00ff\\u00fe\\u0000\\u0000c\\u0000\\u0000\\u0000|text in UTF-32",
                "\\u00ef\\u00bb\\u00bf <!DOCTYPE html><html>|a web page",
                "<HTML><body>log in|a web page",
                "<?xml version='1.0'?>|an XML document",
                "version https://git-lfs.github.com/spec/v1|a pointer of Git LFS"
            })
    void aFileThatIsNoTextIsCalledWhatItIsByEveryReader(String escaped, String kind) throws IOException {
        Matcher code = Pattern.compile("\\\\u([0-9a-f]{4})").matcher(escaped);
        String start = code.replaceAll(
                found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
        Path file = folder.resolve("given.csv");
        Files.write(file, start.getBytes(StandardCharsets.ISO_8859_1));
        Path zipped = folder.resolve("zipped.csv.gz");
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            gzip.write(Files.readAllBytes(file));
        }
        Path log = Files.writeString(folder.resolve("log.csv"), HEADER + ROWS);
        for (Path given : List.of(file, zipped)) {
            List<ThrowingCallable> readers = List.of(
                    () -> EventReader.csv().read(given),
                    () -> EventReader.jsonLines().read(given),
                    () -> EventReader.csv().attributes(given).read(log),
                    () -> CustomerIds.read(given),
                    () -> ColumnMapping.json(given),
                    () -> MappingProposal.of(given),
                    () -> Table.csv(given).read());
            for (ThrowingCallable reader : readers) {
                assertThatThrownBy(reader)
                        .hasMessageContaining(given.getFileName().toString())
                        .hasMessageContaining("it is " + kind);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"customer_id\": \"zq\"}]", "{\"customer_id\": \"zq\"}\n", " [ {\n}]"})
    void jsonGivenAsCsvIsCalledSo(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("orders.csv"), json);
        for (ThrowingCallable reader : List.<ThrowingCallable>of(
                () -> EventReader.csv().read(file),
                () -> CustomerIds.read(file),
                () -> Table.csv(file).read())) {
            assertThatThrownBy(reader)
                    .hasMessageContaining("it is JSON and not CSV")
                    .hasMessageNotContaining("zq");
        }
    }

    @Test
    void namesOfColumnsThatBeginLikeOtherFilesAreNames() {
        for (String name : List.of("ORCID", "PAR1", "BZh9", "Obj", "PK", "xml", "7z")) {
            assertThat(read(name + "," + HEADER + "x," + ROWS.replace("\nb", "\nx,b"))
                            .customers())
                    .containsExactly("a", "b");
        }
    }
}
