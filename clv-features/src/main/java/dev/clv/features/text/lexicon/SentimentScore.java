package dev.clv.features.text.lexicon;

import java.util.List;

/**
 * How good or bad a text sounds. Immutable.
 *
 * @param value from -1 (bad) to 1 (good); 0 if no word of the text carries a mood
 * @param words the words that it rests on, in the order of the text; empty if there are none
 */
public record SentimentScore(double value, List<SentimentWord> words) {

    private static final double UNDECIDED = 0.1;

    /** Copies the words. */
    public SentimentScore {
        words = List.copyOf(words);
    }

    /** The sign of the value; neutral from -0.1 to 0.1. */
    public Polarity polarity() {
        return value > UNDECIDED ? Polarity.POSITIVE : value < -UNDECIDED ? Polarity.NEGATIVE : Polarity.NEUTRAL;
    }
}
