package dev.clv.features;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Public data sets that are not part of the repository; tests that ask for them are skipped where they are absent. */
public final class SharedData {

    private SharedData() {}

    /**
     * A file below the folder that the system property {@code clv.shared} names; skips the test when it is not there.
     */
    public static Path file(String name) {
        String shared = System.getProperty("clv.shared");
        Assumptions.assumeTrue(shared != null, "the system property clv.shared names no folder of real data");
        Path file = Path.of(shared).resolve("data").resolve(name);
        Assumptions.assumeTrue(Files.exists(file), () -> name + " is not in " + shared);
        return file;
    }

    /** The lines of a gzip-compressed text file. */
    public static List<String> lines(Path file) {
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
