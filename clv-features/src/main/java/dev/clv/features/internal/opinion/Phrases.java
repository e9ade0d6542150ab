package dev.clv.features.internal.opinion;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds all of many phrases in a text at once (Aho and Corasick, 1975): from the left, the longest one that begins at
 * each place and, in scripts that part words by blanks, begins and ends with a word. Phrases that are found do not
 * overlap. Linear in the length of the text. Immutable.
 *
 * @param <V> what a phrase stands for
 */
public final class Phrases<V> {

    private final AhoCorasickDoubleArrayTrie<V> trie = new AhoCorasickDoubleArrayTrie<>();
    private final List<V> values;

    /** @param values by phrase, in the form of {@link ReadableText}; empty phrases are left out */
    public Phrases(Map<String, V> values) {
        TreeMap<String, V> sorted = new TreeMap<>(values);
        sorted.remove("");
        this.values = new ArrayList<>(sorted.values());
        if (!sorted.isEmpty()) {
            trie.build(sorted);
        }
    }

    /** The phrases in a text. */
    public Matches<V> in(ReadableText text) {
        int length = text.length();
        char[] units = text.units();
        int[] ends = new int[length];
        int[] found = new int[length];
        if (!values.isEmpty()) {
            trie.parseText(units, (begin, end, value, index) -> {
                if (end > ends[begin]
                        && (begin == 0 || !Letters.joined(units[begin - 1], units[begin]))
                        && (end == length || !Letters.joined(units[end - 1], units[end]))) {
                    ends[begin] = end;
                    found[begin] = index;
                }
            });
        }
        return new Matches<>(values, ends, found);
    }

    /**
     * The longest phrase at each place of a text.
     *
     * @param <V> what a phrase stands for
     */
    public static final class Matches<V> {

        private final List<V> values;
        private final int[] ends;
        private final int[] found;

        private Matches(List<V> values, int[] ends, int[] found) {
            this.values = values;
            this.ends = ends;
            this.found = found;
        }

        /** Where the phrase that begins at a place ends, exclusive; 0 if none begins there. */
        public int end(int start) {
            return ends[start];
        }

        /** How many characters belong to a phrase, read from the left. */
        int covered() {
            int covered = 0;
            for (int at = 0; at < ends.length; ) {
                int end = Math.max(at + 1, ends[at]);
                covered += ends[at] > 0 ? end - at : 0;
                at = end;
            }
            return covered;
        }

        /** What the phrase that begins at a place stands for. */
        public V value(int start) {
            return values.get(found[start]);
        }
    }
}
