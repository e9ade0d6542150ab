package dev.clv.features.text.lexicon;

/**
 * A word or phrase of a text and how good or bad it sounds where it stands. Together with the words that turn or
 * strengthen it: "not very good" is one.
 *
 * @param start where it begins in the text as it was given, in UTF-16 units
 * @param end where it ends, exclusive
 * @param weight below 0 for bad, above 0 for good: of a lexicon from -1 to 1, after negation and degree; of a learned
 *     model its share of the log-odds
 */
public record SentimentWord(int start, int end, double weight) {

    /**
     * The characters of the word.
     *
     * @param text the text as it was given
     * @throws IndexOutOfBoundsException if the text is shorter than the one in which the word was found
     */
    public String in(CharSequence text) {
        return text.subSequence(start, end).toString();
    }
}
