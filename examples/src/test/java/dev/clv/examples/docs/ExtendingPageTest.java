package dev.clv.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.examples.features.ActiveAfterOrder;
import dev.clv.features.check.ExtractorChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/EXTENDING.md shows the code of the examples, and the rules of the checks. */
class ExtendingPageTest {

    private static final String FROM = "not compiled: from ";

    private static Path page() {
        return Snippet.root().resolve("docs/EXTENDING.md");
    }

    private static Path source(String module, Class<?> inPackage, String file) {
        return Snippet.root()
                .resolve(module + "/src/main/java/" + inPackage.getPackageName().replace('.', '/') + "/" + file);
    }

    private static List<String> found(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(Files.readString(file))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Test
    void codeOfExamplesIsShownAsItStands() throws IOException {
        List<Snippet> shown = Snippet.of(page()).stream()
                .filter(snippet -> snippet.mark().startsWith(FROM))
                .toList();
        assertThat(shown).hasSize(3);
        for (Snippet snippet : shown) {
            Path file =
                    source("examples", ActiveAfterOrder.class, snippet.mark().substring(FROM.length()));
            assertThat(Files.readString(file)).as(snippet.place()).contains(String.join("\n", snippet.lines()));
        }
    }

    @Test
    void everyRuleOfTheChecksIsListed() throws IOException {
        List<String> rules =
                found("^ +rule\\(\"(\\w+)\"", source("clv-features", ExtractorChecks.class, "ExtractorChecks.java"));
        assertThat(rules).hasSizeGreaterThan(10);
        assertThat(found("^\\| `(\\w+)` \\|", page())).isEqualTo(rules);
    }
}
