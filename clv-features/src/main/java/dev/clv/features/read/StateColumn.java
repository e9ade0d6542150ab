package dev.clv.features.read;

import dev.clv.features.internal.cell.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * A column that holds the state of each order, by its name or because a condition of the mapping asks it for one. Of no
 * rows and immutable.
 *
 * @param slot where it is in a row
 * @param named what the conditions of the mapping ask of it
 */
record StateColumn(String column, int slot, List<Predicate<Slice>> named) {

    /** A bare "state" may be a part of a country, and the status of anything else may be that of a customer. */
    private static final Pattern NAMES = Pattern.compile("status|statut|\u72b6\u6001|"
            + ".*(order|payment|financial|transaction|invoice|bestell|auftrag|zahl|commande|pedido|pago|ordine)"
            + ".*(stat|estado).*|.*(status|estado).*(order|pedido|bestellung).*|.*\u8ba2\u5355\u72b6\u6001.*");

    /** What is to be thought of a purchase with some state. */
    enum Verdict {
        /** It was paid, or the mapping says what becomes of it. */
        FINE,
        /** It was paid back, so that its row should say how much. */
        PAID_BACK,
        /** Nothing tells whether it was paid. */
        UNKNOWN
    }

    StateColumn {
        named = List.copyOf(named);
    }

    /** The columns of states among those that conditions of the mapping ask for a text. */
    static List<StateColumn> of(ColumnMapping mapping, ToIntFunction<String> slotOf) {
        Map<String, List<Predicate<Slice>>> tests = new LinkedHashMap<>();
        mapping.drop.forEach(condition -> condition.eachText(text ->
                tests.computeIfAbsent(text.column(), any -> new ArrayList<>()).add(text.test())));
        tests.entrySet()
                .removeIf(entry ->
                        !isNamedSo(entry.getKey()) && entry.getValue().stream().noneMatch(OrderStates::areAskedForBy));
        if (mapping.refundWhen != null) {
            mapping.refundWhen.eachText(text -> tests.computeIfPresent(text.column(), (any, known) -> {
                known.add(text.test());
                return known;
            }));
        }
        return tests.entrySet().stream()
                .map(entry -> new StateColumn(entry.getKey(), slotOf.applyAsInt(entry.getKey()), entry.getValue()))
                .toList();
    }

    private static boolean isNamedSo(String column) {
        return NAMES.matcher(column.toLowerCase(Locale.ROOT)).matches();
    }

    Verdict judge(String state) {
        if (OrderStates.isPaidBack(state)) {
            return Verdict.PAID_BACK;
        }
        boolean known = OrderStates.isBought(state) || named.stream().anyMatch(test -> test.test(Slice.of(state)));
        return known ? Verdict.FINE : Verdict.UNKNOWN;
    }
}
