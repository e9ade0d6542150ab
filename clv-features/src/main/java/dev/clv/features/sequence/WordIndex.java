package dev.clv.features.sequence;

import com.google.common.hash.Hashing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A number for each word: 0 where there is none, then the words of a vocabulary and a number for all others, or buckets
 * of a hash. Immutable and thread-safe.
 */
final class WordIndex {

    private static final String NONE = "(none)";

    private final List<String> words;
    private final int buckets;
    private final Map<String, Integer> places = new HashMap<>();

    private WordIndex(List<String> words, int buckets) {
        this.words = List.copyOf(words);
        this.buckets = buckets;
        for (String word : words) {
            places.put(word, places.size() + 1);
        }
    }

    /** Of these words, different from each other. */
    static WordIndex of(List<String> words) {
        return new WordIndex(words, 0);
    }

    /** Of any words, several of which may share a bucket. */
    static WordIndex hashed(int buckets) {
        return new WordIndex(List.of(), buckets);
    }

    /** A number of 32 bits that stands for a word. */
    static int hash(String word) {
        return Hashing.murmur3_128().hashUnencodedChars(word).asInt();
    }

    int of(@Nullable String word) {
        if (word == null) {
            return 0;
        }
        return buckets > 0 ? 1 + Math.floorMod(hash(word), buckets) : places.getOrDefault(word, words.size() + 1);
    }

    /** The words that it knows; none if it hashes. */
    List<String> words() {
        return words;
    }

    /** 0 if it does not hash. */
    int buckets() {
        return buckets;
    }

    /** What the numbers from 0 on stand for, the one of all other words aside. */
    List<String> names() {
        List<String> names = new ArrayList<>(List.of(NONE));
        names.addAll(words);
        IntStream.rangeClosed(1, buckets).forEach(bucket -> names.add("bucket " + bucket));
        return names;
    }

    /** Whether a word cannot be told from having none. */
    static boolean isNone(String word) {
        return word.equals(NONE);
    }
}
