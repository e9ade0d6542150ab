package dev.clv.features.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts words on the way to a vocabulary, for extractors that learn one. The order of counting does not matter. Not
 * thread-safe.
 */
public final class WordCounts {

    private final Map<String, Long> counts = new HashMap<>();

    /** Counts a word once more, and says how often it has been counted. */
    public long add(String word) {
        return counts.merge(word, 1L, Long::sum);
    }

    /**
     * The most frequent words, in alphabetical order; of equally frequent ones the alphabetically first.
     *
     * @param most the most words to keep
     * @param least how often a word must have been counted to be kept
     */
    public List<String> frequent(int most, long least) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= least)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
