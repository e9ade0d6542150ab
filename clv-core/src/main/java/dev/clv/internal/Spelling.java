package dev.clv.internal;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Locale;

/** What different spellings of one word have in common. */
public final class Spelling {

    private Spelling() {}

    /**
     * The word in composed form and lower case without blanks and format characters; a plain number without zeros that
     * change nothing: {@code "GOLD "} and {@code "gold"}, {@code "12.0"} and {@code "12"} are the same.
     */
    public static String folded(String word) {
        StringBuilder rest = new StringBuilder();
        Normalizer.normalize(word, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(point -> !Character.isWhitespace(point)
                        && !Character.isSpaceChar(point)
                        && Character.getType(point) != Character.FORMAT)
                .forEach(rest::appendCodePoint);
        String folded = rest.toString();
        return folded.matches("[-+]?\\d{1,30}([.,]\\d{1,30})?")
                ? new BigDecimal(folded.replace(',', '.')).stripTrailingZeros().toPlainString()
                : folded;
    }

    /** The words with control and format characters, and separators of lines, as question marks. */
    public static String printable(String words) {
        StringBuilder printable = new StringBuilder();
        words.codePoints().map(point -> acts(point) ? '?' : point).forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static boolean acts(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
