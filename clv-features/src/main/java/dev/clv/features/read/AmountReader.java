package dev.clv.features.read;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads a row's amount, exactly: a column, the product of two, or a constant. Holds the last one; not thread-safe. */
final class AmountReader {

    private final boolean constant;
    private final DecimalParser amount;
    private final DecimalParser factor;
    private final int slot;
    private final int factorSlot;
    private int faultSlot = RowMapper.NONE;

    /** @param row its slots for the amount's columns are made here */
    AmountReader(ColumnMapping mapping, CsvFormat format, Row row) {
        BigDecimal fixed = mapping.amountConstant;
        String column = mapping.columns.get(Field.AMOUNT);
        this.constant = fixed != null;
        this.amount = constant ? DecimalParser.plain() : DecimalParser.withMark(format.decimal());
        this.factor = DecimalParser.withMark(format.decimal());
        this.slot = column == null ? RowMapper.NONE : row.slotOf(column);
        this.factorSlot = mapping.amountFactor == null ? RowMapper.NONE : row.slotOf(mapping.amountFactor);
        if (fixed != null) {
            amount.parse(Slice.of(fixed.toString()));
        }
    }

    /** What is wrong with the row's amount, in the column of {@link #faultSlot()}, or null when it was read. */
    @Nullable
    Fault read(Row row) {
        if (constant) {
            return null;
        }
        Fault fault = read(amount, row, slot);
        if (fault != null || factorSlot == RowMapper.NONE) {
            return fault;
        }
        fault = read(factor, row, factorSlot);
        if (fault != null || amount.multiply(factor)) {
            return fault;
        }
        faultSlot = slot;
        return Fault.AMOUNT_TOO_LARGE;
    }

    private @Nullable Fault read(DecimalParser parser, Row row, int from) {
        faultSlot = from;
        if (from == RowMapper.NONE || row.get(from).isEmpty()) {
            return Fault.AMOUNT_MISSING;
        }
        Slice text = row.get(from);
        if (parser.parse(text)) {
            return null;
        }
        return parser.tooLarge() ? Fault.AMOUNT_TOO_LARGE : notANumber(text);
    }

    /** Whether the decimal mark is the trouble. */
    private static Fault notANumber(Slice text) {
        int commas = 0;
        int points = 0;
        for (int i = 0; i < text.length; i++) {
            char c = text.charAt(i);
            if (Character.isLetter(c)) {
                return Fault.AMOUNT_INVALID;
            }
            commas += c == ',' ? 1 : 0;
            points += c == '.' ? 1 : 0;
        }
        return commas > 0 || points > 1 ? Fault.AMOUNT_LOCALE : Fault.AMOUNT_INVALID;
    }

    int faultSlot() {
        return faultSlot;
    }

    long unscaled() {
        return amount.unscaled();
    }

    int scale() {
        return amount.scale();
    }

    boolean rounded() {
        return amount.rounded();
    }
}
