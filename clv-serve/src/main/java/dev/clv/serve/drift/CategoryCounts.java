package dev.clv.serve.drift;

import dev.clv.features.Privacy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How many rows, and how many customers, have each value of an attribute. Not thread-safe. */
final class CategoryCounts {

    /** A name or an id has more values than this, and no shares worth comparing. */
    private static final int MOST_VALUES = 1000;

    static final String MISSING = "(missing)";
    static final String OTHERS = "(others)";

    private final Map<String, int[]> values = new TreeMap<>(); // rows and customers
    private double rows;
    private double squares;

    /** Adds the rows of one customer. */
    void add(Map<String, Integer> rowsOfCustomer) {
        double all = 0;
        for (Map.Entry<String, Integer> value : rowsOfCustomer.entrySet()) {
            int[] counts = values.computeIfAbsent(value.getKey(), name -> new int[2]);
            counts[0] += value.getValue();
            counts[1]++;
            all += value.getValue();
        }
        rows += all;
        squares += all * all;
    }

    boolean hasTooMany() {
        return values.size() > MOST_VALUES;
    }

    /** As many independent rows tell as much as these rows of customers who have several. */
    double size() {
        return squares == 0 ? 0 : rows * rows / squares;
    }

    /**
     * The values that enough customers have in one of two counts; then the missing and all others, if there are any.
     */
    static List<String> names(CategoryCounts one, CategoryCounts other) {
        Set<String> named = new TreeSet<>();
        Set<String> rest = new TreeSet<>();
        for (CategoryCounts counts : List.of(one, other)) {
            counts.values.forEach((name, ofName) -> (ofName[1] >= Privacy.MIN_CUSTOMERS ? named : rest).add(name));
        }
        rest.removeAll(named);
        boolean missing = named.remove(MISSING) || rest.remove(MISSING);
        List<String> names = new ArrayList<>(named);
        if (missing) {
            names.add(MISSING);
        }
        if (!rest.isEmpty()) {
            names.add(OTHERS);
        }
        return names;
    }

    /** The rows of each name. */
    double[] rows(List<String> names) {
        double[] found = new double[names.size()];
        double others = rows;
        for (int i = 0; i < found.length; i++) {
            int[] counts = values.get(names.get(i));
            found[i] = counts == null ? 0 : counts[0];
            others -= found[i];
        }
        int last = names.indexOf(OTHERS);
        if (last >= 0) {
            found[last] += others;
        }
        return found;
    }
}
