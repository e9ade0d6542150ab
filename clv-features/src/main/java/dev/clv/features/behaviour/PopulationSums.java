package dev.clv.features.behaviour;

import dev.clv.features.internal.CustomerSet;
import dev.clv.features.internal.KnownIds;
import dev.clv.features.internal.PersonalWords;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
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
        tables.forEach(table -> this.tables.put(table, new HashMap<>()));
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
            new TreeMap<>(names).forEach((name, sums) -> {
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
        tables.forEach((table, sums) -> {
            Map<String, Sums> names = new TreeMap<>(sums);
            PersonalWords personal = new PersonalWords(names.keySet(), ids);
            Map<String, double[]> kept = new TreeMap<>();
            names.entrySet().stream()
                    .filter(entry -> entry.getValue().customers.isEnough())
                    .filter(entry -> !personal.contains(entry.getKey()))
                    .sorted(Map.Entry.<String, Sums>comparingByValue(Comparator.comparingLong(each -> -each.times))
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
        private BigDecimal[] sums = {};

        Sums(int minCustomers) {
            this.customers = new CustomerSet(minCustomers);
        }

        void add(long customer, BigDecimal... values) {
            customers.add(customer);
            times++;
            add(values);
        }

        private void add(BigDecimal... values) {
            if (sums.length == 0) {
                sums = values.clone();
                return;
            }
            for (int i = 0; i < values.length; i++) {
                sums[i] = sums[i].add(values[i]);
            }
        }

        void snapshot(StateWriter out) {
            customers.snapshot(out);
            out.whole(times).whole(sums.length);
            for (BigDecimal sum : sums) {
                out.decimal(sum);
            }
        }

        void merge(StateReader other) {
            customers.merge(other);
            times += other.whole();
            BigDecimal[] values = new BigDecimal[other.count(2)];
            for (int i = 0; i < values.length; i++) {
                values[i] = other.decimal();
            }
            add(values);
        }

        double[] toDoubles() {
            return Arrays.stream(sums).mapToDouble(BigDecimal::doubleValue).toArray();
        }
    }
}
