package dev.clv.features;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an extractor or a preparation step learned from training rows, as plain named lists that any file format can
 * hold. Population facts only, never a customer's data. Immutable.
 *
 * @param numbers named lists of numbers; NaN is allowed
 * @param words named lists of words, for instance a vocabulary in code order
 */
public record Learned(Map<String, List<Double>> numbers, Map<String, List<String>> words) {

    /** Nothing was learned. */
    public static final Learned NOTHING = new Learned(Map.of(), Map.of());

    /** Copies the maps and their lists. */
    public Learned {
        numbers = copy(numbers);
        words = copy(words);
    }

    /**
     * A list of numbers that must be there.
     *
     * @throws IllegalArgumentException when it is not; the message lists the names there are
     */
    public List<Double> number(String name) {
        return require(numbers, name);
    }

    /**
     * A list of words that must be there.
     *
     * @throws IllegalArgumentException when it is not; the message lists the names there are
     */
    public List<String> word(String name) {
        return require(words, name);
    }

    private static <T> List<T> require(Map<String, List<T>> lists, String name) {
        List<T> list = lists.get(name);
        if (list == null) {
            throw new IllegalArgumentException("learned facts lack '" + name + "'; they hold " + lists.keySet());
        }
        return list;
    }

    private static <T> Map<String, List<T>> copy(Map<String, List<T>> lists) {
        Map<String, List<T>> copies = new LinkedHashMap<>();
        lists.forEach((name, list) -> copies.put(name, List.copyOf(list)));
        return Collections.unmodifiableMap(copies);
    }
}
