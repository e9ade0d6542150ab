package dev.clv.features.read;

import dev.clv.features.internal.cell.CurrencyMark;
import dev.clv.features.internal.cell.DecimalParser;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a row's amount, exactly, by an {@link AmountRule}. Holds the last one; not thread-safe. */
final class AmountReader {

    private final @Nullable DecimalParser constant;
    private final NumberField amount;
    private final @Nullable NumberField factor;
    private final List<NumberField> plus;
    private final List<NumberField> minus;
    private final DecimalParser sum = DecimalParser.plain();
    private @Nullable NumberField faulty;

    /** What stands beside the first amount for a currency. */
    private @Nullable String firstCurrency;

    private @Nullable String currency;

    /** Of the last amount that was refused for its currency: what it should have had. */
    private @Nullable String expected;

    /** @param row its slots for the amount's columns are made here */
    AmountReader(AmountRule rule, CsvFormat format, Row row) {
        BigDecimal fixed = rule.constant();
        List<NumberField> factors = fields(rule.factors(), format, row);
        this.plus = fields(rule.plus(), format, row);
        this.minus = fields(rule.minus(), format, row);
        this.amount = Stream.of(factors, plus)
                .flatMap(List::stream)
                .findFirst()
                .orElse(new NumberField(row, RowMapper.NONE, format));
        this.factor = factors.size() > 1 ? factors.get(1) : null;
        this.constant = fixed == null ? null : DecimalParser.plain();
        if (constant != null) {
            constant.parse(String.valueOf(fixed));
        }
    }

    private static List<NumberField> fields(List<String> columns, CsvFormat format, Row row) {
        return columns.stream()
                .map(column -> new NumberField(row, row.slotOf(column), format))
                .toList();
    }

    /** What is wrong with the row's amount, in {@link #faulty()}, or null when it was read. */
    @Nullable
    Fault read(long line) {
        if (constant != null) {
            return null;
        }
        currency = null;
        expected = null;
        if (!plus.isEmpty()) {
            return readSum(line);
        }
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

    /** An empty column adds nothing, but one of those that are added must hold something. */
    private @Nullable Fault readSum(long line) {
        BigDecimal total = BigDecimal.ZERO;
        boolean any = false;
        for (NumberField field : plus) {
            if (!field.isMissing()) {
                Fault fault = read(field, line);
                if (fault != null) {
                    return fault;
                }
                any = true;
                total = total.add(field.number().decimal());
            }
        }
        if (!any) {
            faulty = amount;
            return Fault.AMOUNT_MISSING;
        }
        for (NumberField field : minus) {
            if (!field.isMissing()) {
                Fault fault = read(field, line);
                if (fault != null) {
                    return fault;
                }
                total = total.subtract(field.number().decimal().abs());
            }
        }
        faulty = amount;
        return sum.parse(total.toPlainString()) ? null : Fault.AMOUNT_TOO_LARGE;
    }

    /** Why the field's last value is no amount. */
    static Fault faultOf(NumberField field) {
        return switch (field.outcome()) {
            case TOO_LARGE -> Fault.AMOUNT_TOO_LARGE;
            case TOO_LATE -> Fault.NUMBER_TOO_LATE;
            case OTHER_MARK -> field.hasGivenMark() ? Fault.AMOUNT_AGAINST_DECIMAL : Fault.AMOUNT_LOCALE;
            default -> Fault.AMOUNT_INVALID;
        };
    }

    private @Nullable Fault read(NumberField field, long line) {
        faulty = field;
        if (field.isMissing()) {
            return Fault.AMOUNT_MISSING;
        }
        if (!field.read(line)) {
            return faultOf(field);
        }
        if (field.isPercent()) {
            return Fault.AMOUNT_INVALID;
        }
        String beside = field.currency();
        if (beside != null) {
            if (currency != null && !CurrencyMark.canMeanTheSame(currency, beside)) {
                expected = currency;
                currency = beside;
                return Fault.AMOUNT_CURRENCY;
            }
            currency = beside;
        }
        return null;
    }

    /** What stands beside the last amount for a currency, or null. */
    @Nullable
    String mark() {
        return currency;
    }

    /** What the last amount that was refused for its currency should have had beside it, or null. */
    @Nullable
    String expected() {
        return expected;
    }

    /**
     * Whether what stands beside the last amount contradicts a currency, or the amounts above.
     *
     * @param known the currency that the amount must have; null if neither the row nor the log names one
     */
    boolean contradicts(@Nullable CharSequence known) {
        if (currency == null) {
            return false;
        }
        if (known != null) {
            expected = known.toString();
            return !CurrencyMark.canMean(currency, expected);
        }
        if (firstCurrency == null) {
            firstCurrency = currency;
        }
        expected = firstCurrency;
        return !CurrencyMark.canStandWith(currency, firstCurrency);
    }

    /** What stands beside the first amount for a currency, where neither its row nor the log names one. */
    @Nullable
    String firstCurrency() {
        return firstCurrency;
    }

    /** Goes on as if the first such amount had been read elsewhere. */
    void firstCurrency(@Nullable String mark) {
        firstCurrency = mark;
    }

    /** The column of the last fault. */
    @Nullable
    NumberField faulty() {
        return faulty;
    }

    /** The columns that are read. */
    List<NumberField> fields() {
        if (constant != null) {
            return List.of();
        }
        return plus.isEmpty()
                ? Stream.of(amount, factor).filter(field -> field != null).toList()
                : Stream.concat(plus.stream(), minus.stream()).toList();
    }

    private DecimalParser number() {
        if (constant != null) {
            return constant;
        }
        return plus.isEmpty() ? amount.number() : sum;
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
