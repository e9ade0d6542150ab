package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.EventLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the JSON and wherever it is cut, several threads read what one thread reads. */
class ThreadedJsonTest {

    private static final String GOOD =
            "{\"customer_id\": \"a\", \"time\": \"2024-01-05T10:00:00Z\", \"amount\": 1, \"attr.city\": \"York\"}";

    @TempDir
    private Path folder;

    /** Everything that can be seen of a read: the log and its report, or the failure. */
    private static List<Object> outcome(Supplier<EventLog> read) {
        try {
            EventLog log = read.get();
            List<Object> seen = new ArrayList<>(log.customers());
            log.customers().forEach(id -> seen.add(log.history(id).events()));
            seen.add(String.valueOf(log.currency()));
            seen.add(log.observedFrom());
            seen.add(log.observedUntil());
            seen.add(log.quality().toString());
            seen.add(log.quality().counts());
            return seen;
        } catch (EventReadException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static List<Object> read(JsonLinesEventReader reader, String file) {
        return read(reader, file.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Object> read(JsonLinesEventReader reader, byte[] file) {
        return outcome(() -> reader.read(new ByteArrayInputStream(file), "f"));
    }

    private static JsonLinesEventReader lenient() {
        return EventReader.jsonLines().maxSkippedShare(1).maxAttributes(4).maxFieldLength(60);
    }

    private static String pick(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }

    /** Mostly good records with whatever a name, a number, a text or a byte can be. */
    private static List<String> records(long seed) {
        Random random = new Random(seed);
        boolean wild = random.nextBoolean();
        boolean ids = random.nextBoolean();
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 12 + random.nextInt(12); i++) {
            List<String> fields = new ArrayList<>(List.of(
                    "\"customer_id\": " + pick(random, "\"a\"", "\"b\"", "7", "\"c, d\"", wild ? "null" : "\"e\""),
                    "\"time\":\"2024-0" + (1 + random.nextInt(9)) + "-05T10:00:00"
                            + pick(random, "Z", "Z", wild ? " noon" : "Z") + "\"",
                    "\"type\":" + pick(random, "\"purchase\"", "\"refund\"", "\"review\"", wild ? "\"sold\"" : "null"),
                    "\"amount\" : "
                            + pick(random, "1", "2.50", "\"3.5\"", wild ? "\"1,234\"" : "7", wild ? "\"1.234\"" : "8"),
                    "\"text\":" + pick(random, "\"\"", "\"a \\\"b\\\" {[\"", "\"two\\nlines\"", "\"\u00e9\u6f22\""),
                    "\"currency\":" + pick(random, "null", "\"EUR\"")));
            if (random.nextInt(3) == 0) {
                fields.add("\"attr." + pick(random, "city", "age", "tier", "x", "y", "z") + "\":\"v" + i + "\"");
            }
            if (random.nextInt(4) == 0) {
                fields.add(pick(random, "\"more\":{\"deep\":[1,{}]}", "\"Amount\":3", "\"when\":null", "\"other\":1"));
            }
            if (ids) {
                fields.add("\"event_id\":\"e" + random.nextInt(30) + "\"");
            }
            if (wild && random.nextInt(6) == 0) {
                fields.add(pick(random, "\"time\":1", "\"order_id\":{}", "\"text\":\"\udc80\"", "nothing"));
            }
            if (wild && random.nextInt(9) == 0) {
                fields.add("\"product_id\":\"" + "x".repeat(300) + "\"");
            }
            records.add("{" + String.join(", ", fields) + "}");
        }
        return records;
    }

    /** The records as lines, as a list, as objects of several lines and as pages. */
    private static List<byte[]> files(long seed) {
        List<String> records = records(seed);
        String end = seed % 3 == 0 ? "\r\n" : "\n";
        List<byte[]> files = new ArrayList<>();
        for (String text : List.of(
                String.join(end, records) + (seed % 2 == 0 ? end + end : ""),
                "[" + String.join("," + end, records) + "]",
                String.join(end, records).replace("{\"customer_id\"", "{" + end + " \"customer_id\""),
                "{\"next\": null, \"orders\": [" + String.join(",", records) + "]}" + end + "{\"orders\": []}")) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < bytes.length; i++) {
                // What a lone surrogate was encoded as becomes malformed.
                bytes[i] = bytes[i] == '?' ? (byte) 0xff : bytes[i];
            }
            files.add(bytes);
        }
        return files;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theLogAndTheReportAreTheSameWhereverTheFileIsCut(int threads) {
        int logs = 0;
        for (long seed = 0; seed < 12; seed++) {
            for (byte[] file : files(seed)) {
                List<Object> alone = read(lenient(), file);
                logs += alone.size() > 1 ? 1 : 0;
                for (int size : new int[] {1, 150, 400, 1000, 2500}) {
                    assertThat(read(lenient().threads(threads).chunkSize(size), file))
                            .as("seed %d, chunks of %d: %s", seed, size, new String(file, StandardCharsets.UTF_8))
                            .isEqualTo(alone);
                }
            }
        }
        assertThat(logs).isGreaterThan(24);
    }

    @Test
    void fieldsOfAMappingAndThoseThatResembleThemAreReadAndToldAsByOneThread() {
        ColumnMapping mapping = ColumnMapping.json(
                "{\"customer\": \"customer_id\", \"time\": \"time\"," + " \"amount\": \"amount\", \"skipLines\": 2}");
        for (long seed = 0; seed < 12; seed++) {
            String file = "x\ny\n" + String.join("\n", records(seed));
            List<Object> alone = read(lenient().mapping(mapping), file);
            for (int size : new int[] {1, 300, 900}) {
                assertThat(read(lenient().mapping(mapping).threads(2).chunkSize(size), file))
                        .as("seed %d, chunks of %d", seed, size)
                        .isEqualTo(alone);
            }
        }
    }

    @Test
    void rowsWithinListsAreReadAsByOneThread() {
        ColumnMapping mapping = ColumnMapping.json("{\"customer\": \"who\", \"time\": \"at\","
                + " \"amount\": \"items[].price\", \"product\": \"items[].name\"}");
        String order = "{\"who\":\"a\",\"items\":[{\"price\":1,\"name\":\"p\"},{\"price\":2}],"
                + "\"at\":\"2024-01-05T10:00:00Z\"}\n{\"who\":\"b\",\"at\":\"2024-02-05T10:00:00Z\",\"items\":[]}\n";
        String file = order.repeat(9);
        List<Object> alone = read(lenient().mapping(mapping), file);
        assertThat(alone).hasSizeGreaterThan(1);
        for (int size = 1; size < file.length(); size += 97) {
            assertThat(read(lenient().mapping(mapping).threads(2).chunkSize(size), file))
                    .isEqualTo(alone);
        }
    }

    @Test
    void aFailureIsTheSameWhereverTheFileIsCut() {
        List<String> faults = List.of(
                GOOD.replace(": 1", ": \"ten\"") + "\n",
                GOOD.replace("Z\"", "\"") + "\n",
                "{\"customer_id\": \"a\n",
                GOOD.replace(", \"attr", ", \"amount\": 2, \"attr") + "\n",
                "[]\n",
                GOOD.replace(": 1", ": 1, \"currency\": \"EURO\"") + "\n");
        String good = (GOOD + "\n").repeat(8);
        for (String fault : faults) {
            for (String text : List.of(good + fault + good, good + fault)) {
                List<Object> alone = read(EventReader.jsonLines().strict(), text);
                assertThat(alone).as(fault).hasSize(1);
                for (int size = 1; size < text.length(); size += 140) {
                    assertThat(read(EventReader.jsonLines().strict().threads(2).chunkSize(size), text))
                            .as("%s, chunks of %d", fault, size)
                            .isEqualTo(alone);
                }
            }
        }
    }

    @Test
    void aBadRecordInFrontOfTheEndOfAListThatWasCutOffIsToldFirst() {
        String bad = GOOD.replace(": 1", ": \"ten\"");
        String cutOff = "[" + (GOOD + ",\n").repeat(9) + "%s,\n" + GOOD.substring(0, 40);
        for (int size : new int[] {1, 200, 5000}) {
            for (String text : List.of(String.format(cutOff, GOOD), String.format(cutOff, bad))) {
                List<Object> alone = read(EventReader.jsonLines().strict(), text);
                assertThat(alone).hasSize(1);
                assertThat(read(EventReader.jsonLines().strict().threads(2).chunkSize(size), text))
                        .isEqualTo(alone);
            }
        }
    }

    @Test
    void tooManyBadRecordsStopTheReadingAsTheyDoOfOneThread() throws IOException {
        String bad = GOOD.replace(": 1", ": \"one\"") + "\n";
        Path few = Files.writeString(folder.resolve("few.jsonl"), (GOOD + "\n").repeat(2000) + bad.repeat(30));
        Path many =
                Files.writeString(folder.resolve("many.jsonl"), (GOOD + "\n").repeat(100) + bad.repeat(60_000) + GOOD);
        for (int size : List.of(2_000, 50_000, 1 << 20)) {
            assertThat(outcome(() ->
                            EventReader.jsonLines().threads(2).chunkSize(size).read(few)))
                    .isEqualTo(outcome(() -> EventReader.jsonLines().read(few)));
            assertThatThrownBy(() ->
                            EventReader.jsonLines().threads(2).chunkSize(size).read(many))
                    .hasMessageContaining("are bad")
                    .hasMessageContaining("the first is in line 101, column 'amount'");
        }
    }

    @Test
    void aCompressedFileThatIsCutOffFailsBehindItsLastWholeRecord() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write((GOOD + "\n").repeat(500).getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = packed.toByteArray();
        byte[] cut = Arrays.copyOf(whole, whole.length - 20);

        assertThat(read(lenient().threads(2).chunkSize(300), whole))
                .isEqualTo(read(lenient(), whole))
                .hasSizeGreaterThan(1);
        assertThat(read(lenient().threads(2).chunkSize(300), cut))
                .isEqualTo(read(lenient(), cut))
                .hasSize(1);
    }
}
