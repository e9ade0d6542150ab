package dev.clv.features.text.aspect;

import dev.clv.features.text.lexicon.Polarity;
import dev.clv.features.text.lexicon.SentimentWord;
import java.util.List;

/**
 * What a text says of one aspect. Immutable.
 *
 * @param aspect its name, such as {@code delivery}
 * @param polarity whether it is praised or complained about
 * @param words the words that this rests on, in the order of the text: the opinions, or the names of the aspect where
 *     nothing is said of it; at least one
 */
public record AspectOpinion(String aspect, Polarity polarity, List<SentimentWord> words) {

    /** Copies the words. */
    public AspectOpinion {
        words = List.copyOf(words);
    }
}
