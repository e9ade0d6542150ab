package dev.clv.features.internal.cell;

/**
 * Text for messages, logs and terminals: one line, in which every character is visible.
 *
 * <p>Control characters, separators of lines and paragraphs, blanks other than the plain one, characters that are
 * invisible or change the direction of the text, and lone surrogates are escaped as in a Java string.
 */
public final class Printable {

    /** A longer name is cut. */
    private static final int MAX_NAME = 64;

    private Printable() {}

    /** The text with everything escaped that does not show as itself; the text itself where that is nothing. */
    public static String of(CharSequence text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); ) {
            int point = Character.codePointAt(text, i);
            if (!isPlain(point) && escaped == null) {
                escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (escaped != null) {
                append(escaped, point);
            }
            i += Character.charCount(point);
        }
        return escaped == null ? text.toString() : escaped.toString();
    }

    /** The name of a column, a file or a key for a message: escaped, and cut at 64 characters. */
    public static String name(CharSequence name) {
        if (name.length() <= MAX_NAME) {
            return of(name);
        }
        int end = Character.isHighSurrogate(name.charAt(MAX_NAME - 1)) ? MAX_NAME - 1 : MAX_NAME;
        return of(name.subSequence(0, end)) + "...";
    }

    /** Whether nothing in the text needs to be escaped. */
    public static boolean isPlain(CharSequence text) {
        return text.codePoints().allMatch(Printable::isPlain);
    }

    /**
     * Whether a text holds a control character (NUL, ESC, line ends, ...) or a mark that changes the direction of text,
     * neither of which belongs into an id or a name.
     */
    public static boolean hasControl(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the character is a control character, a separator of lines, or a mark that changes the direction. */
    public static boolean isControl(char c) {
        if (c >= ' ' && c < '\u007f') {
            return false;
        }
        return c <= '\u009f'
                || c == '\u061c'
                || c == '\u200e'
                || c == '\u200f'
                || c >= '\u2028' && c <= '\u202e'
                || c >= '\u2066' && c <= '\u2069';
    }

    private static boolean isPlain(int point) {
        if (point >= ' ' && point < 0x7f) {
            return true;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> !Invisible.is(point);
        };
    }

    private static void append(StringBuilder escaped, int point) {
        switch (point) {
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\t' -> escaped.append("\\t");
            default -> {
                if (isPlain(point)) {
                    escaped.appendCodePoint(point);
                } else {
                    for (char unit : Character.toChars(point)) {
                        escaped.append("\\u")
                                .append(Character.forDigit(unit >> 12, 16))
                                .append(Character.forDigit(unit >> 8 & 15, 16))
                                .append(Character.forDigit(unit >> 4 & 15, 16))
                                .append(Character.forDigit(unit & 15, 16));
                    }
                }
            }
        }
    }
}
