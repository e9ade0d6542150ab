package dev.clv.features.text.entity;

import dev.clv.features.internal.opinion.Vocabulary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Words that are names of brands and mean something in everyday language too, such as "Target" and 小米, with words
 * beside which they have their everyday meaning.
 */
final class EverydayWords {

    private static final Map<String, List<String>> CONTEXTS = read();

    private EverydayWords() {}

    /** Whether a name, in the form in which it is looked for, is an everyday word. */
    static boolean contains(String key) {
        return CONTEXTS.containsKey(key) || Vocabulary.aspects().knows(key);
    }

    /** Words beside which a name has its everyday meaning; often none. */
    static List<String> contexts(String key) {
        return CONTEXTS.getOrDefault(key, List.of());
    }

    private static Map<String, List<String>> read() {
        try (InputStream in = Objects.requireNonNull(EverydayWords.class.getResourceAsStream("everyday.tsv"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Map<String, List<String>> contexts = new HashMap<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() || line.charAt(0) == '#') {
                    continue;
                }
                String[] cells = line.split("\t", -1);
                for (String word : cells[0].split(" ", -1)) {
                    contexts.put(word, cells.length > 1 ? List.of(cells[1].split(" ", -1)) : List.of());
                }
            }
            return contexts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
