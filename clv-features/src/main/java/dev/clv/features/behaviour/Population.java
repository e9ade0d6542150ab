package dev.clv.features.behaviour;

import dev.clv.features.FittedState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Sums by name that were learned of many customers, in tables. Immutable and thread-safe. */
final class Population {

    /** The one name of a table of sums over the whole shop. */
    static final String SHOP = "shop";

    private static final String MIN_CUSTOMERS = "min_customers";
    private static final String TABLES = "tables";

    private final int minCustomers;
    private final Map<String, Map<String, double[]>> tables;

    private Population(int minCustomers, Map<String, Map<String, double[]>> tables) {
        this.minCustomers = minCustomers;
        // Found fast, and still in alphabetical order.
        this.tables = new LinkedHashMap<>();
        new TreeMap<>(tables)
                .forEach((table, names) -> this.tables.put(table, new LinkedHashMap<>(new TreeMap<>(names))));
    }

    /** @param tables by their names the sums by theirs; copied */
    static Population of(int minCustomers, Map<String, Map<String, double[]>> tables) {
        return new Population(minCustomers, tables);
    }

    /** @throws IllegalArgumentException if the state lacks something */
    static Population of(FittedState state) {
        Map<String, Map<String, double[]>> tables = new TreeMap<>();
        for (String table : state.texts(TABLES)) {
            List<String> names = state.texts(table);
            double[] numbers = state.numbers(table);
            int each = names.isEmpty() ? 0 : numbers.length / names.size();
            if (each * names.size() != numbers.length) {
                throw new IllegalArgumentException("the fitted state has " + names.size() + " names and "
                        + numbers.length + " numbers in '" + table + "'");
            }
            Map<String, double[]> sums = new TreeMap<>();
            for (int i = 0; i < names.size(); i++) {
                sums.put(names.get(i), Arrays.copyOfRange(numbers, i * each, (i + 1) * each));
            }
            tables.put(table, sums);
        }
        return of(state.integer(MIN_CUSTOMERS), tables);
    }

    /** The inverse of {@link #of(FittedState)}. */
    FittedState fittedState() {
        FittedState state = FittedState.EMPTY
                .withNumbers(MIN_CUSTOMERS, minCustomers)
                .withTexts(TABLES, List.copyOf(tables.keySet()));
        for (Map.Entry<String, Map<String, double[]>> table : tables.entrySet()) {
            double[] numbers = table.getValue().values().stream()
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            state = state.withTexts(
                            table.getKey(), new ArrayList<>(table.getValue().keySet()))
                    .withNumbers(table.getKey(), numbers);
        }
        return state;
    }

    /**
     * Makes sure that a table is there.
     *
     * @param sums how many sums each name must have at least
     * @throws IllegalArgumentException unless it is so
     */
    void require(String table, int sums) {
        if (table(table).values().stream().anyMatch(numbers -> numbers.length < sums)) {
            throw new IllegalArgumentException(
                    "the fitted state must have " + sums + " numbers for each name in '" + table + "'");
        }
    }

    /** The names of the tables, in alphabetical order. */
    Set<String> tables() {
        return Collections.unmodifiableSet(tables.keySet());
    }

    /** The names of a table, in alphabetical order. */
    Set<String> names(String table) {
        return Collections.unmodifiableSet(table(table).keySet());
    }

    /** A sum of a name over another of its sums; NaN if the name is not known, or the other sum is 0. */
    double ratio(String table, String name, int sum, int over) {
        double[] sums = table(table).get(name);
        return sums == null || sums[over] == 0 ? Double.NaN : sums[sum] / sums[over];
    }

    /** A sum of a name; NaN if the name is not known. */
    double sum(String table, String name, int sum) {
        double[] sums = table(table).get(name);
        return sums == null ? Double.NaN : sums[sum];
    }

    private Map<String, double[]> table(String table) {
        Map<String, double[]> names = tables.get(table);
        if (names == null) {
            throw new IllegalArgumentException("the fitted state lacks '" + table + "'; it holds " + tables.keySet());
        }
        return names;
    }
}
