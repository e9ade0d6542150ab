package dev.clv.features;

import dev.clv.features.internal.cell.CurrencyMark;
import dev.clv.features.internal.cell.Masked;
import dev.clv.features.internal.cell.MissingWords;
import org.jspecify.annotations.Nullable;

/** What a cell, or an attribute's value, looks like, and what a message may say of it. */
public final class CellForm {

    private CellForm() {}

    /** Whether the cell is blank or one of the standard words for a missing value, such as {@code N/A}. */
    public static boolean isMissing(String cell) {
        return MissingWords.STANDARD.contains(cell.strip());
    }

    /**
     * The cell within a sentence: itself in quotes where it has the form of a number or a time, else its length and the
     * classes of its characters, as it may be personal.
     */
    public static String quoted(String cell) {
        return Masked.quoted(cell);
    }

    /**
     * What stands beside a number for a currency: an ISO 4217 code, or a sign that several currencies share, such as
     * {@code $}; null if there is nothing of the kind, or the cell is no number.
     */
    public static @Nullable String currency(String cell) {
        String mark = CurrencyMark.beside(cell.strip());
        return mark == null ? null : CurrencyMark.canonical(mark);
    }

    /** Whether two such currencies can be the same: {@code $} may be {@code USD}, and {@code CAD} as well. */
    public static boolean canBeTheSame(String currency, String other) {
        return CurrencyMark.canMeanTheSame(currency, other);
    }
}
