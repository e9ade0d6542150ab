package dev.clv.features.behaviour;

import dev.clv.features.internal.CustomerSet;
import dev.clv.features.internal.KnownIds;
import dev.clv.features.internal.PersonalWords;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Exact sums by name, in tables: on the way to a {@link Population}. Names that stand for a person are withheld, and
 * those of too few customers. The order of adding and merging does not matter. Not thread-safe.
 */
final class PopulationSums {

    /** The most names of a table that are kept, by how often they were added to. */
    private static final int MOST = 20_000;

    private final int minCustomers;
    private final Map<String, Map<String, Sums>> tables = new TreeMap<>();
    private final KnownIds ids = new KnownIds();

    PopulationSums(List<String> tables, int minCustomers) {
        this.minCustomers = minCustomers;
        tables.forEach(table -> this.tables.put(table, new TreeMap<>()));
    }

    /** Takes in a customer's id, so that it is learned as no name. */
    void know(String customer) {
        ids.add(customer);
    }

    /**
     * Adds to the sums of a name.
     *
     * @param customer the {@link CustomerSet#hash} of the id
     * @param values as many at every call for this table
     */
    void add(String table, String name, long customer, BigDecimal... values) {
        sums(table, name).add(customer, values);
    }

    private Sums sums(String table, String name) {
        Map<String, Sums> names = tables.get(table);
        if (names == null) {
            throw new IllegalArgumentException("there is no table '" + table + "', only " + tables.keySet());
        }
        return names.computeIfAbsent(name, any -> new Sums(minCustomers));
    }

    void snapshot(StateWriter out) {
        ids.snapshot(out);
        out.whole(tables.size());
        tables.forEach((table, names) -> {
            out.text(table).whole(names.size());
            names.forEach((name, sums) -> {
                out.text(name);
                sums.snapshot(out);
            });
        });
    }

    void merge(StateReader other) {
        ids.merge(other);
        for (int i = other.count(2); i > 0; i--) {
            String table = other.text();
            for (int j = other.count(4); j > 0; j--) {
                sums(table, other.text()).merge(other);
            }
        }
    }

    /** What enough customers stand behind. */
    Population population() {
        Map<String, Map<String, double[]>> known = new TreeMap<>();
        tables.forEach((table, names) -> {
            PersonalWords personal = new PersonalWords(names.keySet(), ids);
            Map<String, double[]> kept = new TreeMap<>();
            names.entrySet().stream()
                    .filter(entry -> entry.getValue().customers.isEnough())
                    .filter(entry -> !personal.contains(entry.getKey()))
                    .sorted(Map.Entry.<String, Sums>comparingByValue(Comparator.comparingLong(sums -> -sums.times))
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(MOST)
                    .forEach(entry -> kept.put(entry.getKey(), entry.getValue().toDoubles()));
            known.put(table, kept);
        });
        return Population.of(minCustomers, known);
    }

    private static final class Sums {

        private final CustomerSet customers;
        private long times;
        private final List<BigDecimal> sums = new ArrayList<>();

        Sums(int minCustomers) {
            this.customers = new CustomerSet(minCustomers);
        }

        void add(long customer, BigDecimal... values) {
            customers.add(customer);
            times++;
            add(Arrays.asList(values));
        }

        private void add(List<BigDecimal> values) {
            for (int i = 0; i < values.size(); i++) {
                if (i == sums.size()) {
                    sums.add(values.get(i));
                } else {
                    sums.set(i, sums.get(i).add(values.get(i)));
                }
            }
        }

        void snapshot(StateWriter out) {
            customers.snapshot(out);
            out.whole(times).whole(sums.size());
            sums.forEach(out::decimal);
        }

        void merge(StateReader other) {
            customers.merge(other);
            times += other.whole();
            List<BigDecimal> values = new ArrayList<>();
            for (int i = other.count(2); i > 0; i--) {
                values.add(other.decimal());
            }
            add(values);
        }

        double[] toDoubles() {
            return sums.stream().mapToDouble(BigDecimal::doubleValue).toArray();
        }
    }
}
