package dev.clv.features;

import java.util.List;
import java.util.Map;

/**
 * What an extractor or a preparation step learned from training rows, as plain named lists that any file format can
 * hold. Population facts only, never a customer's data.
 *
 * @param numbers named lists of numbers
 * @param words named lists of words, for instance a vocabulary in code order
 */
public record Learned(Map<String, List<Double>> numbers, Map<String, List<String>> words) {

    /** Nothing was learned. */
    public static final Learned NOTHING = new Learned(Map.of(), Map.of());

    /** Copies the maps. */
    public Learned {
        numbers = Map.copyOf(numbers);
        words = Map.copyOf(words);
    }
}
