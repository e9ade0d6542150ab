package dev.clv.examples.cli;

import java.util.Locale;

/**
 * Text for a terminal in which nothing acts on the terminal: control characters, separators of lines and marks that
 * change the direction of text are escaped as in a Java string. An attribute or a name from a file could otherwise fake
 * a line of output.
 */
final class Visible {

    private Visible() {}

    /** One line: line ends are escaped too. */
    static String line(String text) {
        return escaped(text, false);
    }

    /** Several lines, which end as they are. */
    static String lines(String text) {
        return escaped(text, true);
    }

    private static String escaped(String text, boolean keepLines) {
        StringBuilder visible = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' && keepLines || !acts(c)) {
                visible.append(c);
            } else if (c == '\r' && keepLines && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                visible.append(c);
            } else {
                visible.append(c == '\n' ? "\\n" : c == '\r' ? "\\r" : String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return visible.toString();
    }

    private static boolean acts(char c) {
        return Character.isISOControl(c)
                || c == '\u061c'
                || c == '\u200e'
                || c == '\u200f'
                || (c >= '\u2028' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
