package dev.clv.features.internal.opinion;

import dev.clv.features.internal.text.NormalText;
import java.util.Arrays;

/**
 * A text as phrases are looked for in it: the {@link NormalText} with single blanks, line ends as {@code \n}, hyphens
 * within words as blanks and, if asked for, letters that are drawn out shortened ("sooo" is "so"). Immutable.
 */
public final class ReadableText {

    private final char[] units;
    private final int[] starts;
    private final int[] ends;
    private final int length;

    private ReadableText(char[] units, int[] starts, int[] ends, int length) {
        this.units = units;
        this.starts = starts;
        this.ends = ends;
        this.length = length;
    }

    /** As reviews are read: letters that are drawn out are shortened. */
    public static ReadableText of(CharSequence text) {
        return of(text, true);
    }

    /** As names are read: every letter counts. */
    public static ReadableText exactly(CharSequence text) {
        return of(text, false);
    }

    private static ReadableText of(CharSequence original, boolean shorten) {
        NormalText text = NormalText.of(original);
        int size = text.length();
        char[] units = new char[size];
        int[] starts = new int[size];
        int[] ends = new int[size];
        int length = 0;
        for (int i = 0; i < size; i++) {
            char unit = text.charAt(i);
            int origin = text.origin(i);
            int end = Math.max(origin + 1, text.origin(i + 1));
            if (isTrademark(original.charAt(origin))) {
                continue;
            }
            if (unit == ' ') {
                char at = original.charAt(origin);
                boolean line = at == '\n' || at == '\r' || at == '\u2028' || at == '\u2029';
                if (length > 0 && (units[length - 1] == ' ' || units[length - 1] == '\n')) {
                    if (line) {
                        units[length - 1] = '\n';
                    }
                    continue;
                }
                unit = line ? '\n' : ' ';
            } else if (isHyphen(unit)) {
                if (length > 0
                        && i + 1 < size
                        && Letters.kind(units[length - 1]) == Letters.SPACED
                        && Letters.kind(text.charAt(i + 1)) == Letters.SPACED) {
                    unit = ' ';
                }
            } else if (unit == '`' || unit == '\u00b4') {
                unit = '\'';
            } else if (shorten && length > 1 && unit == units[length - 1] && Letters.kind(unit) == Letters.SPACED) {
                int after = Character.isDigit(unit) ? i : i + 1;
                while (after > i && after < size && text.charAt(after) == unit) {
                    after++;
                }
                if (after > i + 1) {
                    boolean inside = after < size && Letters.kind(text.charAt(after)) == Letters.SPACED;
                    if (inside) {
                        units[length] = unit;
                        starts[length] = origin;
                        ends[length++] = text.origin(after - 1) + 1;
                    } else {
                        ends[length - 1] = text.origin(after - 1) + 1;
                    }
                    i = after - 1;
                    continue;
                }
            }
            units[length] = unit;
            starts[length] = origin;
            ends[length++] = end;
        }
        return new ReadableText(units, starts, ends, length);
    }

    private static boolean isTrademark(char unit) {
        return unit == '\u2122' || unit == '\u00ae' || unit == '\u2120';
    }

    private static boolean isHyphen(char unit) {
        return unit == '-' || unit >= '\u2010' && unit <= '\u2013';
    }

    /** How many characters there are. */
    public int length() {
        return length;
    }

    /** The character at an index. */
    public char charAt(int index) {
        return units[index];
    }

    /** Where a character begins in the original text. */
    public int start(int index) {
        return starts[index];
    }

    /** Where a character ends in the original text, exclusive. */
    public int end(int index) {
        return ends[index];
    }

    /** Whether it has a letter or digit of a script that parts words by blanks. */
    boolean hasSpacedWords() {
        for (int i = 0; i < length; i++) {
            if (Letters.kind(units[i]) == Letters.SPACED) {
                return true;
            }
        }
        return false;
    }

    char[] units() {
        return units.length == length ? units : Arrays.copyOf(units, length);
    }

    @Override
    public String toString() {
        return new String(units, 0, length);
    }
}
