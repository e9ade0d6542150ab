package dev.clv.features.internal;

import dev.clv.features.internal.cell.PersonalForm;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which of some words, such as the values of an attribute, stand for a person: those that have a {@link PersonalForm},
 * and the ids of customers, also as a part of a word. Whole numbers may be ids by chance, as ages are where ids count
 * from 1 on: they stand for customers only if most of them are ids, and far fewer of the numbers beside them are.
 */
public final class PersonalWords {

    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}(\\.0+)?");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern MIXED = Pattern.compile("(?=.*\\p{L})(?=.*\\p{N}).{4,}");

    private static final double NEARLY_ALL = 0.9;

    /** So many numbers below and above each one are looked at. */
    private static final int BESIDE = 10;

    private static final double DEVIATIONS = 4;

    /** A number of them decides as well as all. */
    private static final int LOOK = 1000;

    /** A column of fewer different numbers that are ids may be one of a few codes. */
    private static final int FEWEST = 20;

    private final KnownIds ids;
    private final List<String> numbers;
    private final boolean numbersAreIds;
    private final int words;

    /** @param words all of them, each once, in an order that depends on nothing else */
    public PersonalWords(Collection<String> words, KnownIds ids) {
        this.ids = ids;
        this.words = words.size();
        this.numbers =
                words.stream().filter(word -> WHOLE.matcher(word).matches()).toList();
        this.numbersAreIds = !numbers.isEmpty() && areIds();
    }

    private boolean areIds() {
        List<String> some = numbers.subList(0, Math.min(LOOK, numbers.size()));
        long found = some.stream().filter(ids::contains).count();
        if (found < NEARLY_ALL * some.size()) {
            return false;
        }
        int beside = 0;
        int known = 0;
        for (String number : some) {
            String digits = number.replaceAll("\\..*", "");
            long value = Long.parseLong(digits);
            for (long other = Math.max(0, value - BESIDE); other <= value + BESIDE; other++) {
                if (other != value) {
                    String text = Long.toString(other);
                    beside++;
                    known += ids.contains("0".repeat(Math.max(0, digits.length() - text.length())) + text) ? 1 : 0;
                }
            }
        }
        double chance = (known + 1.0) / (beside + 2);
        double expected = chance * some.size();
        return found > expected + DEVIATIONS * Math.sqrt(expected * (1 - chance));
    }

    /** How many words are numbers of customers, if nearly all are and they are no few codes; else 0. */
    public int numbersOfCustomers() {
        return numbersAreIds && numbers.size() >= FEWEST && numbers.size() >= NEARLY_ALL * words ? numbers.size() : 0;
    }

    /** Whether a word stands for a person. */
    public boolean contains(String word) {
        return PersonalForm.is(word) || isId(word);
    }

    /** Whether the name of a column or an attribute stands for a person; numbers of products and times do not. */
    public boolean containsName(String name) {
        return PersonalForm.isInName(name) || isId(name);
    }

    private boolean isId(String word) {
        if (WHOLE.matcher(word).matches()) {
            return numbersAreIds && ids.contains(word);
        }
        return ids.contains(word)
                || Arrays.stream(BETWEEN.split(word))
                        .anyMatch(part -> MIXED.matcher(part).matches() && ids.contains(part));
    }
}
