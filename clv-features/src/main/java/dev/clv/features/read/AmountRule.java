package dev.clv.features.read;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a row's amount comes about: a constant, the product of columns (of one, the column itself), or the sum of columns
 * less the magnitudes of others. Immutable.
 *
 * @param factors one or two columns; empty for a constant or a sum
 */
record AmountRule(@Nullable BigDecimal constant, List<String> factors, List<String> plus, List<String> minus) {

    /** No amount is mapped. */
    static final AmountRule NONE = new AmountRule(null, List.of(), List.of(), List.of());

    AmountRule {
        factors = List.copyOf(factors);
        plus = List.copyOf(plus);
        minus = List.copyOf(minus);
    }

    static AmountRule constant(BigDecimal amount) {
        return new AmountRule(amount, List.of(), List.of(), List.of());
    }

    static AmountRule product(String... columns) {
        return new AmountRule(null, List.of(columns), List.of(), List.of());
    }

    static AmountRule sum(List<String> plus, List<String> minus) {
        return new AmountRule(null, List.of(), plus, minus);
    }

    /** The same without the parts of a sum that are not there. */
    AmountRule restrictedTo(Predicate<String> there) {
        return new AmountRule(
                constant,
                factors,
                plus.stream().filter(there).toList(),
                minus.stream().filter(there).toList());
    }

    boolean isNone() {
        return equals(NONE);
    }

    /** Every column that is read, the first one first. */
    List<String> columns() {
        List<String> columns = new ArrayList<>(factors);
        columns.addAll(plus);
        columns.addAll(minus);
        return columns;
    }
}
