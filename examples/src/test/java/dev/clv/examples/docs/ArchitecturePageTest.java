package dev.clv.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/ARCHITECTURE.md says how many public types each module has. */
class ArchitecturePageTest {

    private static final Pattern LINE = Pattern.compile("^\\| (clv-\\w+) \\| (\\d+) \\|", Pattern.MULTILINE);
    private static final Pattern PUBLIC = Pattern.compile("^public ", Pattern.MULTILINE);

    private static long publicTypes(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Snippet.root().resolve(module).resolve("src/main/java"))) {
            long count = 0;
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.toString().replace('\\', '/').contains("/internal/"))
                    .toList()) {
                count += PUBLIC.matcher(Files.readString(file)).find() ? 1 : 0;
            }
            return count;
        }
    }

    @Test
    void thePageCountsThePublicTypesOfEveryModule() throws IOException {
        Map<String, Long> told = new TreeMap<>();
        Map<String, Long> counted = new TreeMap<>();
        Matcher line = LINE.matcher(Files.readString(Snippet.root().resolve("docs/ARCHITECTURE.md")));
        while (line.find()) {
            told.put(line.group(1), Long.parseLong(line.group(2)));
        }
        for (String module : told.keySet()) {
            counted.put(module, publicTypes(module));
        }

        assertThat(told).hasSize(7).isEqualTo(counted);
    }
}
