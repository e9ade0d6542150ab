package dev.clv.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Java snippets of README.md and docs are compiled and run, with {@link Given} as what they take as given. A comment
 * just above a block says otherwise: {@code <!-- not run: reason -->} for one that is compiled alone, {@code <!-- not
 * compiled: reason -->} for one that needs what is not here.
 */
class SnippetsTest {

    @TempDir
    Path classes;

    @TestFactory
    Stream<DynamicTest> everyJavaSnippetCompilesAndRuns() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (Path document : Snippet.documents()) {
            snippets.addAll(Snippet.of(document));
        }
        return snippets.stream()
                .filter(snippet -> snippet.language().equals("java") && !snippet.isMarked("not compiled"))
                .map(snippet -> DynamicTest.dynamicTest(snippet.place(), () -> {
                    JavaRunner.compile(snippet, classes);
                    if (!snippet.isMarked("not run")) {
                        JavaRunner.run(classes);
                    }
                }));
    }

    @Test
    void aSnippetThatDoesNotCompileIsNamedWithItsLineInTheDocument() {
        assertThatThrownBy(() -> JavaRunner.compile(snippet("", "int one = 1;", "int two = one.size();"), classes))
                .hasMessageContaining("page.md:42: int cannot be dereferenced");
    }

    @Test
    void aSnippetThatFailsIsTold() throws IOException {
        JavaRunner.compile(snippet("", "log.history(null);"), classes);
        assertThatThrownBy(() -> JavaRunner.run(classes)).hasMessageContaining("the snippet fails");
    }

    @Test
    void aMarkIsTheCommentJustAboveTheBlock() throws IOException {
        Path page = classes.resolve("page.md");
        Files.writeString(
                page,
                "text\n<!-- not run: a port of its own -->\n\n```java\nint x;\n```\ntext\n```java\nint y;\n```\n");
        assertThat(Snippet.of(page))
                .containsExactly(
                        new Snippet(page, 4, "java", "not run: a port of its own", List.of("int x;")),
                        new Snippet(page, 8, "java", "", List.of("int y;")));
        assertThat(Snippet.of(page).get(0).isMarked("not run")).isTrue();
    }

    @Test
    void documentsAndTheBomNameTheVersionOfTheProject() throws IOException {
        Pattern coordinates = Pattern.compile("<artifactId>(clv-\\w+)</artifactId>\\s*<version>([^<$]+)</version>");
        Set<String> versions = new HashSet<>();
        List<Path> files = new ArrayList<>(Snippet.documents());
        files.add(Snippet.root().resolve("pom.xml"));
        files.add(Snippet.root().resolve("clv-bom/pom.xml"));
        for (Path file : files) {
            coordinates.matcher(Files.readString(file)).results().forEach(found -> versions.add(found.group(2)));
        }
        assertThat(versions).hasSize(1);
    }

    private static Snippet snippet(String mark, String... lines) {
        return new Snippet(Path.of("page.md"), 40, "java", mark, List.of(lines));
    }
}
