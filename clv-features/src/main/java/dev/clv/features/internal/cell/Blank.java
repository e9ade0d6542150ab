package dev.clv.features.internal.cell;

/**
 * The characters that may stand around a value or a name without being part of it: white space, the no-break and other
 * blanks of spreadsheets, and characters of no width, such as a byte order mark in the middle of a file. Other control
 * characters are no blanks.
 */
public final class Blank {

    private Blank() {}

    /** Whether the character is a blank. */
    public static boolean is(char c) {
        if (c <= ' ') {
            return c == ' ' || (c >= '\t' && c <= '\r');
        }
        return c >= '\u00a0' && (Character.isSpaceChar(c) || isOfNoWidth(c));
    }

    private static boolean isOfNoWidth(char c) {
        return (c >= '\u200b' && c <= '\u200d') || c == '\u2060' || c == '\ufeff' || Invisible.isFiller(c);
    }

    /** The text without the blanks around it; empty if it holds nothing else. */
    public static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && is(text.charAt(from))) {
            from++;
        }
        while (from < to && is(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }
}
