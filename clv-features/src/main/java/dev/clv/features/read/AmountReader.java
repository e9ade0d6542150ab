package dev.clv.features.read;

import dev.clv.features.internal.cell.CurrencyMark;
import dev.clv.features.internal.cell.DecimalParser;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a row's amount, exactly: a column, the product of two, or a constant. Holds the last one; not thread-safe. */
final class AmountReader {

    private final @Nullable DecimalParser constant;
    private final NumberField amount;
    private final @Nullable NumberField factor;
    private @Nullable NumberField faulty;

    /** What stands beside the first amount for a currency. */
    private @Nullable String firstCurrency;

    private @Nullable String currency;

    /** @param row its slots for the amount's columns are made here */
    AmountReader(ColumnMapping mapping, CsvFormat format, Row row) {
        BigDecimal fixed = mapping.amountConstant;
        String column = mapping.columns.get(Field.AMOUNT);
        this.amount = new NumberField(row, column == null ? RowMapper.NONE : row.slotOf(column), format);
        this.factor =
                mapping.amountFactor == null ? null : new NumberField(row, row.slotOf(mapping.amountFactor), format);
        this.constant = fixed == null ? null : DecimalParser.plain();
        if (constant != null) {
            constant.parse(String.valueOf(fixed));
        }
    }

    /** What is wrong with the row's amount, in {@link #faulty()}, or null when it was read. */
    @Nullable
    Fault read(long line) {
        if (constant != null) {
            return null;
        }
        currency = null;
        Fault fault = read(amount, line);
        if (fault != null || factor == null) {
            return fault;
        }
        fault = read(factor, line);
        if (fault != null || amount.number().multiply(factor.number())) {
            return fault;
        }
        faulty = amount;
        return Fault.AMOUNT_TOO_LARGE;
    }

    private @Nullable Fault read(NumberField field, long line) {
        faulty = field;
        if (field.isMissing()) {
            return Fault.AMOUNT_MISSING;
        }
        if (!field.read(line)) {
            return switch (field.outcome()) {
                case TOO_LARGE -> Fault.AMOUNT_TOO_LARGE;
                case TOO_LATE -> Fault.NUMBER_TOO_LATE;
                case OTHER_MARK -> field.hasGivenMark() ? Fault.AMOUNT_AGAINST_DECIMAL : Fault.AMOUNT_LOCALE;
                default -> Fault.AMOUNT_INVALID;
            };
        }
        if (field.isPercent()) {
            return Fault.AMOUNT_INVALID;
        }
        String beside = field.currency();
        if (beside != null) {
            currency = beside;
            firstCurrency = firstCurrency == null ? beside : firstCurrency;
        }
        return null;
    }

    /**
     * The currency of the last amount.
     *
     * @param ofRow the currency that the row names, or null
     * @return {@code ofRow} or, where the row names none, what stands beside the amount
     */
    @Nullable
    CharSequence currency(@Nullable CharSequence ofRow) {
        return ofRow != null || currency == null ? ofRow : CurrencyMark.code(currency);
    }

    /** Whether what stands beside the last amount contradicts the row's currency, or the amounts above. */
    boolean contradicts(@Nullable CharSequence ofRow) {
        if (currency == null) {
            return false;
        }
        return ofRow != null
                ? !CurrencyMark.canMean(currency, ofRow.toString())
                : firstCurrency != null && !CurrencyMark.canStandWith(currency, firstCurrency);
    }

    /** The column of the last fault. */
    @Nullable
    NumberField faulty() {
        return faulty;
    }

    /** The columns that are read. */
    List<NumberField> fields() {
        return constant != null
                ? List.of()
                : Stream.of(amount, factor).filter(field -> field != null).toList();
    }

    private DecimalParser number() {
        return constant != null ? constant : amount.number();
    }

    long unscaled() {
        return number().unscaled();
    }

    int scale() {
        return number().scale();
    }

    boolean rounded() {
        return number().rounded();
    }
}
