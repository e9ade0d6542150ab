package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.DataQualityReport;
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
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words that must not come out anywhere, sent through every reader and every kind of broken cell. */
class CanaryTest {

    private static final String MARK = "zqx";
    private static final String[] COLUMNS = {
        "customer_id",
        "time",
        "type",
        "amount",
        "currency",
        "order_id",
        "product_id",
        "category",
        "quantity",
        "rating",
        "text",
        "name",
        "value",
        "session_id",
        "event_id",
        "attr.tier"
    };

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    /** 300 ids, addresses, names and words, each with the mark in it. */
    private static List<String> canaries() {
        return Stream.iterate(0, i -> i + 1)
                .limit(75)
                .flatMap(i -> Stream.of(
                        MARK + i, "anna." + MARK + i + "@example.org", "Dr. Zoe " + MARK + " " + i, i + " EUR " + MARK))
                .toList();
    }

    /** Anything that may throw. */
    private interface Action {
        void run() throws IOException;
    }

    private void attempt(Action action) {
        try {
            action.run();
        } catch (RuntimeException | IOException e) {
            for (Throwable at = e; at != null; at = at.getCause()) {
                told.add(String.valueOf(at.getMessage()));
            }
        }
    }

    private void take(EventLog log) {
        DataQualityReport quality = log.quality();
        told.add(quality.toString());
        quality.counts().forEach(count -> {
            told.add(count.reason().sentence());
            count.samples().forEach(sample -> told.add(sample.toString()));
        });
        told.add(log.toString());
    }

    private void requireSilence(int least) {
        assertThat(told).hasSizeGreaterThan(least);
        assertThat(told).noneMatch(text -> text.toLowerCase(Locale.ROOT).contains(MARK));
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String row(int column, String canary) {
        String[] cells = {
            "c1", "2024-01-05T10:00:00Z", "purchase", "5", "EUR", "o", "p", "k", "1", "", "", "", "", "", "", "gold"
        };
        cells[column] = canary;
        if (COLUMNS[column].equals("rating")) {
            cells[2] = "review";
        } else if (COLUMNS[column].equals("value")) {
            cells[2] = "signal";
            cells[11] = "minutes";
        } else if (COLUMNS[column].equals("session_id")) {
            cells[2] = "view";
        }
        return String.join(",", cells);
    }

    private static String json(int column, String canary) {
        String[] cells = row(column, canary).split(",", -1);
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < cells.length; i++) {
            json.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(COLUMNS[i])
                    .append("\":\"")
                    .append(cells[i])
                    .append('"');
        }
        return json + "}";
    }

    @Test
    void noReaderOfALogTellsThem() {
        String header = String.join(",", COLUMNS) + "\n";
        List<String> canaries = canaries();
        for (int column = 0; column < COLUMNS.length; column++) {
            for (int i = 0; i < canaries.size(); i++) {
                String canary = canaries.get(i);
                String csv = header + row(column, canary) + "\n" + row(column, canary) + "\n";
                int at = column;
                String lines = json(at, canary) + "\n";
                attempt(() -> take(EventReader.csv().maxSkippedShare(1).read(bytes(csv), "log.csv")));
                attempt(() -> take(EventReader.csv().read(bytes(csv), "log.csv")));
                attempt(() -> take(EventReader.jsonLines().maxSkippedShare(1).read(bytes(lines), "log.jsonl")));
                if (i % 15 < 4) {
                    for (String broken : List.of(
                            header + row(at, "\"" + canary),
                            header + row(at, "\"" + canary + "\"x"),
                            header + row(at, canary) + "," + canary + "\n",
                            header + canary + "\n",
                            row(at, canary) + "\n")) {
                        attempt(() -> take(EventReader.csv().strict().read(bytes(broken), "log.csv")));
                        attempt(() -> take(EventReader.csv().maxFieldLength(3).read(bytes(broken), "log.csv")));
                    }
                    for (String broken : List.of(
                            json(at, canary).substring(0, 40),
                            "{\"a\":" + canary + "}",
                            "[\"" + canary + "\"]",
                            json(at, canary) + canary,
                            json(at, canary).replace("\"" + canary + "\"", "{\"x\":\"" + canary + "\"}"))) {
                        attempt(() -> take(EventReader.jsonLines().strict().read(bytes(broken + "\n"), "log.jsonl")));
                    }
                }
            }
        }
        requireSilence(10_000);
    }

    @Test
    void noReaderOfASmallFileTellsThem() {
        Path file = folder.resolve("small.csv");
        for (String canary : canaries()) {
            for (String content : List.of(
                    "customer_id,tier\n" + canary + "\n",
                    "customer_id,tier\n" + canary + ",\"" + canary + "\n",
                    "customer_id,tier\n" + canary + ",\"" + canary + "\"x\n",
                    "customer_id,time,tier\n" + canary + "," + canary + "," + canary + "\n",
                    "customer_id,customer_id\n" + canary + "," + canary + "\n")) {
                attempt(() -> {
                    Files.writeString(file, content);
                    CustomerIds.read(file);
                });
                attempt(() -> take(EventReader.csv()
                        .maxSkippedShare(1)
                        .attributes(file)
                        .read(bytes("customer_id,time,amount\nc1,2024-01-05T10:00:00Z,5\n"), "log.csv")));
                attempt(() -> ColumnMapping.json(file));
            }
        }
        requireSilence(1_000);
    }

    @Test
    void noMistakeInAMappingTellsThem() {
        for (String canary : canaries()) {
            String text = "\"" + canary + "\"";
            for (String mapping : List.of(
                    "{\"customer\": [" + text + "]}",
                    "{\"customer\": " + canary + "}",
                    "{\"time\": {\"column\": \"t\", \"zone\": " + text + "}}",
                    "{\"amount\": {\"constant\": " + text + "}}",
                    "{\"amount\": {\"product\": " + text + "}}",
                    "{\"delimiter\": " + text + ", \"decimal\": " + text + "}",
                    "{\"decimal\": " + text + "}",
                    "{\"encoding\": " + text + "}",
                    "{\"kind\": {\"constant\": " + text + "}}",
                    "{\"drop\": [{\"column\": \"x\", \"atMost\": " + text + "}]}",
                    "{\"drop\": [{\"column\": \"x\", \"equals\": " + text + ", \"blank\": true}]}",
                    "{\"drop\": [{\"column\": \"x\", \"matches\": \"(" + canary + "\"}]}",
                    text)) {
                attempt(() -> ColumnMapping.json(mapping));
            }
            String rule = "{\"customer\": \"c\", \"time\": \"t\", \"amount\": {\"constant\": 1}, \"drop\": [{\"any\": ["
                    + "{\"column\": \"c\", \"equals\": " + text + "}, {\"column\": \"c\", \"startsWith\": " + text
                    + "},"
                    + "{\"column\": \"c\", \"endsWith\": " + text + "}, {\"column\": \"c\", \"contains\": " + text
                    + "},"
                    + "{\"column\": \"c\", \"in\": [" + text + "]}, {\"column\": \"c\", \"matches\": " + text + "}]}]}";
            attempt(() -> take(EventReader.csv()
                    .mapping(ColumnMapping.json(rule))
                    .read(bytes("c,t\n" + canary + ",2024-01-05T10:00:00Z\nx,2024-01-05T10:00:00Z\n"), "log.csv")));
        }
        requireSilence(3_000);
    }

    @Test
    void noTableTellsThem() {
        Path file = folder.resolve("table.csv");
        for (String canary : canaries().subList(0, 60)) {
            String rows = "a,1,5\nb,2,6\nc,3,7\n".repeat(10);
            for (String content : List.of(
                    "id,age,value\n" + rows + "d," + canary + ",8\n",
                    "id,age,value\n" + rows + "d,4," + canary + "\n",
                    "id,age,value\n" + rows + canary + "," + canary + "," + canary + "," + canary + "\n",
                    "id,age,value\n" + rows + "\"" + canary + "\n",
                    "id,age,value\n" + rows + "\"" + canary + "\"x,1,2\n")) {
                attempt(() -> {
                    Files.writeString(file, content);
                    Table table = Table.csv(file).id("id").label("value").read();
                    told.add(table.toString());
                    told.addAll(table.notes());
                    attempt(() -> TableEncoder.fit(table));
                    table.labels();
                });
            }
        }
        requireSilence(300);
    }

    @Test
    void noNameOfAFieldThatIsAnAddressIsTold() throws IOException {
        Path file = folder.resolve("names.csv");
        for (String canary : canaries()) {
            if (canary.indexOf('@') < 0) {
                continue;
            }
            String row = "{\"customer_id\":\"c1\",\"time\":\"2024-01-05T10:00:00Z\",\"amount\":5,\"%s\":{\"x\":1}}\n";
            for (String name : List.of(canary, "attr." + canary, "x." + canary)) {
                attempt(() ->
                        take(EventReader.jsonLines().maxAttributes(0).read(bytes(row.formatted(name)), "log.jsonl")));
            }
            attempt(() -> take(EventReader.csv().read(bytes("a," + canary + ",b\n1,2,3\n"), "log.csv")));
            attempt(() -> {
                Files.writeString(file, "a," + canary + ",c\n1,2,3\n");
                Table.csv(file).id("missing").read();
            });
        }
        requireSilence(300);
    }
}
