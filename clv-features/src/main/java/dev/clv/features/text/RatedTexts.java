package dev.clv.features.text;

import dev.clv.features.internal.CustomerSet;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Texts to learn from, each of a writer once, in an order that does not depend on how they came; of too many, those
 * that come first in that order. Not thread-safe.
 */
final class RatedTexts {

    /** So many texts are kept at most. */
    static final int MOST = 100_000;

    /** Of a longer text, the first so many characters are kept. */
    static final int LONGEST = 4_000;

    private final NavigableSet<RatedText> texts = new TreeSet<>();

    /**
     * Takes in a text; one without a rating is passed over.
     *
     * @param topic empty for none
     */
    void add(String writer, String text, double rating, String topic) {
        if (!Double.isNaN(rating)) {
            String kept = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
            add(RatedText.of(CustomerSet.hash(writer), kept, rating, topic));
        }
    }

    private void add(RatedText text) {
        texts.add(text);
        if (texts.size() > MOST) {
            texts.pollLast();
        }
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    void snapshot(StateWriter out) {
        out.whole(texts.size());
        texts.forEach(text ->
                out.whole(text.writer()).text(text.text()).number(text.rating()).text(text.topic()));
    }

    void merge(StateReader other) {
        for (int i = other.count(11); i > 0; i--) {
            add(RatedText.of(other.whole(), other.text(), other.number(), other.text()));
        }
    }

    /** How many different ratings there are. */
    int ratings() {
        return (int) texts.stream().mapToDouble(RatedText::rating).distinct().count();
    }

    /** The scale of ratings that are in use at least so often. */
    RatingScale scale(int enough) {
        Map<Double, Integer> times = new TreeMap<>();
        texts.forEach(text -> times.merge(text.rating(), 1, Integer::sum));
        return RatingScale.of(times, enough);
    }

    /** The texts that are praise or complaints on a scale, in order. */
    List<RatedText> decided(RatingScale scale) {
        return texts.stream()
                .filter(text -> scale.isGood(text.rating()) || scale.isBad(text.rating()))
                .toList();
    }
}
