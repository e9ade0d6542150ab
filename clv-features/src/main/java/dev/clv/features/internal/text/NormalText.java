package dev.clv.features.internal.text;

import dev.clv.features.internal.cell.Invisible;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * A text in the one form that is read: compatible forms of Unicode (NFKC), lower case whatever the locale, simplified
 * Chinese, plain apostrophes, blanks for all that separates, and nothing of what is invisible, such as marks of
 * direction and variant selectors. Every character knows where it came from. Immutable.
 *
 * <p>Made in time linear in the length of the text, whatever it holds; lone surrogates and unassigned characters stay.
 */
public final class NormalText implements CharSequence {

    /** More marks on one letter than any language has; the rest of a longer run stands alone. */
    private static final int MAX_MARKS = 16;

    private final char[] units;
    private final int[] origins;
    private final int length;

    private NormalText(char[] units, int[] origins, int length) {
        this.units = units;
        this.origins = origins;
        this.length = length;
    }

    /** The form of a text; may be empty. */
    public static NormalText of(CharSequence text) {
        int length = text.length();
        Target target = new Target(length);
        int at = 0;
        while (at < length) {
            char form = Characters.form(text.charAt(at));
            boolean alone = at + 1 == length || Characters.form(text.charAt(at + 1)) != Characters.DEPENDS;
            if (form != Characters.DEPENDS && (alone || form == Characters.NOTHING || form == ' ')) {
                if (form != Characters.NOTHING) {
                    target.add(form, at);
                }
                at++;
            } else {
                int end = segmentEnd(text, at);
                target.addSegment(text.subSequence(at, end).toString(), at);
                at = end;
            }
        }
        return new NormalText(target.units, target.origins, target.length);
    }

    /** The end of a code point and the marks that combine with it. */
    private static int segmentEnd(CharSequence text, int from) {
        int end = from + Character.charCount(Character.codePointAt(text, from));
        for (int marks = 0; end < text.length() && marks < MAX_MARKS; marks++) {
            int point = Character.codePointAt(text, end);
            if (!Characters.isMark(point)) {
                break;
            }
            end += Character.charCount(point);
        }
        return end;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return units[index];
    }

    /**
     * Where a character came from, as an offset into the original text; the length of that text for the end of this
     * one.
     *
     * @param index from 0 to {@link #length()}
     */
    public int origin(int index) {
        return origins[index];
    }

    @Override
    public String subSequence(int start, int end) {
        return new String(units, start, end - start);
    }

    @Override
    public String toString() {
        return new String(units, 0, length);
    }

    /** Grows as it takes characters. */
    private static final class Target {

        private char[] units;
        private int[] origins;
        private int length;

        Target(int length) {
            units = new char[length + 1];
            origins = new int[length + 1];
            origins[0] = length;
        }

        void add(char unit, int origin) {
            if (length + 1 == units.length) {
                units = Arrays.copyOf(units, 2 * units.length);
                origins = Arrays.copyOf(origins, units.length);
            }
            int end = origins[length];
            units[length] = unit;
            origins[length] = origin;
            origins[++length] = end;
        }

        /** @param segment a code point with its marks */
        void addSegment(String segment, int origin) {
            String form = Normalizer.normalize(segment, Normalizer.Form.NFKC);
            for (int i = 0; i < form.length(); ) {
                int point = Character.toLowerCase(form.codePointAt(i));
                i += Character.charCount(point);
                if (point < 0x10000) {
                    char unit = Characters.form((char) point);
                    if (unit != Characters.NOTHING) {
                        add(unit == Characters.DEPENDS ? (char) point : unit, origin);
                    }
                } else if (!Invisible.is(point)) {
                    add(Character.highSurrogate(point), origin);
                    add(Character.lowSurrogate(point), origin);
                }
            }
        }
    }
}
