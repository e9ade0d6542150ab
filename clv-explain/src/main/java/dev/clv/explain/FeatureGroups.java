package dev.clv.explain;

import dev.clv.explain.internal.Index;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A partition of a row's columns into named groups. A group is one player: its columns are unmasked together. Immutable
 * and thread-safe.
 */
public final class FeatureGroups {

    private final List<String> names;
    private final int[][] members;
    private final int[] groupOf;

    private FeatureGroups(List<String> names, int[][] members, int[] groupOf) {
        this.names = names;
        this.members = members;
        this.groupOf = groupOf;
    }

    /** Every column on its own, named {@code x0, x1, ...}. */
    public static FeatureGroups columns(int columns) {
        List<String> names = new ArrayList<>();
        for (int j = 0; j < columns; j++) {
            names.add("x" + j);
        }
        return columns(names);
    }

    /**
     * Every column on its own.
     *
     * @param names one per column, different from each other
     */
    public static FeatureGroups columns(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("two columns are named '" + name + "'; column names must differ");
            }
        }
        return byName(names);
    }

    /**
     * Columns of the same name make one group; groups come in the order of their first column.
     *
     * @param groupOfColumn the group's name for each column, at least one, none blank
     */
    public static FeatureGroups byName(List<String> groupOfColumn) {
        if (groupOfColumn.isEmpty()) {
            throw new IllegalArgumentException("feature groups need at least one column");
        }
        Map<String, List<Integer>> columnsOf = new LinkedHashMap<>();
        for (int j = 0; j < groupOfColumn.size(); j++) {
            String name = groupOfColumn.get(j);
            if (name.isBlank()) {
                throw new IllegalArgumentException("the group of column " + j + " must not be blank");
            }
            columnsOf.computeIfAbsent(name, n -> new ArrayList<>()).add(j);
        }
        int[][] members = new int[columnsOf.size()][];
        int[] groupOf = new int[groupOfColumn.size()];
        int g = 0;
        for (List<Integer> columns : columnsOf.values()) {
            members[g] = columns.stream().mapToInt(Integer::intValue).toArray();
            for (int column : members[g]) {
                groupOf[column] = g;
            }
            g++;
        }
        return new FeatureGroups(List.copyOf(columnsOf.keySet()), members, groupOf);
    }

    /** The number of groups. */
    public int size() {
        return members.length;
    }

    /** The number of columns of all groups together. */
    public int columnCount() {
        return groupOf.length;
    }

    /** The names, in order. */
    public List<String> names() {
        return names;
    }

    /**
     * The columns of a group, ascending; a copy.
     *
     * @throws IndexOutOfBoundsException if there is no such group
     */
    public int[] members(int group) {
        return members[Index.require("group", group, members.length)].clone();
    }

    /**
     * The group that a column belongs to.
     *
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public int groupOf(int column) {
        return groupOf[Index.require("column", column, groupOf.length)];
    }

    /**
     * For each of these groups, the one of {@code outer} that holds all its columns.
     *
     * @param outer of the same columns
     * @throws IllegalArgumentException if a group is split between two outer ones
     */
    public int[] nestedIn(FeatureGroups outer) {
        if (outer.columnCount() != columnCount()) {
            throw new IllegalArgumentException("groups of " + columnCount() + " columns cannot be nested in groups of "
                    + outer.columnCount() + " columns");
        }
        int[] parents = new int[size()];
        for (int g = 0; g < size(); g++) {
            parents[g] = outer.groupOf(members[g][0]);
            for (int column : members[g]) {
                if (outer.groupOf(column) != parents[g]) {
                    throw new IllegalArgumentException("feature '" + names.get(g) + "' has columns in the groups '"
                            + outer.names.get(parents[g]) + "' and '" + outer.names.get(outer.groupOf(column))
                            + "'; a feature must lie within one group");
                }
            }
        }
        return parents;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureGroups that && names.equals(that.names) && Arrays.equals(groupOf, that.groupOf);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Arrays.hashCode(groupOf);
    }

    @Override
    public String toString() {
        return "FeatureGroups" + names;
    }
}
