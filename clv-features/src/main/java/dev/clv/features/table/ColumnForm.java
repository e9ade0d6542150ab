package dev.clv.features.table;

import dev.clv.features.internal.cell.NumberForm;
import dev.clv.features.internal.cell.TruthWords;
import org.jspecify.annotations.Nullable;

/**
 * What a column of a training table became, and how its cells are read. Immutable and thread-safe.
 *
 * @param type what its cells are
 * @param numbers how its numbers are written; means nothing for other types
 * @param binary whether its numbers are 0 and 1, so that a word for true or false is one of them
 * @param dates how its dates are written; null for other types
 */
record ColumnForm(
        ColumnType type,
        NumberForm numbers,
        boolean binary,
        @Nullable DateForm dates) {

    private static final String BINARY = "binary";

    static final ColumnForm CATEGORY = new ColumnForm(ColumnType.CATEGORY, NumberForm.PLAIN, false, null);

    static ColumnForm of(NumberForm numbers, boolean binary) {
        return new ColumnForm(ColumnType.NUMBER, numbers, binary, null);
    }

    static ColumnForm of(DateForm dates) {
        return new ColumnForm(ColumnType.DATE, NumberForm.PLAIN, false, dates);
    }

    /** The form of a column in a model file, which holds the name of its type and a word that this made. */
    static ColumnForm ofWord(ColumnType type, String word) {
        return switch (type) {
            case NUMBER ->
                word.equals(BINARY)
                        ? of(NumberForm.PLAIN, true)
                        : of(word.isEmpty() ? NumberForm.PLAIN : NumberForm.ofWord(word), false);
            case DATE -> of(DateForm.ofWord(word));
            case CATEGORY -> CATEGORY;
        };
    }

    /** A word for the form of a column of this type, for a model file. */
    String word() {
        if (dates != null) {
            return dates.word();
        }
        return binary ? BINARY : type == ColumnType.NUMBER ? numbers.word() : "";
    }

    /** The number that a cell stands for; NaN if it stands for none. */
    double read(String cell) {
        if (dates != null) {
            return dates.day(cell);
        }
        double value = numbers.read(cell);
        Boolean truth = binary && Double.isNaN(value) ? TruthWords.truth(cell) : null;
        return truth == null ? value : truth ? 1 : 0;
    }

    /** What a cell should be, in words. */
    String description() {
        return dates != null ? dates.description() : numbers.description();
    }

    /** What there is to say about how the column is read; empty if it is plain. */
    String detail() {
        if (dates != null) {
            return dates.patterns();
        }
        if (type == ColumnType.CATEGORY || numbers.equals(NumberForm.PLAIN)) {
            return "";
        }
        return (numbers.percent() ? "percentages divided by 100" : "")
                + (numbers.percent() && numbers.decimal() == ',' ? " with a decimal comma" : "")
                + (!numbers.percent() && numbers.decimal() == ',' ? "decimal comma" : "");
    }
}
