package dev.clv.features.event;

import dev.clv.features.internal.cell.Masked;
import org.jspecify.annotations.Nullable;

/**
 * The rule for currency codes: three capital letters of the Latin alphabet, as in ISO 4217. Whether a code is assigned
 * is not checked, so that codes of a shop's own (points, vouchers) can be used. {@link #NONE} is as if no currency were
 * named.
 */
public final class CurrencyCode {

    /** ISO 4217's code for no currency. */
    public static final String NONE = "XXX";

    private CurrencyCode() {}

    /** The code as it counts: null for {@link #NONE} and for null. */
    public static <T extends CharSequence> @Nullable T named(@Nullable T code) {
        return code == null || NONE.contentEquals(code) ? null : code;
    }

    /** Whether the text is a currency code. */
    public static boolean isCode(CharSequence text) {
        if (text.length() != 3) {
            return false;
        }
        for (int i = 0; i < 3; i++) {
            if (text.charAt(i) < 'A' || text.charAt(i) > 'Z') {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the code.
     *
     * @param what the thing whose currency it is, as a message calls it
     * @throws IllegalArgumentException if the text is not a currency code
     */
    public static String require(String what, CharSequence text) {
        if (!isCode(text)) {
            throw new IllegalArgumentException(
                    what + " must be three capital letters as in ISO 4217, such as EUR, was " + Masked.quoted(text));
        }
        return text.toString();
    }
}
