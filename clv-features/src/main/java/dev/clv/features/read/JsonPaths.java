package dev.clv.features.read;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the columns of a mapping stand in JSON: {@code customer.id} is the field {@code id} of the object
 * {@code customer}, and {@code items[].price} the field {@code price} of each object in the list {@code items}, every
 * one of which is a row with the fields around the list. A field whose own name is the whole path counts too.
 * Immutable.
 *
 * @param parents the paths of all objects and lists on the way to a column
 * @param list the path of the list whose objects are rows, with its brackets; null if there is none
 */
record JsonPaths(Set<String> parents, @Nullable String list) {

    /** What follows the name of a list. */
    static final String ITEMS = "[]";

    /**
     * The paths of some columns.
     *
     * @throws IllegalArgumentException if they stand in two lists
     */
    static JsonPaths of(List<String> columns) {
        Set<String> parents = new HashSet<>();
        String list = null;
        for (String column : columns) {
            for (int dot = column.indexOf('.'); dot >= 0; dot = column.indexOf('.', dot + 1)) {
                String parent = column.substring(0, dot);
                parents.add(parent);
                if (parent.endsWith(ITEMS)) {
                    if (list != null && !list.equals(parent)) {
                        throw new IllegalArgumentException(
                                "a row is an object of one list, but columns of two are named, '" + list + "' and '"
                                        + parent + "'; leave those of one of them out");
                    }
                    list = parent;
                }
            }
        }
        return new JsonPaths(parents, list);
    }

    /** Whether a column stands within the object of this path. */
    boolean leadTo(String path) {
        return parents.contains(path);
    }

    /** Whether the objects of the list of this path are rows. */
    boolean isList(String path) {
        return list != null && list.length() == path.length() + ITEMS.length() && list.startsWith(path);
    }
}
