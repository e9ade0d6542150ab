package dev.clv.features.internal.cell;

import java.util.regex.Pattern;

/**
 * How the numbers of a column are written. Immutable and thread-safe.
 *
 * @param decimal the decimal mark, {@code '.'} or {@code ','}
 * @param percent whether they are percentages, which are divided by 100; a zero may then stand without a percent sign
 */
public record NumberForm(char decimal, boolean percent) {

    /** A decimal point, no percentages. */
    public static final NumberForm PLAIN = new NumberForm('.', false);

    private static final Pattern WRITTEN = Pattern.compile("[-+]?\\d+(\\.\\d*)?([eE][-+]?\\d+)?");

    /** The number that a cell, in one of the spellings of {@link NumberReader}, stands for; NaN if it is none. */
    public double read(String cell) {
        if (decimal == '.' && !percent) {
            double plain = PlainNumber.parse(cell);
            if (!Double.isNaN(plain)) {
                return plain;
            }
        }
        WrittenNumber written = new WrittenNumber();
        if (!written.read(cell.toCharArray(), 0, cell.length()) || !written.allows(decimal)) {
            return Double.NaN;
        }
        written.plain(decimal);
        double value = PlainNumber.parse(new String(written.plainChars(), 0, written.plainLength()));
        return written.isPercent() == percent || value == 0 ? value : Double.NaN;
    }

    /** Whether a cell is written as a number, but one beyond 1.8e308, which none can hold. */
    public static boolean isTooLarge(String cell) {
        return WRITTEN.matcher(cell).matches() && Double.isInfinite(Double.parseDouble(cell));
    }

    /** The form as a short word, of which {@link #ofWord} makes it again. */
    public String word() {
        return decimal + (percent ? "%" : "");
    }

    /**
     * The form of a word.
     *
     * @throws IllegalArgumentException if it is no word of a form
     */
    public static NumberForm ofWord(String word) {
        for (char decimal : new char[] {'.', ','}) {
            for (boolean percent : new boolean[] {false, true}) {
                NumberForm form = new NumberForm(decimal, percent);
                if (form.word().equals(word)) {
                    return form;
                }
            }
        }
        throw new IllegalArgumentException("unknown form of numbers '" + word + "'");
    }

    /** In words, for people: {@code "a number with a decimal comma"}. */
    public String description() {
        return (percent ? "a percentage" : "a number") + (decimal == ',' ? " with a decimal comma" : "");
    }
}
