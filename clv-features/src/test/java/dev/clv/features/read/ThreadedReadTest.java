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

/** Whatever the file and wherever it is cut, several threads read what one thread reads. */
class ThreadedReadTest {

    private static final String HEADER =
            "customer_id,time,type,amount,currency,order_id,text,rating,quantity,event_id,attr.city";

    @TempDir
    private Path folder;

    /** Everything that can be seen of a read: the log and its report, or the failure. */
    private static List<Object> outcome(Supplier<EventLog> read) {
        try {
            EventLog log = read.get();
            List<Object> seen = new ArrayList<>(log.customers());
            log.customers().forEach(id -> seen.add(log.history(id).events()));
            seen.add(log.zone());
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

    private static List<Object> read(CsvEventReader reader, byte[] file) {
        return outcome(() -> reader.read(new ByteArrayInputStream(file), "f"));
    }

    private static CsvEventReader lenient() {
        return EventReader.csv().maxSkippedShare(1);
    }

    private static int longestRecord(byte[] file) {
        int longest = 0;
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < file.length; i++) {
            quoted ^= file[i] == '"';
            if (file[i] == '\n' && !quoted) {
                longest = Math.max(longest, i + 1 - start);
                start = i + 1;
            }
        }
        return longest;
    }

    private static String pick(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }

    /** Mostly good rows with whatever a quote, a line end, a number, an id or a byte can be. */
    private static byte[] file(long seed) {
        Random random = new Random(seed);
        String end = pick(random, "\n", "\r\n", "\n");
        boolean wild = random.nextBoolean();
        boolean ids = random.nextBoolean();
        StringBuilder rows = new StringBuilder(HEADER).append(end);
        for (int i = 0; i < 12 + random.nextInt(12); i++) {
            String text = pick(
                    random,
                    "",
                    "fine",
                    "\"a \"\"b\"\"\"",
                    "\"two\nlines\"",
                    "\"a\r\nb\rc\"",
                    "5\" nail",
                    "\"x,\"\"\n\"",
                    "\u00e9\u6f22");
            String amount = pick(random, "1", "2.50", "3.5", wild ? "\"1,234\"" : "7", wild ? "1.234" : "8", "\"12\"");
            rows.append(String.join(
                    ",",
                    pick(random, "a", "b", "\"c, d\"", wild ? "" : "e", "\"f\""),
                    "2024-0" + (1 + random.nextInt(9)) + "-05T10:00:00" + pick(random, "Z", "Z", wild ? " noon" : "Z"),
                    pick(random, "purchase", "purchase", "refund", "review", wild ? "sold" : "purchase"),
                    wild && random.nextInt(9) == 0
                            ? pick(random, "\"1.234,5\"", "\"1,5\"", "ten", "-3", "5 EUR")
                            : amount,
                    pick(random, "", "EUR"),
                    pick(random, "", "o1", "o2"),
                    text,
                    pick(random, "4", "5", ""),
                    pick(random, "1", "2", ""),
                    ids ? pick(random, "", "e" + random.nextInt(30)) : "",
                    pick(random, "", "York", wild ? "\udc80" : "Rome")));
            rows.append(pick(random, "", "", wild ? ",,too,many" : "", ",")).append(end);
            rows.append(random.nextInt(6) == 0 ? end : "");
        }
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            // What a lone surrogate was encoded as becomes malformed.
            bytes[i] = wild && bytes[i] == '?' ? (byte) 0xff : bytes[i];
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theLogAndTheReportAreTheSameWhereverTheFileIsCut(int threads) {
        int cut = 0;
        int logs = 0;
        for (long seed = 0; seed < 16; seed++) {
            byte[] file = file(seed);
            List<Object> alone = read(lenient(), file);
            logs += alone.size() > 1 ? 1 : 0;
            for (int size = longestRecord(file); size < file.length; size += threads == 2 ? 3 : 41) {
                assertThat(read(lenient().threads(threads).chunkSize(size), file))
                        .as("seed %d, chunks of %d", seed, size)
                        .isEqualTo(alone);
                cut++;
            }
        }
        assertThat(logs).isGreaterThan(12);
        assertThat(cut).isGreaterThan(200);
    }

    @Test
    void aFailureIsTheSameWhereverTheFileIsCut() {
        List<String> faults = List.of(
                "a,2024-01-05T10:00:00Z,purchase,ten,,,,,,,\n",
                "a,2024-01-05T10:00:00,purchase,1,,,,,,,\n",
                "a,2024-01-05T10:00:00Z,purchase,1,,,\"open,,,,\n",
                "a,2024-01-05T10:00:00Z,purchase,1,,,\"a\"b,,,,\n",
                "a,2024-01-05T10:00:00Z,purchase,1,,,\"" + "x".repeat(300) + "\",,,,\n",
                "a,2024-01-05T10:00:00Z,purchase,1,EURO,,,,,,\n");
        String good = "a,2024-01-05T10:00:00Z,purchase,1,,,\"q\nr\",,,,\n".repeat(8);
        for (String fault : faults) {
            for (String text : List.of(fault + good, good + fault + good, good + fault)) {
                byte[] file = (HEADER + "\n" + text).getBytes(StandardCharsets.UTF_8);
                List<Object> alone = read(EventReader.csv().strict().maxFieldLength(200), file);
                assertThat(alone).hasSize(1);
                for (int size = 110; size < file.length; size += 29) {
                    CsvEventReader reader = EventReader.csv().strict().maxFieldLength(200);
                    assertThat(read(reader.threads(2).chunkSize(size), file))
                            .as("%s, chunks of %d", fault, size)
                            .isEqualTo(alone);
                }
            }
        }
    }

    @Test
    void aColumnThatIsDecidedLateIsReadAsByOneThread() {
        String open = "a,2024-01-05T10:00:00Z,purchase,1.234,,,,,,,\n";
        for (String deciding : List.of("\"1,5\"", "\"1.234,5\"", "\"1,234.5\"", "12.5", "\"2,345\"")) {
            String late = open.repeat(6) + open.replace("1.234", deciding) + open.repeat(6);
            String early = open.replace("1.234", deciding) + open.repeat(9);
            String whole = open.replace("1.234", "7").repeat(6) + open.replace("1.234", deciding) + open.repeat(6);
            for (String body : List.of(late, early, whole)) {
                byte[] file = (HEADER + "\n" + body).getBytes(StandardCharsets.UTF_8);
                List<Object> alone = read(lenient(), file);
                for (int size = HEADER.length() + 1; size < file.length; size += 5) {
                    assertThat(read(lenient().threads(2).chunkSize(size), file)).isEqualTo(alone);
                }
            }
        }
    }

    @Test
    void tooManyBadRowsStopTheReadingAsTheyDoOfOneThread() throws IOException {
        String good = "a,2024-01-05T10:00:00Z,purchase,1,,,,,,,\n";
        String bad = good.replace(",1,", ",one,");
        Path few = Files.writeString(folder.resolve("few.csv"), HEADER + "\n" + good.repeat(2000) + bad.repeat(30));
        Path many = Files.writeString(
                folder.resolve("many.csv"), HEADER + "\n" + good.repeat(100) + bad.repeat(20_000) + good.repeat(9));
        for (int size : List.of(100, 1000, 10_000, 1 << 20)) {
            assertThat(outcome(
                            () -> EventReader.csv().threads(2).chunkSize(size).read(few)))
                    .isEqualTo(outcome(() -> EventReader.csv().read(few)));
            assertThatThrownBy(
                            () -> EventReader.csv().threads(2).chunkSize(size).read(many))
                    .hasMessageContaining("rows so far are bad")
                    .hasMessageContaining("the first is in line 102, column 'amount'");
        }
    }

    @Test
    void namesOfRowsQuotedHeadersLinesAboveAndBlanksForDelimitersAreReadAsByOneThread() {
        String row = "1,a,2024-01-05T10:00:00Z,\"3\n\"\n";
        ColumnMapping blanks =
                ColumnMapping.json("{\"header\": [\"who\", \"when\", \"paid\"], \"delimiter\": \"whitespace\","
                        + " \"skipLines\": 2, \"customer\": \"who\", \"time\": \"when\", \"amount\": \"paid\"}");
        String named = "customer_id,time,amount\n" + row.repeat(9);
        String skipped = "x\ny\n" + "  a  2024-01-05T10:00:00Z   3\n".repeat(9);
        String returns = HEADER + "\r" + "a,2024-01-05T10:00:00Z,purchase,1,,,,,,,\r".repeat(9);
        String semicolons = "sep=;\ncustomer_id;\"time\";amount\n" + "\n" + "a;2024-01-05T10:00:00Z;1\n".repeat(9);
        for (int size = 30; size < 400; size += 13) {
            int chunk = size;
            for (String text : List.of(named, returns, semicolons, "customer_id,time\n", "customer_id,time")) {
                byte[] file = text.getBytes(StandardCharsets.UTF_8);
                assertThat(read(lenient().threads(2).chunkSize(chunk), file)).isEqualTo(read(lenient(), file));
            }
            byte[] file = skipped.getBytes(StandardCharsets.UTF_16);
            assertThat(read(lenient().mapping(blanks).threads(2).chunkSize(chunk), file))
                    .isEqualTo(read(lenient().mapping(blanks), file))
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void aCompressedFileThatIsCutOffFailsBehindItsLastWholeRow() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(file(4));
        }
        byte[] whole = packed.toByteArray();
        byte[] cut = Arrays.copyOf(whole, whole.length - 20);

        assertThat(read(lenient().threads(2).chunkSize(300), whole)).isEqualTo(read(lenient(), file(4)));
        assertThat(read(lenient().threads(2).chunkSize(300), cut))
                .isEqualTo(read(lenient(), cut))
                .hasSize(1);
    }

    @Test
    void noThreadOutlivesTheReading() throws InterruptedException {
        byte[] file = file(2);
        read(lenient().threads(4).chunkSize(300), file);

        // A pool ends a moment before the last instructions of its threads; a thread that waits for work stays.
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("clv-read-")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
        assertThatThrownBy(() -> EventReader.csv().threads(0)).hasMessage("threads must be at least 1, was 0");
    }
}
