package dev.clv.reason;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.Locale;

/** Numbers in the format of a language. Immutable and thread-safe. */
final class Amounts {

    private static final int USUAL_DIGITS = 2;

    private final Locale locale;

    Amounts(Locale locale) {
        this.locale = locale;
    }

    /** The smallest amount that can be paid in a currency: 0.01 EUR, 1 JPY; 0 if no currency was named. */
    static double smallestUnit(String currency) {
        return currency.equals(Explanation.NO_CURRENCY)
                ? 0
                : BigDecimal.ONE.movePointLeft(digits(currency)).doubleValue();
    }

    static boolean isNamed(String currency) {
        return !currency.equals(Explanation.NO_CURRENCY);
    }

    /** The digits of an amount, without the currency: two decimals for EUR, none for JPY. */
    String amount(double amount, String currency) {
        int digits = digits(currency);
        return format("#,##0" + (digits == 0 ? "" : "." + "0".repeat(digits)), amount);
    }

    /** As {@link #amount}, always with a sign. */
    String signed(double amount, String currency) {
        String text = amount(amount, currency);
        return text.startsWith("-") ? text : "+" + text;
    }

    /** A number with at most two decimals, or two significant digits if it is small. */
    String number(double number) {
        if (number != 0 && Math.abs(number) < 0.1) {
            return format(
                    "0.################",
                    new BigDecimal(number).round(new MathContext(2)).doubleValue());
        }
        return format("#,##0.##", number);
    }

    private String format(String pattern, double number) {
        String text = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(locale)).format(number);
        // An amount that rounds to 0 has no sign.
        return text.matches("-[0.,]+") ? text.substring(1) : text;
    }

    private static int digits(String code) {
        int digits;
        try {
            digits = Currency.getInstance(code).getDefaultFractionDigits();
        } catch (IllegalArgumentException unknown) {
            digits = USUAL_DIGITS;
        }
        return digits < 0 ? USUAL_DIGITS : digits;
    }
}
