package dev.clv.features.read;

import dev.clv.features.internal.cell.NumberReader;
import dev.clv.features.internal.cell.Printable;

/**
 * A view of characters in a larger array, so that a field can be looked at and looked up without becoming a String.
 *
 * <p>Mutable and reused for row after row: copy the text to keep it. Equality is identity, as of any
 * {@link CharSequence}; use {@link #contentEquals}.
 */
final class Slice implements CharSequence {

    char[] chars = new char[0];
    int start;
    int length;

    /** Whether this is a number of the input's own type, written with a decimal point whatever the columns hold. */
    boolean typed;

    static Slice of(String text) {
        Slice slice = new Slice();
        slice.point(text.toCharArray(), 0, text.length());
        return slice;
    }

    /** @param chars shared, not copied */
    void point(char[] chars, int start, int length) {
        this.chars = chars;
        this.start = start;
        this.length = length;
    }

    /** Reads the number that this is, {@code line} being where it stands. */
    NumberReader.Outcome read(NumberReader reader, long line) {
        return typed ? reader.readPlain(chars, start, length) : reader.read(chars, start, length, line);
    }

    /** Whether blanks around the value were kept. */
    boolean isPadded() {
        return length > 0 && (chars[start] <= ' ' || chars[start + length - 1] <= ' ');
    }

    /** Turns the letters a to z into capitals, in place. */
    Slice toUpperCase() {
        for (int i = start; i < start + length; i++) {
            char c = chars[i];
            chars[i] = c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
        }
        return this;
    }

    boolean endsWith(String suffix) {
        return suffix.length() <= length && matchesAt(length - suffix.length(), suffix);
    }

    boolean contains(String part) {
        for (int at = 0; at + part.length() <= length; at++) {
            if (matchesAt(at, part)) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesAt(int at, String part) {
        for (int i = 0; i < part.length(); i++) {
            if (chars[start + at + i] != part.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean contentEquals(String text) {
        return text.length() == length && matchesAt(0, text);
    }

    /** Whether a control character or a mark of direction is in it. */
    boolean hasControl() {
        for (int i = start; i < start + length; i++) {
            char c = chars[i];
            if (c < ' ' || (c >= '\u007f' && Printable.isControl(c))) {
                return true;
            }
        }
        return false;
    }

    boolean startsWith(String prefix) {
        return prefix.length() <= length && matchesAt(0, prefix);
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public boolean isEmpty() {
        return length == 0;
    }

    @Override
    public char charAt(int index) {
        return chars[start + index];
    }

    @Override
    public CharSequence subSequence(int from, int to) {
        return toString().substring(from, to);
    }

    @Override
    public String toString() {
        return new String(chars, start, length);
    }
}
