package dev.clv.features;

import dev.clv.features.internal.cell.Masked;
import dev.clv.features.internal.cell.MissingWords;

/** What a message may say of a cell, or of an attribute's value, that could not be read. */
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
}
