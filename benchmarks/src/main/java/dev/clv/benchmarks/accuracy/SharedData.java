package dev.clv.benchmarks.accuracy;

import com.google.common.hash.Hashing;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The folder of open data and protocols; see docs/accuracy.md. */
final class SharedData {

    private final Path folder;

    SharedData(Path folder) {
        this.folder = folder;
    }

    Path data(String file) {
        return folder.resolve("data").resolve(file);
    }

    /** The true values by customer, in the order of the file. */
    Map<String, Double> truth(String protocol) {
        Map<String, Double> truth = new LinkedHashMap<>();
        lines(protocol).forEach((id, cells) -> truth.put(id, Double.parseDouble(cells[1])));
        return truth;
    }

    /** The cells of each line by its first cell, without the header. */
    Map<String, String[]> lines(String protocol) {
        Map<String, String[]> lines = new LinkedHashMap<>();
        try (BufferedReader in =
                Files.newBufferedReader(folder.resolve("protocols").resolve(protocol), StandardCharsets.UTF_8)) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] cells = line.strip().split(",");
                lines.put(cells[0], cells);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /** Whether the split with this number tests on what has this key: 30 of 100 by a hash that is published. */
    static boolean isTest(int split, String key) {
        return hundredth(split, key) < 30;
    }

    /** From 0 to 99, by that hash. */
    @SuppressWarnings("deprecation") // the protocol says MD5
    static int hundredth(int split, String key) {
        byte[] hash = Hashing.md5()
                .hashString(split + ":" + key, StandardCharsets.UTF_8)
                .asBytes();
        long first =
                ((hash[0] & 0xffL) << 24) | ((hash[1] & 0xffL) << 16) | ((hash[2] & 0xffL) << 8) | (hash[3] & 0xffL);
        return (int) (first % 100);
    }

    /** What a log knew at an instant. */
    static EventLog knownAt(EventLog log, Instant cutoff) {
        EventLog.Builder known = EventLog.builder().zone(log.zone()).observedUntil(cutoff);
        String currency = log.currency();
        if (currency != null) {
            known.currency(currency);
        }
        for (String customer : log.customers()) {
            for (CustomerEvent event : log.history(customer).before(cutoff).events()) {
                known.add(customer, event);
            }
        }
        return known.build();
    }
}
