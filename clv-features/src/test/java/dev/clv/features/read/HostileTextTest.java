package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.clv.features.event.DataQualityReport.Count;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Review;
import dev.clv.features.internal.cell.Printable;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that was made, or broken, to reach where it does not belong. */
class HostileTextTest {

    private static final String HEADER =
            "customer_id,time,type,amount,order_id,product_id,category,name,value,event_id,text\n";
    private static final String GOOD = "c0,2024-01-05T10:00:00Z,purchase,5,o,p,k,,,,\n";
    private static final String[] CONTROLS = {
        "\0", "\n", "\r", "\u001b[31m", "\u202e", "\u2066", "\u200f", "\u0085", "\u2028", "\u007f"
    };

    @TempDir
    Path folder;

    private static EventLog csv(String content) {
        return EventReader.csv()
                .maxSkippedShare(1)
                .read(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), "events.csv");
    }

    private static EventLog json(String content) {
        return EventReader.jsonLines()
                .maxSkippedShare(1)
                .read(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), "events.jsonl");
    }

    @Test
    void aControlCharacterWithinAnIdOrANameIsSkippedAndCounted() {
        for (String control : CONTROLS) {
            String bad = "\"x" + control + "y\"";
            String rows = GOOD
                    + GOOD.replace("c0", bad)
                    + GOOD.replace(",o,", "," + bad + ",")
                    + GOOD.replace(",p,", "," + bad + ",")
                    + GOOD.replace(",k,", "," + bad + ",")
                    + "c1,2024-01-05T10:00:00Z,signal,,,,," + bad + ",5,,\n"
                    + "c1,2024-01-05T10:00:00Z,view,,,,,,," + bad + ",\n";
            EventLog log = csv(HEADER + rows);
            assertThat(log.customers()).as(Printable.of(control)).containsExactly("c0");
            assertThat(log.quality().count("control_character")).isEqualTo(6);
            assertThat(Printable.isPlain(log.quality().toString().replace("\n", "")))
                    .isTrue();
        }
    }

    @Test
    void soItIsInJsonLines() {
        for (String control : List.of("\\u0000", "\\n", "\\r", "\\u001b[31m", "\\u202e")) {
            EventLog log =
                    json("{\"customer_id\":\"a" + control + "b\",\"time\":\"2024-01-05T10:00:00Z\",\"amount\":5}\n"
                            + "{\"customer_id\":\"c0\",\"time\":\"2024-01-05T10:00:00Z\",\"amount\":5}\n");
            assertThat(log.customers()).containsExactly("c0");
            assertThat(log.quality().count("control_character")).isEqualTo(1);
        }
    }

    @Test
    void aZeroByteAtTheEndOfAnIdIsNoBlank() {
        assertThat(csv(HEADER + GOOD + GOOD.replace("c0", "c0\0")).quality().count("control_character"))
                .isEqualTo(1);
    }

    @Test
    void aTextMayHaveLines() {
        EventLog log = csv(HEADER + "c0,2024-01-05T10:00:00Z,review,,,,,,,,\"two\nlines\"\n");
        assertThat(((Review) log.history("c0").events().get(0)).text()).isEqualTo("two\nlines");
    }

    @Test
    void theBuilderOfALogRefusesSuchACustomer() {
        for (String control : CONTROLS) {
            assertThatThrownBy(() -> EventLog.builder()
                            .add("a" + control, new Review(java.time.Instant.EPOCH, 5, "fine", null, null)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("control character");
        }
    }

    @Test
    void noMessageAndNoReportHoldsAControlCharacter() {
        for (String control : CONTROLS) {
            String evil = "2024" + control + "-01-05 INFO login ok";
            String quoted = "\"" + evil + "\"";
            for (String row : List.of(
                    GOOD.replace("c0", quoted),
                    GOOD.replace("2024-01-05T10:00:00Z", quoted),
                    GOOD.replace(",5,", "," + quoted + ","),
                    GOOD.replace("purchase", quoted))) {
                EventLog log = csv(HEADER + GOOD + row);
                assertThat(log.quality().skipped()).isEqualTo(1);
                requirePlain(log.quality().toString().replace("\n", ""));
                for (Count count : log.quality().counts()) {
                    count.samples().forEach(sample -> {
                        requirePlain(sample.value());
                        requirePlain(sample.column());
                    });
                }
                requirePlain(messageOf(() -> EventReader.csv()
                        .strict()
                        .read(
                                new ByteArrayInputStream((HEADER + row).getBytes(StandardCharsets.UTF_8)),
                                "events.csv")));
            }
            for (String header : List.of(
                    HEADER.replace("time", "\"ti" + control + "me\""),
                    HEADER.replace("customer_id", "\"cust" + control + "r_id\""))) {
                requirePlain(messageOf(() -> csv(header + GOOD)));
            }
            String key = control.equals("\u001b[31m")
                    ? "\\u001b"
                    : control.length() == 1 && control.charAt(0) < ' '
                            ? String.format("\\u%04x", (int) control.charAt(0))
                            : control;
            for (String mapping : List.of(
                    "{\"c" + key + "ustomer\": \"x\"}",
                    "{\"customer\": {\"a" + key + "\": 5}}",
                    "{\"kind\": {\"column\": \"x\", \"values\": {\"y" + key + "\": \"nothing\"}}}",
                    "{\"customer\": \"a\", \"time\": \"b\", \"header\": [\"x" + key + "\"]}")) {
                requirePlain(messageOf(() -> ColumnMapping.json(mapping)));
            }
        }
    }

    private static String messageOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        Throwable thrown = catchThrowable(action);
        assertThat(thrown).isInstanceOfAny(EventReadException.class, IllegalArgumentException.class);
        return String.valueOf(thrown.getMessage());
    }

    private static void requirePlain(String text) {
        assertThat(Printable.isPlain(text)).as(Printable.of(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 17, 20, 100, 1000, 4096, 8191, 8192, 8193, 16384, 65535, 100_000})
    void aFieldBeyondTheLimitEndsInASentenceAtAnyLimit(int limit) {
        for (String field : List.of("x".repeat(limit + 1), "\"open" + "y".repeat(3 * limit + 70_000))) {
            assertThatThrownBy(() -> EventReader.csv()
                            .maxFieldLength(limit)
                            .read(
                                    new ByteArrayInputStream(
                                            (HEADER + GOOD.replace("c0", field)).getBytes(StandardCharsets.UTF_8)),
                                    "events.csv"))
                    .isInstanceOf(EventReadException.class);
        }
    }

    @Test
    void aMappingThatCannotBeReadSaysWhyInOneSentence() throws Exception {
        assertThatThrownBy(() -> ColumnMapping.json(folder.resolve("nosuch.json")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("mapping 'nosuch.json' cannot be read: there is no such file");
        Path latin = Files.write(
                folder.resolve("latin.json"), "{\"customer\": \"Käufer\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ColumnMapping.json(latin))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                        "mapping 'latin.json' cannot be read: it is not valid UTF-8 at byte offset 15; save it as UTF-8");
        for (String broken : List.of(
                "",
                "{",
                "{\"a\" 1}",
                "{\"a\": zoe@example.org}",
                "{\"zoe\": 1, \"zoe\": 2}",
                "[1]",
                "\"zoe\"",
                "{} zoe",
                "{\"not\":".repeat(990) + "1" + "}".repeat(990),
                "{\"drop\":" + "[".repeat(100_000),
                "{\"skipLines\": 1" + "0".repeat(2000) + "}",
                "{\"skipLines\": 1e999999999}",
                "{\"customer\":\"a\",\"time\":\"b\",\"drop\":[{\"column\":\"a\",\"atMost\":1e" + "9".repeat(400)
                        + "}]}",
                "{\"amount\": {\"constant\": 1" + "0".repeat(399) + "e-" + "1".repeat(400) + "}}")) {
            assertThatThrownBy(() -> ColumnMapping.json(broken))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("mapping: ")
                    .message()
                    .doesNotContain("Source", "REDACTED", "tools.jackson", "zoe@")
                    .hasLineCount(1);
        }
    }

    @Test
    void aMappingMayHaveAMarkAndBeUtf16() throws Exception {
        String json = "{\"customer\": \"c\u00a0\", \"time\": \"t\"}";
        for (byte[] bytes : List.of(
                ("\ufeff" + json).getBytes(StandardCharsets.UTF_8),
                json.getBytes(StandardCharsets.UTF_16),
                json.getBytes(StandardCharsets.UTF_16LE))) {
            ColumnMapping mapping = ColumnMapping.json(Files.write(folder.resolve("m.json"), bytes));
            assertThat(mapping.needed()).containsExactlyInAnyOrder("c", "t");
        }
    }

    @Test
    void aGiantExponentCostsNoTime() {
        assertThat(Duration.ofSeconds(5)).isGreaterThan(timeOf(() -> {
            for (String bound :
                    List.of("1e999999999", "-1e999999999", "1e-999999999", "1e2147483647", "1e-2147483647")) {
                assertThatThrownBy(() -> ColumnMapping.json(
                                "{\"customer\":\"a\",\"time\":\"b\",\"drop\":[{\"column\":\"a\",\"atMost\":" + bound
                                        + "}]}"))
                        .isInstanceOf(IllegalArgumentException.class);
                csv(HEADER + GOOD + GOOD.replace(",5,", "," + bound + ","));
                json("{\"customer_id\":\"c0\",\"time\":\"2024-01-05T10:00:00Z\",\"amount\":" + bound + "}\n");
            }
        }));
    }

    private static Duration timeOf(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void wordsOfAMappingAreNotShown() {
        String secret = "zoe.geheim@example.org";
        for (Map.Entry<String, String> mistake : Map.of(
                        "customer", "[\"" + secret + "\"]",
                        "delimiter", "\"" + secret + "\"",
                        "decimal", "\"" + secret + "\"",
                        "encoding", "\"" + secret + "\"",
                        "skipLines", "\"" + secret + "\"",
                        "time", "{\"column\": \"t\", \"zone\": \"" + secret + "\"}",
                        "kind", "{\"constant\": \"" + secret + "\"}",
                        "drop", "[\"" + secret + "\"]",
                        "refundWhen", "{\"column\": \"x\", \"equals\": \"" + secret + "\", \"blank\": true}",
                        "amount", "{\"constant\": \"" + secret + "\"}")
                .entrySet()) {
            assertThatThrownBy(() -> ColumnMapping.json("{\"" + mistake.getKey() + "\": " + mistake.getValue() + "}"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(mistake.getKey())
                    .hasMessageNotContaining("geheim");
        }
    }

    @Test
    void thousandsOfNamesOfAttributesCostLittleAndMeetACap() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            lines.append("{\"customer_id\":\"c")
                    .append(i)
                    .append("\",\"time\":\"2024-01-05T10:00:00Z\",\"amount\":5,\"attr.a")
                    .append(i)
                    .append("\":\"x\"}\n");
        }
        assertThat(Duration.ofSeconds(20)).isGreaterThan(timeOf(() -> {
            EventLog log = json(lines.toString());
            assertThat(log.quality().accepted()).isEqualTo(30_000);
            assertThat(log.quality().count("too_many_attributes")).isEqualTo(29_000);
            assertThat(log.history("c0").events()).hasSize(2);
            assertThat(log.history("c29999").events()).hasSize(1);
        }));
        EventLog some = EventReader.jsonLines()
                .maxAttributes(2)
                .read(
                        new ByteArrayInputStream(lines.substring(0, 1000)
                                .lines()
                                .limit(5)
                                .reduce("", (a, b) -> a + b + "\n")
                                .getBytes(StandardCharsets.UTF_8)),
                        "some.jsonl");
        assertThat(some.quality().count("too_many_attributes")).isEqualTo(3);
        assertThatThrownBy(() -> EventReader.jsonLines().maxAttributes(-1)).hasMessageContaining("maxAttributes");
    }
}
