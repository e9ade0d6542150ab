package dev.clv.decide;

import java.io.IOException;
import java.util.List;

/**
 * Writes comma-separated rows (RFC 4180, LF) that a spreadsheet can open without running anything.
 *
 * <p>A spreadsheet takes a cell that begins with {@code =}, {@code +}, {@code -}, {@code @}, a tab or a carriage return
 * for a formula. Such a text gets an apostrophe in front. A text that begins with apostrophes and then one of these
 * characters gets one more, so that {@link #original} is the exact way back. Numbers are written as they are, negative
 * ones too. Not thread-safe.
 */
public final class CsvRows {

    private final Appendable out;
    private boolean rowStarted;

    /**
     * Rows for a file or a stream, which the caller closes.
     *
     * @param out where they go
     */
    public CsvRows(Appendable out) {
        this.out = out;
    }

    /** Writes a row of names. */
    public void header(List<String> names) throws IOException {
        for (String name : names) {
            text(name);
        }
        endRow();
    }

    /** A text cell, made harmless and quoted where needed. */
    public CsvRows text(String text) throws IOException {
        separate();
        String safe = startsFormula(text) ? "'" + text : text;
        boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        out.append(quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe);
        return this;
    }

    /** The text that {@link #text} wrote into a cell (without the quotes of CSV). */
    public static String original(String cell) {
        return cell.startsWith("'") && startsFormula(cell) ? cell.substring(1) : cell;
    }

    /** A number, in a form that reads back as the same bits; empty when NaN. */
    public CsvRows number(double value) throws IOException {
        separate();
        if (!Double.isNaN(value)) {
            boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
            out.append(whole ? Long.toString((long) value) : Double.toString(value));
        }
        return this;
    }

    /** Ends the row with a line feed. */
    public void endRow() throws IOException {
        out.append('\n');
        rowStarted = false;
    }

    private void separate() throws IOException {
        if (rowStarted) {
            out.append(',');
        }
        rowStarted = true;
    }

    /** Whether a spreadsheet would calculate it, or it looks like a cell that was made harmless already. */
    private static boolean startsFormula(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) == '\'') {
            i++;
        }
        return i < text.length() && "=+-@\t\r".indexOf(text.charAt(i)) >= 0;
    }
}
