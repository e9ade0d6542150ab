package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Feedback;
import dev.clv.features.event.Purchase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources, shares of bad rows, messages and attribute tables. */
class EventReaderTest {

    private static final String HEADER = "customer_id,time,type,amount,text,attr.city\n";
    private static final String GOOD = "c1,2024-01-05T10:00:00Z,purchase,10,,\n";
    private static final String BAD = "c1,2024-01-05T10:00:00Z,purchase,ten,,\n";

    @TempDir
    Path folder;

    private static byte[] utf8(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
    }

    private static EventLog read(CsvEventReader reader, String content) {
        return reader.read(new ByteArrayInputStream(utf8(content)), "events.csv");
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    @Test
    void gzipIsToldByItsContentNotItsName() throws IOException {
        Path packed = Files.write(folder.resolve("events.csv"), gzip(utf8(HEADER + GOOD)));
        Path plain = Files.write(folder.resolve("events.csv.gz"), utf8(HEADER + GOOD));
        assertThat(EventReader.csv().read(packed).size()).isEqualTo(1);
        assertThat(EventReader.csv().read(plain).size()).isEqualTo(1);
    }

    @Test
    void filesThatCannotBeReadAreNamedInOneSentence() throws IOException {
        assertThatThrownBy(() -> EventReader.csv().read(folder.resolve("none.csv")))
                .hasMessage("none.csv: there is no such file; check the path");
        byte[] packed = gzip(utf8(HEADER + GOOD.repeat(1000)));
        Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(packed, packed.length - 20));
        assertThatThrownBy(() -> EventReader.csv().read(cut))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("cut.csv.gz: cannot be read: the compressed data end too early");
        Path zip = Files.write(folder.resolve("events.zip"), new byte[] {'P', 'K', 3, 4, 0, 0});
        assertThatThrownBy(() -> EventReader.csv().read(zip)).hasMessageContaining("zip archive");
    }

    @Test
    void aByteOrderMarkDecidesTheEncoding() throws IOException {
        String content = "\uFEFF" + HEADER + "c\u00e9,2024-01-05T10:00:00Z,feedback,,h\u00e9llo \ud83d\udc4d,\u6f22\n";
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            Path file = Files.write(folder.resolve("marked.csv"), gzip(content.getBytes(charset)));
            for (Charset set : List.of(StandardCharsets.UTF_8, Charset.forName("windows-1252"))) {
                EventLog log = EventReader.csv()
                        .format(CsvFormat.standard().encoding(set))
                        .strict()
                        .read(file);
                assertThat(log.customers()).containsExactly("c\u00e9");
                assertThat(log.history("c\u00e9").events(Feedback.class).get(0).text())
                        .isEqualTo("h\u00e9llo \ud83d\udc4d");
            }
        }
    }

    @Test
    void aFileInAnotherEncodingIsReadAndWhatIsNotInItIsSkipped() {
        Charset windows = Charset.forName("windows-1252");
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes((HEADER + "c1,2024-01-05T10:00:00Z,feedback,,50 \u20ac,Z\u00fcrich\n").getBytes(windows));
        content.writeBytes(new byte[] {'c', (byte) 0x81});
        content.writeBytes(",2024-01-05T10:00:00Z,feedback,,x,y\n".getBytes(windows));
        CsvEventReader reader = EventReader.csv().maxSkippedShare(1);

        EventLog log = reader.format(CsvFormat.standard().encoding(windows))
                .read(new ByteArrayInputStream(content.toByteArray()), "events.csv");
        assertThat(log.history("c1").events(Feedback.class).get(0).text()).isEqualTo("50 \u20ac");
        assertThat(log.quality().count("malformed_text")).isEqualTo(1);
        assertThat(reader.format(CsvFormat.standard())
                        .read(new ByteArrayInputStream(content.toByteArray()), "events.csv")
                        .quality()
                        .count("malformed_text"))
                .as("as UTF-8 both rows are broken")
                .isEqualTo(2);
    }

    @Test
    void linesAreSkippedInAnyEncodingAndWithAnyLineEnd() {
        for (Charset charset : List.of(
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                Charset.forName("windows-1252"))) {
            for (String end : List.of("\n", "\r", "\r\n")) {
                String content = "\u00e9" + "x".repeat(70_000) + end + end + HEADER.strip() + end + GOOD.strip() + end;
                EventLog log = EventReader.csv()
                        .format(CsvFormat.standard().encoding(charset).skipLines(2))
                        .strict()
                        .read(new ByteArrayInputStream(content.getBytes(charset)), "events.csv");
                assertThat(log.size()).isEqualTo(1);
            }
        }
    }

    @Test
    void aFileWithTheStandardHeaderAndAnotherDelimiterNeedsAFormatOnly() {
        String content = (HEADER + GOOD).replace(',', ';');
        assertThat(read(EventReader.csv().format(CsvFormat.standard().delimiter(";")), content)
                        .size())
                .isEqualTo(1);
    }

    @Test
    void aFieldLongerThanAllowedIsAnErrorForAnyLimit() {
        for (int limit : new int[] {1, 20, 100, 1000, 5_000, 20_000, 1 << 20}) {
            for (String field : List.of("x".repeat(limit + 1), "\"" + "x".repeat(4 * limit + 100_000))) {
                CsvEventReader reader = EventReader.csv().maxFieldLength(limit);
                assertThatThrownBy(() -> read(reader, "customer_id,time\n" + field + ",2024-01-05T10:00:00Z\n"))
                        .isInstanceOf(EventReadException.class);
            }
        }
    }

    @Test
    void formatsThatCannotBeReadAreRefusedByName() {
        CsvFormat format = CsvFormat.standard();
        assertThatThrownBy(() -> format.delimiter("ab"))
                .hasMessage(
                        "delimiter must be a single character or 'whitespace', was a text of 2 characters (letters)");
        assertThatThrownBy(() -> format.delimiter("")).hasMessageContaining("delimiter must be a single character");
        assertThatThrownBy(() -> format.delimiter("x")).hasMessageContaining("delimiter must not occur in values");
        assertThatThrownBy(() -> format.skipLines(-1)).hasMessage("skipLines must be zero or more, was -1");
        assertThatThrownBy(() -> format.decimal(';')).hasMessage("decimal mark must be '.' or ',', was ';'");
        assertThatThrownBy(() -> format.header(new String[0]))
                .hasMessageContaining("header must name every column once");
        assertThatThrownBy(() -> format.header("a", "b", "a")).hasMessageContaining("was a, b, a");
        assertThatThrownBy(() -> format.encoding(Charset.forName("IBM1047")))
                .hasMessageContaining("encoding must extend ASCII or be UTF-16, was IBM1047");
        assertThat(format.delimiter(";").decimal(',').header("a").skipLines(1))
                .isEqualTo(new CsvFormat(List.of("a"), ";", 1, ',', StandardCharsets.UTF_8));
    }

    @Test
    void upToOnePercentOfBadRowsIsSkippedAndMoreIsAnError() {
        EventLog log = read(EventReader.csv(), HEADER + GOOD.repeat(99) + BAD);
        assertThat(log.quality().skipped()).isEqualTo(1);
        assertThat(log.quality().accepted()).isEqualTo(99);
        assertThatThrownBy(() -> read(EventReader.csv(), HEADER + GOOD.repeat(98) + BAD))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("1 of 99 rows in all are bad (1.01 %), more than the 1 % allowed")
                .hasMessageContaining(
                        "line 100, column 'amount', value '(3 characters: letters)': amount is not a number")
                .hasMessageContaining("maxSkippedShare");
        assertThat(read(EventReader.csv().maxSkippedShare(0.5), HEADER + GOOD + BAD)
                        .size())
                .isEqualTo(1);
    }

    @Test
    void droppedAndDuplicateRowsDoNotCountAsBad() {
        ColumnMapping mapping = ColumnMapping.builder()
                .customer("c")
                .time("t")
                .amountConstant(BigDecimal.ONE)
                .id("i")
                .drop(RowCondition.equalTo("c", "test"))
                .build();
        EventLog log = read(
                EventReader.csv().mapping(mapping).maxSkippedShare(0),
                "c,t,i\n" + "test,,\n".repeat(5) + "c1,2024-01-05T10:00:00Z,1\n".repeat(3));
        assertThat(log.quality().read()).isEqualTo(8);
        assertThat(log.quality().dropped()).isEqualTo(5);
        assertThat(log.quality().duplicates()).isEqualTo(2);
        assertThat(log.quality().accepted()).isEqualTo(1);
    }

    @Test
    void aHopelessFileIsGivenUpBeforeItsEnd() throws IOException {
        Path hopeless = Files.write(folder.resolve("hopeless.csv"), utf8(HEADER + BAD.repeat(200_000)));
        List<Long> progress = new ArrayList<>();
        assertThatThrownBy(() -> EventReader.csv().progress(progress::add).read(hopeless))
                .hasMessageContaining("rows so far are bad");
        assertThat(progress.get(progress.size() - 1)).isLessThan(Files.size(hopeless) / 2);
    }

    @Test
    void aFileThatCanStillRecoverIsNotGivenUp() throws IOException {
        Path file = Files.write(folder.resolve("late.csv"), utf8(HEADER + BAD.repeat(3_000) + GOOD.repeat(300_000)));
        assertThat(EventReader.csv().read(file).quality().skipped()).isEqualTo(3_000);
    }

    @Test
    void progressTellsTheBytesOfTheStoredFileAndEndsWithAllOfThem() throws IOException {
        byte[] content = utf8(HEADER + GOOD.repeat(100_000));
        Path file = Files.write(folder.resolve("events.csv"), content);
        List<Long> progress = new ArrayList<>();
        EventReader.csv().progress(progress::add).read(file);
        assertThat(progress).isSorted().hasSizeBetween(3, 6).endsWith((long) content.length);
    }

    @Test
    void messagesTellOnlyTheLengthOfCustomersTextsAndAttributes() {
        String secret = "alice@example.org";
        EventReadException thrown = catchThrowableOfType(
                EventReadException.class,
                () -> read(EventReader.csv().strict(), HEADER + secret + ",2024-01-05T10:00:00Z,purchase,x,,Paris\n"));
        assertThat(thrown.getMessage()).doesNotContain(secret).contains("value '(1 character: letters)'");
        ColumnMapping timeIsCustomer = ColumnMapping.builder()
                .customer("c")
                .time("c")
                .amountConstant(BigDecimal.ONE)
                .build();
        assertThatThrownBy(() -> read(EventReader.csv().mapping(timeIsCustomer).strict(), "c\n" + secret + "\n"))
                .hasMessageContaining("column 'c', value '(17 characters)'");
        String longValue = "9".repeat(100) + "x";
        assertThatThrownBy(() -> read(EventReader.csv().strict(), HEADER + GOOD.replace("10,", longValue + ",")))
                .hasMessageContaining("value '(101 characters: digits, letters)'");
    }

    @Test
    void standardAttributesAreKnownFromTheirRowOn() {
        EventLog log = read(EventReader.csv(), HEADER + "c1,2024-01-05T10:00:00Z,feedback,,hello,Paris\n");
        Instant time = Instant.parse("2024-01-05T10:00:00Z");
        assertThat(log.history("c1").events())
                .containsExactlyInAnyOrder(new AttributeChange(time, "city", "Paris"), new Feedback(time, "hello"));
    }

    @Test
    void anAttributeTableWithoutTimesHoldsFromTheBeginning() throws IOException {
        Path table =
                Files.write(folder.resolve("customers.csv"), utf8("customer_id,tier,city\nc1,gold,\nc2,,Rome\nc3,,\n"));
        EventLog log = read(EventReader.csv().attributes(table), HEADER + GOOD);
        assertThat(log.history("c1").attributes()).containsExactly(java.util.Map.entry("tier", "gold"));
        assertThat(log.history("c1").events().get(0)).isEqualTo(new AttributeChange(Instant.MIN, "tier", "gold"));
        assertThat(log.history("c2").attributes()).containsExactly(java.util.Map.entry("city", "Rome"));
        assertThat(log.customers()).containsExactly("c1", "c2");
        assertThat(log.quality().count("no_attribute")).isEqualTo(1);
        assertThat(log.size()).isEqualTo(1);
    }

    @Test
    void anAttributeTableWithTimesHoldsFromThen() throws IOException {
        Path table = Files.write(
                folder.resolve("customers.csv"),
                utf8("customer_id,time,tier\nc1,2024-01-01T00:00:00Z,silver\nc1,2024-03-01T00:00:00Z,gold\n"));
        EventLog log = read(
                EventReader.csv().attributes(table).observedUntil(Instant.parse("2024-04-01T00:00:00Z")),
                HEADER + GOOD);
        assertThat(log.history("c1").attributes()).containsEntry("tier", "gold");
        assertThat(log.history("c1")
                        .before(Instant.parse("2024-02-01T00:00:00Z"))
                        .attributes())
                .containsEntry("tier", "silver");
    }

    @Test
    void anAttributeTableWithoutCustomersIsRefused() throws IOException {
        Path table = Files.write(folder.resolve("customers.csv"), utf8("id,tier\nc1,gold\n"));
        assertThatThrownBy(() -> read(EventReader.csv().attributes(table), HEADER + GOOD))
                .hasMessageStartingWith("customers.csv: column 'customer_id' is missing");
        Path empty = Files.write(folder.resolve("none.csv"), new byte[0]);
        assertThatThrownBy(() -> read(EventReader.csv().attributes(empty), HEADER + GOOD))
                .hasMessageStartingWith(
                        "none.csv: empty file, expected header with customer_id, a column for each attribute;");
    }

    @Test
    void aReaderMayBeUsedAgain() {
        CsvEventReader reader = EventReader.csv();
        assertThat(read(reader, HEADER + GOOD).size()).isEqualTo(1);
        assertThat(read(reader, HEADER + GOOD + GOOD).size()).isEqualTo(2);
        assertThat(read(reader, HEADER + GOOD).quality().read()).isEqualTo(1);
    }

    @Test
    void moreCurrenciesThanALogCanHoldAreAnErrorThatNamesTheLine() {
        StringBuilder rows = new StringBuilder("customer_id,time,amount,currency\n");
        for (int i = 0; i < 300; i++) {
            String code = "A" + (char) ('A' + i / 26) + (char) ('A' + i % 26);
            rows.append("c1,2024-01-05T10:00:00Z,1,").append(code).append('\n');
        }
        assertThatThrownBy(() -> read(EventReader.csv(), rows.toString()))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("line 257: more than 255 different currencies");
    }

    @Test
    void aFileWithoutAHeaderDoesNotSpillIntoTheMessage() {
        String wide = "x".repeat(500) + ",y".repeat(100) + "\n";
        assertThatThrownBy(() -> read(EventReader.csv(), wide))
                .hasMessageContaining("'customer_id' is missing")
                .hasMessageContaining("x...")
                .hasMessageContaining("and 71 more")
                .message()
                .hasSizeLessThan(600);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> EventReader.csv().maxSkippedShare(1.1)).hasMessageContaining("maxSkippedShare");
        assertThatThrownBy(() -> EventReader.csv().maxSkippedShare(Double.NaN)).hasMessageContaining("maxSkippedShare");
        assertThatThrownBy(() -> EventReader.csv().maxFieldLength(0)).hasMessageContaining("maxFieldLength");
        assertThatThrownBy(() -> EventReader.csv().currency("euro")).hasMessageContaining("three capital letters");
        assertThatThrownBy(() -> EventReader.csv().winsorizeAmountsAt(1)).hasMessageContaining("quantile");
    }

    /** Values must not depend on where the buffers of decoder and parser end. */
    @Test
    void rowsOfAnyLengthSurviveTheEdgesOfBuffers() {
        Random random = new Random(5);
        StringBuilder content = new StringBuilder("customer_id,time,type,text\n");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            String text = (i + "é漢👍\"\n").repeat(random.nextInt(40))
                    + "x".repeat(random.nextInt(i % 100 == 0 ? 20_000 : 9)) + "|";
            texts.add(text);
            content.append("c").append(i).append(",2024-01-05T10:00:00Z,feedback,\"");
            content.append(text.replace("\"", "\"\"")).append("\"\r\n");
        }
        byte[] bytes = utf8(content.toString());
        InputStream trickle = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(5_000)));
            }
        };
        EventLog log = EventReader.csv().strict().read(trickle, "events.csv");
        for (int i = 0; i < texts.size(); i++) {
            assertThat(log.history("c" + i).events().get(0))
                    .isEqualTo(new Feedback(Instant.parse("2024-01-05T10:00:00Z"), texts.get(i)));
        }
    }

    @Test
    void malformedBytesAreFoundWhereverTheyStand() {
        Random random = new Random(6);
        for (int round = 0; round < 30; round++) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            content.writeBytes(utf8("customer_id,time,type,text,other\n"));
            List<Integer> bad = new ArrayList<>();
            int rows = 400;
            for (int i = 0; i < rows; i++) {
                content.writeBytes(
                        utf8("c" + i + ",2024-01-05T10:00:00Z,feedback,👍" + "é".repeat(random.nextInt(300))));
                if (random.nextInt(4) == 0) {
                    bad.add(i);
                    byte[][] malformed = {
                        {(byte) 0xFF},
                        {(byte) 0xC3},
                        {(byte) 0xE6, (byte) 0xBC},
                        {(byte) 0xED, (byte) 0xB2, (byte) 0x80}
                    };
                    content.writeBytes(malformed[random.nextInt(4)]);
                }
                content.writeBytes(utf8(random.nextBoolean() ? ",\n" : ",o\n"));
            }
            EventLog log = EventReader.csv()
                    .maxSkippedShare(1)
                    .read(new ByteArrayInputStream(content.toByteArray()), "events.csv");
            assertThat(log.quality().count("malformed_text")).isEqualTo(bad.size());
            for (int i : bad) {
                assertThat(log.customers()).doesNotContain("c" + i);
            }
            assertThat(log.customers()).hasSize(rows - bad.size());
        }
    }

    @Test
    void linesOfJsonMayHaveEscapesUnknownFieldsAndAttributes() {
        String lines = """
                {"customer_id":"c\\u0031","time":"2024-01-05T10:00:00Z","amount":"10.50","attr.city":"Par\\u00eds","attr.vip":true,"extra":{"a":[1,2]}}

                {"customer_id":7,"time":"2024-01-05T10:00:00Z","amount":1.10e1,"text":null}
                {"customer_id":"c3","time":"2024-01-05T10:00:00Z","amount":1,"amount":2}
                {"customer_id":"c4","time":"2024-01-05T10:00:00Z","amount":[1]}
                "text"
                {"customer_id":"c5","time":"2024-01-05T10:00:00Z","amount":1} {"x":1}
                """;
        EventLog log =
                EventReader.jsonLines().maxSkippedShare(1).read(new ByteArrayInputStream(utf8(lines)), "events.jsonl");
        assertThat(log.customers()).containsExactly("7", "c1");
        assertThat(log.history("c1").attributes())
                .containsEntry("city", "París")
                .containsEntry("vip", "true");
        assertThat(((Purchase) log.history("7").events().get(0)).amount()).isEqualByComparingTo("11");
        assertThat(log.quality().count("unknown_field")).isEqualTo(1);
        assertThat(log.quality().count("repeated_field")).isEqualTo(1);
        assertThat(log.quality().count("nested_value")).isEqualTo(1);
        assertThat(log.quality().count("not_an_object")).isEqualTo(2);
        assertThat(log.quality().toString())
                .contains("line 4,")
                .contains("line 5,")
                .contains("line 6,")
                .contains("line 7,");
    }

    @Test
    void linesOfJsonFollowAMappingAndTheirCapsAndEncoding() throws IOException {
        ColumnMapping mapping = ColumnMapping.builder()
                .customer("who")
                .time("when")
                .amount("paid")
                .build();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(utf8("{\"who\":\"a\",\"when\":\"2024-01-05T10:00:00Z\",\"paid\":3,\"other\":1}\r\n"));
        content.writeBytes(
                utf8("{\"who\":\"b\",\"when\":\"2024-01-05T10:00:00Z\",\"paid\":\"" + "1".repeat(500) + "\"}\r\n"));
        content.writeBytes(utf8("{\"who\":\"c\",\"other\":\"" + "1".repeat(5_000) + "\"}\r"));
        content.writeBytes(new byte[] {'{', '"', (byte) 0xFF, '"', '}', '\n'});
        content.writeBytes(utf8("{\"who\":\"d\",\"when\":\"2024-01-05T10:00:00Z\",\"paid\":4}"));
        Path file = Files.write(folder.resolve("e.jsonl"), gzip(content.toByteArray()));
        EventLog log = EventReader.jsonLines()
                .mapping(mapping)
                .maxFieldLength(400)
                .maxSkippedShare(1)
                .read(file);
        assertThat(log.customers()).containsExactly("a", "d");
        assertThat(log.quality().count("json_limit")).isEqualTo(1);
        assertThat(log.quality().count("line_too_long")).isEqualTo(1);
        assertThat(log.quality().count("malformed_text")).isEqualTo(1);
        assertThat(log.quality().count("unknown_field")).isZero();
    }
}
