package dev.clv.features.read;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The real data sets, which lie beside the project's folder on machines that have them. */
final class SharedData {

    private SharedData() {}

    /** A file of the data sets; skips the calling test where there is none. */
    static Path file(String name) {
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            Path shared = here.resolveSibling("shared");
            if (Files.exists(shared.resolve("DESIGN.md"))) {
                Path file = shared.resolve("data").resolve(name);
                Assumptions.assumeTrue(Files.exists(file), "no data set " + name);
                return file;
            }
        }
        return Assumptions.abort("no shared data sets on this machine");
    }
}
