package dev.clv.features.internal.cell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The texts that stand for a missing value, in any case: {@value #LIST}, a date of zeros such as {@code 0000-00-00},
 * and a blank. Immutable and thread-safe.
 *
 * <p>One list holds for every reader; it can be extended, not shortened.
 */
public final class MissingWords {

    private static final int ASCII = 128;
    private static final String LIST =
            "NA N/A #N/A #NA <NA> NaN -NaN null (null) None - -- --- \u2013 \u2014 \u2212 ? . \\N";

    /** How databases and their exports write that there is no date. */
    private static final List<String> NO_DATE = List.of(
            "0000-00-00",
            "0000-00-00 00:00:00",
            "0000-00-00T00:00:00",
            "0000-00-00T00:00:00Z",
            "0000-00-00 00:00:00 +0000",
            "00/00/0000",
            "00.00.0000");

    /** The list without additions. */
    public static final MissingWords STANDARD =
            new MissingWords(Set.of(LIST.toLowerCase(Locale.ROOT).split(" "))).and(NO_DATE);

    private final Set<String> words;
    private final List<char[]> lower = new ArrayList<>();
    /** By the first character up to {@value #ASCII}, in either case, whether a word may begin so; others may. */
    private final boolean[] first = new boolean[ASCII];

    private int longest;

    private MissingWords(Set<String> words) {
        this.words = words;
        for (String word : words) {
            lower.add(word.toCharArray());
            char c = word.charAt(0);
            if (c < ASCII) {
                first[c] = true;
                first[Character.toUpperCase(c)] = true;
            }
            longest = Math.max(longest, word.length());
        }
    }

    /**
     * This list and more words, which are compared without the blanks around them and without regard to case.
     *
     * @throws IllegalArgumentException if a word is blank, which is missing anyway
     */
    public MissingWords and(Collection<String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Set<String> all = new LinkedHashSet<>(words);
        for (String word : more) {
            if (word.isBlank()) {
                throw new IllegalArgumentException(
                        "a word for missing values must not be blank, as a blank is missing anyway");
            }
            all.add(folded(word.strip()));
        }
        return new MissingWords(all);
    }

    /** The words beside the standard ones. */
    public List<String> added() {
        return words.stream().filter(word -> !STANDARD.words.contains(word)).toList();
    }

    /** Whether a cell, from which the blanks around it were removed, is empty or one of the words. */
    public boolean contains(String cell) {
        return cell.isEmpty() || (cell.length() <= longest && mayBegin(cell.charAt(0)) && words.contains(folded(cell)));
    }

    /** Whether {@code length} characters from {@code start} on are none at all or one of the words. */
    public boolean contains(char[] chars, int start, int length) {
        return length == 0 || (length <= longest && mayBegin(chars[start]) && isWord(chars, start, length));
    }

    /** Apart from the above, which most values do not get beyond and which is compiled into many places. */
    private boolean isWord(char[] chars, int start, int length) {
        for (char[] word : lower) {
            if (word.length == length && equal(word, chars, start)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayBegin(char c) {
        return c >= ASCII || first[c];
    }

    private static boolean equal(char[] word, char[] chars, int start) {
        for (int i = 0; i < word.length; i++) {
            if (word[i] != folded(chars[start + i])) {
                return false;
            }
        }
        return true;
    }

    private static String folded(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = folded(chars[i]);
        }
        return new String(chars);
    }

    private static char folded(char c) {
        return c < 128 ? (c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) : Character.toLowerCase(c);
    }
}
