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

/** Real data in a folder {@code shared} beside the project or one of its ancestors; tests skip where it is absent. */
public final class SharedData {

    private SharedData() {}

    /** A file below {@code shared/data}; skips the test when there is no such folder or file. */
    public static Path file(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path shared = at.resolveSibling("shared");
            if (Files.exists(shared.resolve("DESIGN.md"))) {
                Path file = shared.resolve("data").resolve(name);
                Assumptions.assumeTrue(Files.exists(file), () -> name + " is not there");
                return file;
            }
        }
        Assumptions.abort("no folder of shared data");
        throw new AssertionError("abort returns never");
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
