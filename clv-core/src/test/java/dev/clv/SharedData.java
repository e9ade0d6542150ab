package dev.clv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Public data sets that are not part of the repository; tests that ask for them are skipped where they are absent. */
final class SharedData {

    private SharedData() {}

    /**
     * A file below the folder that the system property {@code clv.shared} names; skips the test when it is not there.
     */
    static Path file(String path) {
        String shared = System.getProperty("clv.shared");
        Assumptions.assumeTrue(shared != null, "the system property clv.shared names no folder of real data");
        Path file = Path.of(shared).resolve(path);
        Assumptions.assumeTrue(Files.exists(file), () -> path + " is not in " + shared);
        return file;
    }

    /** A column of a CSV file without quotes, by the values of its first column. */
    static Map<String, String> column(String path, String name) throws IOException {
        Map<String, String> column = new LinkedHashMap<>();
        List<String> lines = lines(file(path));
        int index = List.of(lines.get(0).split(",")).indexOf(name);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            column.put(cells[0], cells[index]);
        }
        return column;
    }

    private static List<String> lines(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return new ArrayList<>(reader.lines().map(String::strip).toList());
        }
    }
}
