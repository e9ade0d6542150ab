package dev.clv.features.internal.cell;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words for true and false that files hold, in any case. */
public final class TruthWords {

    private static final Map<String, Boolean> WORDS = new HashMap<>();

    static {
        for (String word : "true t yes y on 1 wahr ja j vrai oui verdadero si s\u00ed sim".split(" ")) {
            WORDS.put(word, true);
        }
        for (String word : "false f no n off 0 falsch nein faux non falso n\u00e3o".split(" ")) {
            WORDS.put(word, false);
        }
    }

    private TruthWords() {}

    /** What a word stands for; null if it is none. */
    public static @Nullable Boolean truth(String word) {
        return WORDS.get(word.toLowerCase(Locale.ROOT));
    }

    /** Whether there are words, all of them stand for true or false, and they are not all numbers. */
    public static boolean areAll(Collection<String> words) {
        return !words.isEmpty()
                && words.stream().allMatch(word -> truth(word) != null)
                && words.stream().anyMatch(word -> !Character.isDigit(word.charAt(0)));
    }

    /** Whether there are words of both kinds, one of each, as of the categories of a column. */
    public static boolean arePair(Collection<String> words) {
        Stream<Boolean> truths = words.stream().map(TruthWords::truth);
        return areAll(words) && truths.distinct().count() == words.size();
    }
}
