package dev.clv.features.text.entity;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Other ways to write a name, in the form in which names are looked for. */
final class Spellings {

    private static final int SHORTEST = 4;
    private static final Pattern ACCENTS = Pattern.compile("\\p{Mn}+");
    private static final Pattern BLANK_BEFORE_DIGIT = Pattern.compile("(?<=[a-z]{2}) (?=\\d)");
    private static final Pattern BLANK_AFTER_DIGIT = Pattern.compile("(?<=\\d) (?=[a-z]{2})");
    private static final Pattern LETTER_BESIDE_DIGIT = Pattern.compile("(?<=[a-z]{2})(?=\\d)");
    private static final Pattern DIGIT_BESIDE_LETTER = Pattern.compile("(?<=\\d)(?=[a-z]{3})");

    private Spellings() {}

    /** Other spellings of a name: without accents, digits parted from letters or not, "and" for "&". */
    static Set<String> of(String key) {
        Set<String> all = new LinkedHashSet<>();
        all.add(key);
        String plain =
                ACCENTS.matcher(Normalizer.normalize(key, Normalizer.Form.NFD)).replaceAll("");
        if (plain.length() >= SHORTEST && plain.codePoints().allMatch(unit -> unit < 0x80)) {
            all.add(plain);
        }
        for (String spelling : Set.copyOf(all)) {
            String together = BLANK_BEFORE_DIGIT.matcher(spelling).replaceAll("");
            String parted = LETTER_BESIDE_DIGIT.matcher(spelling).replaceAll(" ");
            all.add(together);
            all.add(BLANK_AFTER_DIGIT.matcher(together).replaceAll(""));
            all.add(parted);
            all.add(DIGIT_BESIDE_LETTER.matcher(parted).replaceAll(" "));
        }
        for (String spelling : Set.copyOf(all)) {
            if (spelling.contains(" & ")) {
                all.add(spelling.replace(" & ", " and "));
                all.add(spelling.replace(" & ", " e "));
            }
        }
        all.remove(key);
        return all;
    }

    /** The singular and the plural of a noun, as English forms them; empty for other scripts and short words. */
    static Set<String> numbers(String key) {
        Set<String> all = new LinkedHashSet<>();
        if (!isLong(key)) {
            return all;
        }
        String plural = plural(key);
        if (plural != null) {
            all.add(plural);
        } else if (key.endsWith("ies")) {
            all.add(key.substring(0, key.length() - 3) + "y");
        } else {
            all.add(key.substring(0, key.length() - (hissesBefore(key, "es") ? 2 : 1)));
        }
        return all;
    }

    /** The plural of a noun in the singular; null if it ends in "s" after another letter, or is short. */
    static @Nullable String plural(String key) {
        if (!isLong(key)
                || key.endsWith("s") && !key.endsWith("ss")
                || !Character.isLetter(key.charAt(key.length() - 1))) {
            return null;
        }
        if (hissesBefore(key, "")) {
            return key + "es";
        }
        boolean y = key.endsWith("y") && "aeou".indexOf(key.charAt(key.length() - 2)) < 0;
        return y ? key.substring(0, key.length() - 1) + "ies" : key + "s";
    }

    private static boolean isLong(String key) {
        return key.length() >= SHORTEST && key.charAt(key.length() - 1) < 0x80;
    }

    private static boolean hissesBefore(String key, String ending) {
        return key.endsWith("ss" + ending)
                || key.endsWith("sh" + ending)
                || key.endsWith("ch" + ending)
                || key.endsWith("x" + ending);
    }
}
