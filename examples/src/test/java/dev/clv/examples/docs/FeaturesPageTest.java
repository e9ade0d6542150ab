package dev.clv.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/features.md is what {@link FeaturesPage} writes. */
class FeaturesPageTest {

    @Test
    void thePageIsWrittenFromTheCode() throws IOException {
        Path written = Files.createDirectories(Snippet.root().resolve("examples/target"))
                .resolve("features.md");
        Files.writeString(written, FeaturesPage.text());
        assertThat(Files.readString(written))
                .as("if features were changed on purpose: cp examples/target/features.md docs/features.md")
                .isEqualTo(Files.readString(Snippet.root().resolve("docs/features.md")));
    }
}
