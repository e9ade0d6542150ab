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
import java.util.Set;

/**
 * Words that are names of brands and mean something in everyday language too, such as "Target" and 小米, with words
 * beside which they have their everyday meaning.
 */
final class EverydayWords {

    private static final Map<String, List<String>> CONTEXTS = read();

    /** Words that often begin a sentence in their everyday meaning. */
    private static final Set<String> BEGINNINGS =
            Set.of(("one next oh always ever best more all only new now free simple"
                            + " old forever kind the this that it is be me you we us our my on off up out in go get good great"
                            + " nice perfect comfort fit style design color colour size price quality product item day night"
                            + " week year today who what where when why how with and or not yes no so very just like two three"
                            + " four five six seven ten first last little big small plus extra pure fresh real true casa bom boa"
                            + " oi leve sempre livre claro vivo")
                    .split(" "));

    private EverydayWords() {}

    /** Whether a name, in the form in which it is looked for, is an everyday word. */
    static boolean contains(String key) {
        return CONTEXTS.containsKey(key) || Vocabulary.aspects().knows(key);
    }

    /** Whether it is listed as a name that is an everyday word, and does not often begin a sentence as that word. */
    static boolean mayBeginSentence(String key) {
        return CONTEXTS.containsKey(key) && !BEGINNINGS.contains(key);
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
                    contexts.put(
                            word, cells.length > 1 ? List.of(cells[1].strip().split(" ")) : List.of());
                }
            }
            return contexts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
