package dev.clv.features.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Where the columns of a mapping stand in JSON: {@code customer.id} is the field {@code id} of the object
 * {@code customer}, and {@code items[].price} the field {@code price} of each object in the list {@code items}, every
 * one of which is a row with the fields around the list. Lists may stand within each other,
 * {@code orders[].items[].price}, but not beside each other. A field whose own name is the whole path counts too.
 * Immutable.
 *
 * @param parents the paths of all objects and lists on the way to a column
 * @param lists the paths of the lists whose objects are rows, with their brackets, from the outermost to the innermost
 */
record JsonPaths(Set<String> parents, List<String> lists) {

    /** What follows the name of a list. */
    static final String ITEMS = "[]";

    /**
     * The paths of some columns.
     *
     * @throws IllegalArgumentException if they stand in lists of which neither is within the other
     */
    static JsonPaths of(List<String> columns) {
        Set<String> parents = new HashSet<>();
        Set<String> sorted =
                new TreeSet<>(Comparator.comparingInt(String::length).thenComparing(path -> path));
        for (String column : columns) {
            for (int dot = column.indexOf('.'); dot >= 0; dot = column.indexOf('.', dot + 1)) {
                String parent = column.substring(0, dot);
                parents.add(parent);
                if (parent.endsWith(ITEMS)) {
                    sorted.add(parent);
                }
            }
        }
        List<String> lists = new ArrayList<>();
        for (String list : sorted) {
            String around = lists.isEmpty() ? "" : lists.get(lists.size() - 1);
            if (!around.isEmpty() && !list.startsWith(around + '.')) {
                throw new IllegalArgumentException(
                        "a row is an object of one list, but columns of two lists beside each "
                                + "other are named, " + columnOf(around, columns) + " and " + columnOf(list, columns)
                                + "; take both from one of the lists or from the fields around them, or leave one out");
            }
            lists.add(list);
        }
        return new JsonPaths(parents, List.copyOf(lists));
    }

    /** Whether a field of a name is, or leads to, the customer, the time or a list of a record. */
    Predicate<String> ofRecord(ColumnMapping mapping) {
        Set<String> first = new HashSet<>();
        List<String> paths = new ArrayList<>(lists);
        for (Field field : List.of(Field.CUSTOMER, Field.TIME)) {
            String column = mapping.columns.get(field);
            if (column != null) {
                paths.add(column);
                first.add(column);
            }
        }
        for (String path : paths) {
            String name = path.substring(0, path.indexOf('.') < 0 ? path.length() : path.indexOf('.'));
            first.add(name.endsWith(ITEMS) ? name.substring(0, name.length() - ITEMS.length()) : name);
        }
        return first::contains;
    }

    private static String columnOf(String list, List<String> columns) {
        return columns.stream()
                .filter(column -> column.startsWith(list + '.'))
                .findFirst()
                .map(column -> "'" + column + "'")
                .orElse(list);
    }

    /** Whether a column stands within the object of this path. */
    boolean leadTo(String path) {
        return parents.contains(path);
    }

    /** How many lists are around the objects of the list of this path, which are rows; -1 if they are no rows. */
    int depthOf(String path) {
        for (int i = 0; i < lists.size(); i++) {
            String list = lists.get(i);
            if (list.length() == path.length() + ITEMS.length() && list.startsWith(path)) {
                return i;
            }
        }
        return -1;
    }

    /** In how many lists a column stands. */
    int depthOfColumn(String column) {
        int depth = 0;
        while (depth < lists.size() && column.startsWith(lists.get(depth) + '.')) {
            depth++;
        }
        return depth;
    }
}
