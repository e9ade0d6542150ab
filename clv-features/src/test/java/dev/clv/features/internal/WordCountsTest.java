package dev.clv.features.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordCountsTest {

    /** Each word once, of a customer of its own. */
    private static WordCounts counts(int minCustomers, String... words) {
        WordCounts counts = new WordCounts(minCustomers);
        for (int i = 0; i < words.length; i++) {
            counts.add(words[i], i);
        }
        return counts;
    }

    private static List<String> frequent(WordCounts counts, int most) {
        return counts.frequent(most, counts.personal(new KnownIds()));
    }

    @Test
    void theMostFrequentWordsComeInAlphabeticalOrder() {
        String[] words = {"c", "a", "b", "c", "b", "c"};
        assertThat(frequent(counts(1, words), 9)).containsExactly("a", "b", "c");
        assertThat(frequent(counts(1, words), 2)).containsExactly("b", "c");
        assertThat(frequent(counts(2, words), 9)).containsExactly("b", "c");
        assertThat(frequent(counts(4, words), 9)).isEmpty();
    }

    @Test
    void tiesGoToTheAlphabeticallyFirstWhateverTheOrder() {
        assertThat(frequent(counts(1, "z", "m", "a", "z", "m", "a"), 2)).containsExactly("a", "m");
        assertThat(frequent(counts(1, "a", "m", "z", "a", "m", "z"), 2)).containsExactly("a", "m");
    }

    @Test
    void aWordIsNewOnce() {
        WordCounts counts = counts(1, "a");
        assertThat(counts.add("a", 7)).isFalse();
        assertThat(counts.add("b", 7)).isTrue();
    }

    @Test
    void theManyRowsOfOneCustomerCountAsOne() {
        WordCounts counts = new WordCounts(3);
        for (int row = 0; row < 100; row++) {
            counts.add("mine", 17);
            counts.add("ours", row % 3);
        }
        assertThat(frequent(counts, 9)).containsExactly("ours");
    }

    @Test
    void mergingInAnyOrderAndGroupingCountsAsOneWouldHave() {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            WordCounts all = new WordCounts(5);
            List<WordCounts> parts = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                parts.add(new WordCounts(5));
            }
            for (int i = 0; i < 400; i++) {
                String word = "w" + (int) Math.abs(random.nextGaussian() * 20);
                long customer = random.nextInt(30);
                all.add(word, customer);
                parts.get(random.nextInt(parts.size())).add(word, customer);
            }
            while (parts.size() > 1) {
                Collections.shuffle(parts, random);
                parts.get(0).merge(new StateReader(snapshot(parts.remove(1))));
            }
            assertThat(frequent(parts.get(0), 9)).isEqualTo(frequent(all, 9));
            assertThat(snapshot(parts.get(0))).isEqualTo(snapshot(all));
        }
    }

    private static byte[] snapshot(WordCounts counts) {
        StateWriter out = new StateWriter();
        counts.snapshot(out);
        return out.toBytes();
    }
}
