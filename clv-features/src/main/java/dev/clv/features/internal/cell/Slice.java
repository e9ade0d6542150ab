package dev.clv.features.internal.cell;

/**
 * A view of characters in a larger array, so that a field can be looked at and looked up without becoming a String.
 *
 * <p>Mutable and reused for row after row: copy the text to keep it. Equality is identity, as of any
 * {@link CharSequence}; use {@link #contentEquals}.
 */
public final class Slice implements CharSequence {

    private char[] chars = new char[0];
    private int start;
    private int length;

    /** Whether this is a number of the input's own type, written with a decimal point whatever the columns hold. */
    private boolean typed;

    /** A slice that is all of a text. */
    public static Slice of(String text) {
        Slice slice = new Slice();
        slice.point(text.toCharArray(), 0, text.length());
        return slice;
    }

    /**
     * Shows other characters.
     *
     * @param chars shared, not copied
     */
    public void point(char[] chars, int start, int length) {
        this.chars = chars;
        this.start = start;
        this.length = length;
    }

    /** Shows nothing. */
    public void clear() {
        length = 0;
        typed = false;
    }

    /** Says that this is a number of the input's own type. */
    public void markTyped() {
        typed = true;
    }

    /** Whether this is a number of the input's own type. */
    public boolean isTyped() {
        return typed;
    }

    /** Shows the same place of another array, such as a longer copy. */
    public void moveTo(char[] other) {
        chars = other;
    }

    /** The array; not a copy. */
    public char[] array() {
        return chars;
    }

    /** Where it begins in the array. */
    public int start() {
        return start;
    }

    /** Reads the number that this is, {@code line} being where it stands. */
    public NumberReader.Outcome read(NumberReader reader, long line) {
        return typed ? reader.readPlain(chars, start, length) : reader.read(chars, start, length, line);
    }

    /** Whether blanks around the value were kept. */
    public boolean isPadded() {
        return length > 0 && (chars[start] <= ' ' || chars[start + length - 1] <= ' ');
    }

    /** Turns the letters a to z into capitals, in place. */
    public Slice toUpperCase() {
        for (int i = start; i < start + length; i++) {
            char c = chars[i];
            chars[i] = c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
        }
        return this;
    }

    /** Whether it ends with this text. */
    public boolean endsWith(String suffix) {
        return suffix.length() <= length && matchesAt(length - suffix.length(), suffix);
    }

    /** Whether this text is in it. */
    public boolean contains(String part) {
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

    /** Whether it is this text. */
    public boolean contentEquals(String text) {
        return text.length() == length && matchesAt(0, text);
    }

    /** Copies its characters up to the first that is not from 0 to 127; how many they are. */
    public int copyAscii(byte[] target) {
        for (int i = 0; i < length; i++) {
            char c = chars[start + i];
            if (c >= 128) {
                return i;
            }
            target[i] = (byte) c;
        }
        return length;
    }

    /** Whether a control character or a mark of direction is in it. */
    public boolean hasControl() {
        int outside = 0;
        for (int i = start; i < start + length; i++) {
            outside |= (chars[i] - ' ') | ('~' - chars[i]);
        }
        // Below zero if a character is not from ' ' to '~'.
        return outside < 0 && Printable.hasControl(this);
    }

    /** Whether it starts with this text. */
    public boolean startsWith(String prefix) {
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
