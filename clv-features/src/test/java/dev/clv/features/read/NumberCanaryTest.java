package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import dev.clv.features.table.TableEncoder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers of phones, cards and accounts that must not come out as the sample of a cell or the example of a column. */
class NumberCanaryTest {

    private static final String MARK = "271808";

    private static final List<String> NUMBERS = List.of(
            "+49000271808",
            "+49 151 2718081",
            "0151/2718081",
            "(0151) 2718081",
            "004915127180811",
            "4111271808281111",
            "4111 2718 0828 1111",
            "'4111271808281111",
            "4111271808281111.0",
            "27180828");

    private static final String HEADER = "customer_id,time,type,amount,currency,quantity,rating,event_id,attr.phone\n";

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    private void attempt(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            for (Throwable at = e; at != null; at = at.getCause()) {
                told.add(String.valueOf(at.getMessage()));
            }
        }
    }

    private void take(EventLog log) {
        told.add(log.quality().toString());
        log.quality().counts().forEach(count -> {
            told.add(count.reason().sentence());
            count.samples().forEach(sample -> told.add(sample.toString()));
        });
    }

    private void requireSilence(int least) {
        assertThat(told).hasSizeGreaterThan(least);
        assertThat(told).noneMatch(text -> text.replaceAll("\\D+(?=\\d)", "").contains(MARK));
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void noReaderOfALogTellsThem() {
        for (String number : NUMBERS) {
            for (int column = 0; column < 9; column++) {
                String[] cells = {"c1", "2024-01-05T10:00:00Z", "purchase", "5", "EUR", "1", "", "e", "x"};
                cells[column] = number;
                cells[2] = column == 6 ? "review" : cells[2];
                String row = String.join(",", cells) + "\n";
                String csv = HEADER + row + row;
                attempt(() -> take(EventReader.csv().maxSkippedShare(1).read(bytes(csv), "log.csv")));
                attempt(() -> take(EventReader.csv().strict().read(bytes(csv), "log.csv")));
                String json = "{\"customer_id\":\"c1\",\"time\":\"" + number + "\",\"amount\":\"" + number + " x\"}\n";
                attempt(() -> take(EventReader.jsonLines().maxSkippedShare(1).read(bytes(json), "log.jsonl")));
            }
        }
        requireSilence(300);
    }

    @Test
    void noColumnOfATableHasThemAsItsExample() {
        for (String number : NUMBERS) {
            for (String odd : List.of("", "12%", "soon", "1,5", "1.5")) {
                StringBuilder csv = new StringBuilder("id,phone,age\n");
                for (int i = 0; i < 60; i++) {
                    csv.append("k" + i + ",\"" + number + "\"," + i + "\n");
                }
                csv.append("kx,\"" + odd + "\",5\n");
                attempt(() -> {
                    Path file = folder.resolve("table.csv");
                    write(file, csv.toString());
                    Table table = Table.csv(file).id("id").read();
                    TableEncoder.fit(table).columns().forEach(column -> {
                        told.add(column.toString());
                        told.add(column.brief());
                        told.add(String.valueOf(column.example()));
                    });
                });
            }
        }
        requireSilence(50);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
