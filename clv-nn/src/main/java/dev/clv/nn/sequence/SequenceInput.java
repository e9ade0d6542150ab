package dev.clv.nn.sequence;

import java.util.ArrayList;
import java.util.List;

/**
 * The named inputs of a network that reads a sequence: plain columns first, then the length of the sequence and its
 * tokens. The input columns are called {@code events.length}, {@code events[1].gap} (of the newest token),
 * {@code events[2].gap} and so on. Immutable and thread-safe.
 *
 * @param columns the names of the plain columns, in order; may be empty
 * @param name of the sequence, such as {@code events}
 * @param steps T, the most tokens that are read
 * @param features the names of a token's numbers, in order; at least one
 */
public record SequenceInput(List<String> columns, String name, int steps, List<String> features) {

    /**
     * Copies the lists and checks the numbers; that names differ is checked when a network is begun with them.
     *
     * @throws IllegalArgumentException if the name or a feature is blank, there is no feature, or steps is not positive
     */
    public SequenceInput {
        columns = List.copyOf(columns);
        features = List.copyOf(features);
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a sequence is blank; call it, for example, events");
        }
        for (String feature : features) {
            if (feature.isBlank()) {
                throw new IllegalArgumentException(
                        "a feature of sequence '" + name + "' has a blank name; name every feature");
            }
        }
        if (features.isEmpty()) {
            throw new IllegalArgumentException("sequence '" + name + "' needs at least one feature per token");
        }
        new SequenceShape(columns.size(), steps, features.size());
    }

    /** How the sequence lies in a row. */
    public SequenceShape shape() {
        return new SequenceShape(columns.size(), steps, features.size());
    }

    /**
     * The place of a token's feature of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public int feature(String feature) {
        int index = features.indexOf(feature);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "sequence '" + name + "' has no feature '" + feature + "'; take one of " + features);
        }
        return index;
    }

    /** The names of all numbers of a row, in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>(columns);
        names.add(name + ".length");
        for (int token = 1; token <= steps; token++) {
            for (String feature : features) {
                names.add(name + "[" + token + "]." + feature);
            }
        }
        return List.copyOf(names);
    }
}
