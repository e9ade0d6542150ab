package dev.clv.nn;

import dev.clv.nn.describe.Description;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The input columns of a network: how many, and their names if they have any.
 *
 * @param count at least 1
 * @param names one for each, or none at all
 */
record Inputs(int count, List<String> names) {

    private static final String NAMES = "input_names";

    Inputs {
        names = List.copyOf(names);
        if (count < 1) {
            throw new IllegalArgumentException("a network needs at least 1 input column, was " + count);
        }
        if (!names.isEmpty() && names.size() != count) {
            throw new IllegalArgumentException("a network of " + count + " input columns has " + names.size()
                    + " names for them; name every column or none");
        }
        Set<String> seen = new HashSet<>();
        for (int column = 0; column < names.size(); column++) {
            if (names.get(column).isBlank()) {
                throw new IllegalArgumentException(
                        "the name of input column " + column + " is blank; name every column or none");
            }
            if (!seen.add(names.get(column))) {
                throw new IllegalArgumentException(
                        "two input columns are named '" + names.get(column) + "'; give every column a name of its own");
            }
        }
    }

    static Inputs unnamed(int count) {
        return new Inputs(count, List.of());
    }

    static Inputs named(List<String> names) {
        return new Inputs(names.size(), names);
    }

    /** The column of this name, wanted for {@code what}. */
    int column(String what, String name) {
        int column = names.indexOf(name);
        if (column < 0) {
            throw new IllegalArgumentException(what + " '" + name + "': "
                    + (names.isEmpty()
                            ? "the input columns have no names; begin with NetworkSpec.builder(names), or give the"
                                    + " column's index"
                            : "there is no such input column; take one of " + names));
        }
        return column;
    }

    /** Throws unless there is such a column. */
    void check(String what, int column) {
        if (column < 0 || column >= count) {
            throw new IllegalArgumentException(
                    what + " column " + column + ": columns are 0 to " + (count - 1) + "; count them from 0");
        }
    }

    /** A column for a message: its index, and its name if it has one. */
    String label(int column) {
        return names.isEmpty() ? "column " + column : "column " + column + " '" + names.get(column) + "'";
    }

    /** The names as plain data; empty if there are none. */
    Optional<Description> describeNames() {
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(Description.of(NAMES)
                        .with(names.stream().map(Description::of).toList()));
    }

    /** The inputs of a network described; without names if it has none, as every network before names came. */
    static Inputs of(Description network) {
        List<Description> names = network.parts().stream()
                .filter(part -> part.word().equals(NAMES))
                .flatMap(part -> part.parts().stream())
                .toList();
        return new Inputs(
                network.whole("inputs"), names.stream().map(Description::word).toList());
    }
}
