package dev.clv.features.read;

import dev.clv.features.internal.cell.MissingWords;
import dev.clv.features.internal.cell.NumberReader;
import dev.clv.features.internal.cell.Slice;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The name and the first values of a column. Immutable. */
final class ColumnSample {

    private final String name;
    private final String key;

    /** The key of what follows the last point: of a path in JSON, the name of the field. */
    private final String last;

    private final List<String> values;

    /** The values that are not empty. */
    private final List<String> filled;

    private final Set<String> distinct;

    ColumnSample(String name, List<String> values) {
        this.name = name;
        this.key = key(name);
        this.last = key(name.substring(name.lastIndexOf('.') + 1));
        this.values = values;
        this.filled = values.stream()
                .filter(value -> !MissingWords.STANDARD.contains(value))
                .toList();
        this.distinct = new HashSet<>(filled);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    String name() {
        return name;
    }

    /** The name in lower case without anything but letters and digits. */
    String key() {
        return key;
    }

    /** All values, also empty ones. */
    List<String> values() {
        return values;
    }

    List<String> filled() {
        return filled;
    }

    Set<String> distinct() {
        return distinct;
    }

    boolean hasBlanks() {
        return filled.size() < values.size();
    }

    /** How many of the values that are not empty pass the test, from 0 to 1; 0 if all are empty. */
    double share(Predicate<String> test) {
        return filled.isEmpty() ? 0 : (double) filled.stream().filter(test).count() / filled.size();
    }

    /** Whether nearly all values are numbers with this decimal mark, and at least one. */
    boolean isNumber(@Nullable Character decimal) {
        NumberReader reader = new NumberReader(decimal);
        return share(value -> isNumber(reader, value)) >= 0.98;
    }

    /** Whether points occur, and only where they may as well group thousands. */
    boolean groupsByPoints() {
        return filled.stream().anyMatch(value -> value.indexOf('.') >= 0)
                && filled.stream().allMatch(value -> value.matches("[+-]?\\d{1,3}(\\.\\d{3})*|[+-]?\\d+"));
    }

    /** Whether a number with this decimal mark is below zero. */
    static boolean isNegative(String value, @Nullable Character decimal) {
        NumberReader reader = new NumberReader(decimal);
        return isNumber(reader, value) && reader.number().unscaled() < 0;
    }

    private static boolean isNumber(NumberReader reader, String value) {
        return Slice.of(value).read(reader, 0) == NumberReader.Outcome.NUMBER;
    }

    /**
     * How well the name fits words of rising weight: the place of the last one that fits, from 1; 0 for none.
     *
     * @param words each a whole name; {@code x*} stands for names that begin with x, {@code *x*} for those that hold it
     */
    int rank(List<String> words) {
        int rank = 0;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (fits(key, word) || fits(last, word)) {
                rank = i + 1;
            }
        }
        return rank;
    }

    private static boolean fits(String key, String word) {
        String part = word.replace("*", "");
        if (word.startsWith("*")) {
            return key.contains(part);
        }
        return word.endsWith("*") ? key.startsWith(part) : key.equals(word);
    }
}
