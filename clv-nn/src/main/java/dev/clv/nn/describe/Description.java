package dev.clv.nn.describe;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a part of a network is, as plain data: a stable word ({@code "dense"}), named finite numbers and inner parts. A
 * model file holds this tree instead of class names; {@link dev.clv.nn.Vocabulary} turns it back into the part.
 * Immutable; equal by value.
 *
 * @param word the part's kind, lower case; or, where the part is a name that the caller gave, that name
 * @param numbers its settings by name
 * @param parts inner parts, in order
 */
public record Description(String word, SortedMap<String, Double> numbers, List<Description> parts) {

    /**
     * Copies the contents.
     *
     * @throws IllegalArgumentException if the word is blank or a number is not finite
     */
    public Description {
        if (word.isBlank()) {
            throw new IllegalArgumentException("the word of a description must not be blank");
        }
        for (Map.Entry<String, Double> number : numbers.entrySet()) {
            if (!Double.isFinite(number.getValue())) {
                throw new IllegalArgumentException(
                        "number '" + number.getKey() + "' of '" + word + "' must be finite, was " + number.getValue());
            }
        }
        numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
        parts = List.copyOf(parts);
    }

    /** A description without numbers or parts. */
    public static Description of(String word) {
        return new Description(word, new TreeMap<>(), List.of());
    }

    /** This description with one more number. */
    public Description with(String name, double value) {
        TreeMap<String, Double> all = new TreeMap<>(numbers);
        all.put(name, value);
        return new Description(word, all, parts);
    }

    /** This description with these inner parts. */
    public Description with(List<Description> inner) {
        return new Description(word, numbers, inner);
    }

    /**
     * The number of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public double number(String name) {
        Double value = numbers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("'" + word + "' has no number '" + name + "', only " + numbers.keySet());
        }
        return value;
    }

    /**
     * The whole number of this name.
     *
     * @throws IllegalArgumentException if there is none, or it is not a whole {@code int}
     */
    public int whole(String name) {
        double value = number(name);
        if (value != (int) value) {
            throw new IllegalArgumentException(
                    "number '" + name + "' of '" + word + "' must be a whole number, was " + value);
        }
        return (int) value;
    }

    /**
     * The only inner part of this word.
     *
     * @throws IllegalArgumentException if there is none or more than one
     */
    public Description part(String inner) {
        List<Description> found =
                parts.stream().filter(p -> Objects.equals(p.word, inner)).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    "'" + word + "' must have one part '" + inner + "', has " + found.size());
        }
        return found.get(0);
    }

    /**
     * The only inner part, of any word.
     *
     * @throws IllegalArgumentException if there is none or more than one
     */
    public Description onlyPart() {
        if (parts.size() != 1) {
            throw new IllegalArgumentException("'" + word + "' must have one part, has " + parts.size());
        }
        return parts.get(0);
    }
}
