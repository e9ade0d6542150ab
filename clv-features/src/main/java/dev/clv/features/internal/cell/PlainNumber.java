package dev.clv.features.internal.cell;

import java.util.regex.Pattern;

/** The one rule for reading a number out of text: digits, a decimal point, an exponent; nothing localised, no NaN. */
public final class PlainNumber {

    private static final Pattern FORM = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private PlainNumber() {}

    /**
     * The number that {@code text} spells, blanks around it aside, or NaN when it spells none or too large a one.
     *
     * @param text any text
     */
    public static double parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || !FORM.matcher(trimmed).matches()) {
            return Double.NaN;
        }
        double value = Double.parseDouble(trimmed);
        return Double.isInfinite(value) ? Double.NaN : value;
    }
}
