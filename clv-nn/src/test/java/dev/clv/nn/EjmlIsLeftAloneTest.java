package dev.clv.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EjmlIsLeftAloneTest {

    @Test
    @DisplayName("no class names EJML's multi-threaded operations, its thread pool or its global switches")
    void neitherThreadsNorSwitchesAreNamed() throws IOException, URISyntaxException {
        Path classes = Path.of(Network.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        assertThat(files).hasSizeGreaterThan(100);
        for (Path file : files) {
            String constants = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            assertThat(constants)
                    .as(file.getFileName().toString())
                    .doesNotContain("_MT_", "EjmlConcurrency", "EjmlParameters");
        }
    }
}
