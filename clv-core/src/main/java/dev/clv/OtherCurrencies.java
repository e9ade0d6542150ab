package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.CellForm;
import dev.clv.features.ColumnReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts the numbers that name another currency than those of training did, or one of several. Numbers without a
 * currency, now or in training, contradict nothing. Not thread-safe.
 */
final class OtherCurrencies {

    /** So many columns are named, the one with the most such numbers first. */
    private static final int NAMED = 5;

    /** By column, where its numbers named one in training. */
    private final Map<String, String> training = new HashMap<>();

    private final Map<String, Count> counts = new TreeMap<>();

    /** @param columns of training: those of a table, or attributes */
    OtherCurrencies(List<ColumnReport> columns) {
        columns.forEach(column -> {
            if (column.currency() != null) {
                training.put(column.column(), column.currency());
            }
        });
    }

    /** Of a column with, where it is known, its currency in training. */
    OtherCurrencies(String column, Optional<String> before) {
        this(List.of());
        before.ifPresent(currency -> training.put(column, currency));
    }

    /** Takes a number as it is written. */
    void add(String column, String cell) {
        Count count = counts.computeIfAbsent(column, any -> new Count(column, training.get(column)));
        count.numbers++;
        String currency = CellForm.currency(cell);
        if (currency != null) {
            count.currencies.merge(currency, 1, Integer::sum);
        }
    }

    /** One caution, or none. */
    List<Caution> cautions() {
        List<Count> found = counts.values().stream()
                .filter(count -> count.others() > 0)
                .sorted(Comparator.comparingInt(Count::others).reversed())
                .toList();
        if (found.isEmpty()) {
            return List.of();
        }
        int more = found.size() - NAMED;
        return List.of(Caution.of(
                "other_currency",
                "Some amounts are in another currency than in training, and are taken for as many units of that one: %s%s."
                        + " Convert them, or train again.",
                found.stream().limit(NAMED).map(Count::words).collect(Collectors.joining("; ")),
                more > 0 ? "; and " + more + " more" : ""));
    }

    private static final class Count {

        private final String column;
        private final @Nullable String before;
        private final Map<String, Integer> currencies = new TreeMap<>();
        private int numbers;

        Count(String column, @Nullable String before) {
            this.column = column;
            this.before = before;
        }

        /** By currency, the numbers that are not in that of training, or, without one, in several. */
        private Map<String, Integer> other() {
            Map<String, Integer> other = new TreeMap<>();
            currencies.forEach((currency, times) -> {
                boolean same = before == null
                        ? currencies.keySet().stream().allMatch(any -> CellForm.canBeTheSame(currency, any))
                        : CellForm.canBeTheSame(currency, before);
                if (!same) {
                    other.put(currency, times);
                }
            });
            return other;
        }

        int others() {
            return other().values().stream().mapToInt(Integer::intValue).sum();
        }

        String words() {
            List<String> parts = new ArrayList<>();
            other().forEach((currency, times) -> parts.add(times + " in " + currency));
            return "'" + column + "' with " + String.join(" and ", parts) + " of " + numbers + ", in training "
                    + (before == null ? "without a currency" : "in " + before);
        }
    }
}
