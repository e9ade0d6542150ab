package dev.clv.features.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordCountsTest {

    private static WordCounts counts(String... words) {
        WordCounts counts = new WordCounts();
        List.of(words).forEach(counts::add);
        return counts;
    }

    @Test
    void theMostFrequentWordsComeInAlphabeticalOrder() {
        WordCounts counts = counts("c", "a", "b", "c", "b", "c");
        assertThat(counts.frequent(2, 1)).containsExactly("b", "c");
        assertThat(counts.frequent(9, 2)).containsExactly("b", "c");
        assertThat(counts.frequent(9, 4)).isEmpty();
    }

    @Test
    void ofEquallyFrequentWordsTheAlphabeticallyFirstAreKept() {
        assertThat(counts("z", "y", "x").frequent(2, 1)).containsExactly("x", "y");
    }

    @Test
    void addingTellsHowOftenAWordWasCounted() {
        WordCounts counts = counts("a");
        assertThat(counts.add("a")).isEqualTo(2);
        assertThat(counts.add("b")).isEqualTo(1);
    }
}
