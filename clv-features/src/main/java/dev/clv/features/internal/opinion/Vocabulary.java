package dev.clv.features.internal.opinion;

import dev.clv.features.internal.opinion.Phrases.Matches;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All terms that are known, and how to find them. Languages of one script share words that mean different things ("no",
 * "top", "short"), so English and Portuguese have a set of terms each, both with Chinese; a text is read by the set
 * that knows more of it, English if both know as much. Immutable.
 */
public final class Vocabulary {

    private static final List<String> SPACED = List.of("en", "pt");
    private static final String SHARED = "zh";
    private static final Pattern ACCENTS = Pattern.compile("\\p{Mn}+");

    private final List<Map<String, Term>> terms;
    private final List<Phrases<Term>> phrases;

    private Vocabulary(List<Map<String, Term>> terms) {
        this.terms = terms;
        this.phrases = terms.stream().map(Phrases::new).toList();
    }

    /** The words of English, Chinese and Brazilian Portuguese that carry a mood. */
    public static Vocabulary moods() {
        return Moods.STANDARD;
    }

    /** The same, and the words that speak of aspects. */
    public static Vocabulary aspects() {
        return Aspects.STANDARD;
    }

    /** This one with more opinions, or other weights of known ones. */
    public Vocabulary withOpinions(Map<String, Double> weights) {
        return changed(more -> weights.forEach((text, weight) -> put(more, text, Mood.OPINION, weight)));
    }

    /** This one with more words that speak of an aspect. */
    public Vocabulary withSense(Sense sense, Iterable<String> texts) {
        return changed(more -> texts.forEach(text -> put(more, text, sense)));
    }

    private Vocabulary changed(Consumer<Map<String, Term>> change) {
        return new Vocabulary(terms.stream()
                .map(known -> {
                    Map<String, Term> more = new HashMap<>(known);
                    change.accept(more);
                    return more;
                })
                .toList());
    }

    /** The names of all aspects that some term speaks of. */
    public Set<String> aspectNames() {
        Set<String> names = new TreeSet<>();
        for (Map<String, Term> known : terms) {
            for (Term term : known.values()) {
                for (Sense sense : term.senses()) {
                    if (sense.role() != Role.OBJECT) {
                        names.add(sense.aspect());
                    }
                }
            }
        }
        return names;
    }

    /** Whether a word or phrase, in the form of {@link ReadableText}, is a term of some language. */
    public boolean knows(String text) {
        return terms.stream().anyMatch(known -> known.containsKey(text));
    }

    /** The terms in a text, of the language that knows more of it. */
    Matches<Term> in(ReadableText text) {
        Matches<Term> best = phrases.get(0).in(text);
        if (text.hasSpacedWords()) {
            for (Phrases<Term> other : phrases.subList(1, phrases.size())) {
                Matches<Term> found = other.in(text);
                if (found.covered() > best.covered()) {
                    best = found;
                }
            }
        }
        return best;
    }

    private static void put(Map<String, Term> terms, String text, Mood mood, double weight) {
        String key = key(text);
        terms.put(key, known(terms, key).withMood(mood, weight));
    }

    private static void put(Map<String, Term> terms, String text, Sense sense) {
        String key = key(text);
        terms.put(key, known(terms, key).withSense(sense));
    }

    private static Term known(Map<String, Term> terms, String key) {
        Term known = terms.get(key);
        return known == null ? Term.unknown() : known;
    }

    private static String key(String text) {
        return ReadableText.of(text).toString().strip();
    }

    /** As it is often typed in Portuguese; null if that is the same, or too short to be told from other words. */
    private static @Nullable String withoutAccents(String text) {
        String plain =
                ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return plain.length() < 3 || plain.equals(text) ? null : plain;
    }

    private static final class Moods {

        static final Vocabulary STANDARD =
                new Vocabulary(SPACED.stream().map(Moods::read).toList());

        private Moods() {}

        private static Map<String, Term> read(String spaced) {
            Map<String, Term> terms = new HashMap<>();
            for (String language : List.of(SHARED, spaced)) {
                for (String[] row : TermFile.rows("sentiment." + language + ".tsv")) {
                    double weight = Double.parseDouble(row[1]);
                    Mood mood = Mood.valueOf(row[0].toUpperCase(Locale.ROOT));
                    for (String text : TermFile.terms(row[2])) {
                        put(terms, text, mood, weight);
                        String plain = language.equals("pt") ? withoutAccents(text) : null;
                        if (plain != null && known(terms, key(plain)).mood() == null) {
                            put(terms, plain, mood, weight);
                        }
                    }
                }
            }
            for (String[] row : TermFile.rows("signs.tsv")) {
                for (String sign : row[1].split(" ")) {
                    put(terms, sign, Mood.OPINION, Double.parseDouble(row[0]));
                    if (sign.chars().allMatch(unit -> unit < 128)) {
                        terms.computeIfPresent(key(sign), (key, term) -> term.asEmoticon());
                    }
                }
            }
            return terms;
        }
    }

    private static final class Aspects {

        static final Vocabulary STANDARD = new Vocabulary(List.of(read(0), read(1)));

        private Aspects() {}

        private static Map<String, Term> read(int spaced) {
            Map<String, Term> terms = new HashMap<>(moods().terms.get(spaced));
            for (String language : List.of(SHARED, SPACED.get(spaced))) {
                for (String[] row : TermFile.rows("aspects." + language + ".tsv")) {
                    Sense sense = new Sense(
                            row[0], Role.valueOf(row[1].toUpperCase(Locale.ROOT)), Double.parseDouble(row[2]));
                    for (String text : TermFile.terms(row[3])) {
                        put(terms, text, sense);
                        String plain = language.equals("pt") ? withoutAccents(text) : null;
                        if (plain != null) {
                            put(terms, plain, sense);
                        }
                    }
                }
            }
            return terms;
        }
    }
}
