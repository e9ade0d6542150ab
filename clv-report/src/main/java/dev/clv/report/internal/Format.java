package dev.clv.report.internal;

import java.util.Locale;

/** How numbers of a column or an axis are shown. */
public enum Format {
    /** Whole numbers, such as customers. */
    COUNT,
    /** An amount in the page's currency. */
    MONEY,
    /** A share of 1, shown in percent. */
    PERCENT,
    /** Names; no numbers. */
    TEXT,
    /** Anything else, with three significant digits. */
    NUMBER;

    /** The name on the page. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
