package dev.clv.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/notes.md lists the codes that the sources hold, and no others. */
class NotesTest {

    private static final String CODE = "\"([a-z]+(?:_[a-z]+)*)\"";
    private static final Path FEATURES = Path.of("clv-features/src/main/java/dev/clv/features");
    private static final Path LOG_REASONS = FEATURES.resolve("event/LogReasons.java");
    private static final Path FAULTS = FEATURES.resolve("read/Fault.java");
    private static final Path STATES = FEATURES.resolve("read/StateCounts.java");
    private static final Path READING_NOTES = Path.of("examples/src/main/java/dev/clv/examples/cli/ReadingNote.java");

    private static Set<String> found(Path file, String pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(Files.readString(Snippet.root().resolve(file)));
        while (matcher.find()) {
            found.add(matcher.group(1).toLowerCase(Locale.ROOT));
        }
        return found;
    }

    private static Set<String> sources() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (String module : List.of("clv-features", "clv-core", "clv-decide", "clv-serve", "examples")) {
            Path main = Path.of(module, "src/main/java");
            try (Stream<Path> files = Files.walk(Snippet.root().resolve(main))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    codes.addAll(found(file, "Effect\\.[A-Z]+,\\s*" + CODE));
                    codes.addAll(found(file, "(?:Caution\\.of|new Caution)\\(\\s*" + CODE));
                    if (!file.toString().contains("examples")) {
                        codes.addAll(found(file, "String KEY = " + CODE));
                    }
                }
            }
        }
        codes.addAll(found(LOG_REASONS, "static final String \\w+ = " + CODE));
        found(LOG_REASONS, " ids\\(" + CODE).forEach(difference -> codes.add("ids_differ_in_" + difference));
        codes.addAll(found(FAULTS, "^    ([A-Z]+(?:_[A-Z]+)*)\\("));
        codes.addAll(found(STATES, "\"(state_[a-z_]+)\""));
        codes.addAll(found(READING_NOTES, CODE));
        return codes;
    }

    private static Set<String> page() throws IOException {
        return found(Path.of("docs/notes.md"), "^\\| `([a-z_]+)` \\|");
    }

    @Test
    void thePageListsEveryCodeAndNoOther() throws IOException {
        assertThat(page()).as("add codes to docs/notes.md, or take them out").containsExactlyElementsOf(sources());
    }

    @Test
    void everyLineSaysWhatWasSeenWhatItDoesAndWhatToDo() throws IOException {
        List<String> lines = Files.readAllLines(Snippet.root().resolve("docs/notes.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(lines).hasSameSizeAs(page()).allMatch(line -> line.matches("\\| `\\w+` \\|( [^|]+ \\|){3}"));
    }
}
