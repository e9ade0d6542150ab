package dev.clv.features.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordVectorsTest {

    @TempDir
    Path folder;

    private Path file(String... lines) throws IOException {
        Path file = folder.resolve("words.vec");
        Files.write(file, List.of(lines));
        return file;
    }

    private static float[] vector(WordVectors words, String text) {
        float[] vector = new float[words.dimensions()];
        words.embed(text, vector);
        return vector;
    }

    @Test
    void readsFilesWithAndWithoutAFirstLineOfSizes() throws IOException {
        for (Path file : List.of(file("2 3", "good 1 2 3", "late 4 5 6"), file("good 1 2 3", "late 4 5 6 "))) {
            WordVectors words = WordVectors.read(file, List.of("good late"));
            assertThat(words.dimensions()).isEqualTo(3);
            assertThat(vector(words, "Good, but LATE")).containsExactly(2.5f, 3.5f, 4.5f);
            assertThat(vector(words, "nothing known")).containsOnly(0);
        }
    }

    @Test
    void keepsOnlyTheWordsThatTextsNeed() throws IOException {
        WordVectors words = WordVectors.read(file("good 1", "bad 2", "ugly 3"), List.of("a good text", "ugly?"));
        assertThat(words.words()).isEqualTo(2);
        assertThat(vector(words, "bad")).containsOnly(0);
    }

    @Test
    void takesTheLongestWordInScriptsWithoutBlanks() throws IOException {
        WordVectors words = WordVectors.read(file("质 1", "质量 2", "好 4", "不好 8"), List.of("质量不好"));
        assertThat(vector(words, "質量不好")).containsExactly(5f);
        assertThat(vector(words, "质好")).containsExactly(2.5f);
    }

    @Test
    void readsGzip() throws IOException {
        Path file = folder.resolve("words.any");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file));
                Writer lines = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
            lines.write("1 2\ngood 0.5 -1e-2\n");
        }
        assertThat(vector(WordVectors.read(file, List.of("good")), "good")).containsExactly(0.5f, -0.01f);
    }

    @Test
    void takesTheFirstOfWordsThatHaveOneForm() throws IOException {
        assertThat(vector(WordVectors.read(file("Good 1", "good 2", "GOOD 3"), List.of("good")), "good"))
                .containsExactly(1f);
    }

    @Test
    void namesTheLineOfWhatIsNoVector() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> WordVectors.read(file("good 1 2", "late 3"), List.of("late")))
                .withMessageContaining("words.vec, line 2")
                .withMessageContaining("has 1 numbers behind its word where 2 were expected");
        assertThatIOException()
                .isThrownBy(() -> WordVectors.read(file("good 1 2", "late 3 x"), List.of("late")))
                .withMessageContaining("line 2")
                .withMessageContaining("place 2");
        assertThatIOException()
                .isThrownBy(() -> WordVectors.read(file("good 1 2", "late 3 NaN"), List.of("late")))
                .withMessageContaining("place 2");
        assertThatIOException()
                .isThrownBy(() -> WordVectors.read(file("good"), List.of("good")))
                .withMessageContaining("line 1");
        assertThatIOException()
                .isThrownBy(() -> WordVectors.read(file(), List.of("good")))
                .withMessageContaining("no word vectors");
    }
}
