package dev.clv.evaluate;

import java.util.Locale;

/** Numbers as tables and sentences of this package show them. */
final class Words {

    private Words() {}

    /** Three decimals, or one from 10 on; a dash if undefined. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        String text = String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.1f", value);
        return text.equals("-0.000") ? "0.000" : text;
    }
}
