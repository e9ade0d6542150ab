package dev.clv.features.text;

import java.util.List;

/**
 * How content the writer of a text was.
 *
 * @param positive the probability that the writer was content rather than discontent; NaN for a text without words
 * @param evidence the words it rests on, the weightiest first; their weights are shares of the log-odds
 */
public record Sentiment(double positive, List<Evidence> evidence) {

    /** Keeps a copy of the evidence. */
    public Sentiment {
        evidence = List.copyOf(evidence);
    }

    /** From -1, certainly discontent, to 1, certainly content; NaN for a text without words. */
    public double score() {
        return 2 * positive - 1;
    }
}
