package dev.clv.report.internal;

/** Texts of customers and shops, made harmless for a reader's eye. */
public final class Printable {

    private Printable() {}

    /**
     * The text with a replacement character for each control character, each mark that turns the direction of what
     * follows, and each half of a pair of surrogates; they could hide or reorder what stands beside them.
     */
    public static String of(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isHarmful(c) ? '\uFFFD' : c));
        return clean.toString();
    }

    private static boolean isHarmful(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                || c == 0x61C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0xFEFF;
    }
}
