package dev.clv.features.text.lexicon;

import dev.clv.features.internal.opinion.Mood;
import dev.clv.features.internal.opinion.Term;
import dev.clv.features.internal.opinion.Turns;
import dev.clv.features.internal.opinion.Units;
import dev.clv.features.internal.opinion.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Words and phrases that sound good or bad, in English, Chinese and Brazilian Portuguese at once, with emoji and
 * emoticons, and the words that turn them round (not, 不, não), strengthen them (very, 非常, muito), outweigh what came
 * before them (but, 但是, mas) or yield to the rest of their sentence (although, 虽然, apesar de).
 *
 * <p>The score of a text is S / sqrt(S<sup>2</sup> + (M + 1) / 2), where S is the sum of the weights of its words and M
 * the sum of their magnitudes, so that one clear word among few counts as much as several among many. In a sentence
 * with a contrast, what comes before it counts half, and so does a clause that yields.
 *
 * <p>Case, full-width forms, traditional characters, missing accents in Portuguese, hyphens and letters that are drawn
 * out ("sooo") make no difference. Words in the addresses of pages and mailboxes do not count, nor does an emoticon
 * that a letter, a digit or a slash follows, as in "colours:(red)". Time is linear in the length of the text. Immutable
 * and thread-safe.
 *
 * <p>The score of words alone: Hutto and Gilbert, "VADER: a parsimonious rule-based model for sentiment analysis of
 * social media text", 2014, for the idea of rules on top of a lexicon. The words were chosen for this library.
 */
public final class SentimentLexicon {

    private static final double OUTWEIGHED = 0.5;

    private final Vocabulary vocabulary;

    private SentimentLexicon(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** The lexicon that comes with the library. */
    public static SentimentLexicon standard() {
        return new SentimentLexicon(Vocabulary.moods());
    }

    /**
     * This lexicon with more words, or other weights for known ones.
     *
     * @param weights by word or phrase, from -1 (bad) to 1 (good); 0 silences a word
     * @throws IllegalArgumentException if a word is blank or a weight is not from -1 to 1
     */
    public SentimentLexicon with(Map<String, Double> weights) {
        weights.forEach(SentimentLexicon::require);
        return new SentimentLexicon(vocabulary.withOpinions(weights));
    }

    /** As {@link #with(Map)}, of one word or phrase. */
    public SentimentLexicon with(String word, double weight) {
        return with(Map.of(word, weight));
    }

    private static void require(String word, double weight) {
        if (word.isBlank()) {
            throw new IllegalArgumentException("a word of the lexicon must not be blank");
        }
        if (!(weight >= -1 && weight <= 1)) {
            throw new IllegalArgumentException("the weight of '" + word + "' must be from -1 to 1, was " + weight);
        }
    }

    /**
     * How good or bad a text sounds.
     *
     * @param text any text; may be empty
     */
    public SentimentScore score(CharSequence text) {
        Units units = Units.of(text, vocabulary);
        Turns turns = Turns.of(units);
        List<SentimentWord> words = new ArrayList<>();
        double sum = 0;
        double magnitude = 0;
        double sentence = 0;
        double factor = 1;
        for (int unit = 0; unit < units.size(); unit++) {
            byte broken = units.breakKind(unit);
            if (broken >= Units.CLAUSE) {
                factor = 1;
            }
            if (broken == Units.SENTENCE) {
                sum += sentence;
                sentence = 0;
            }
            Term term = units.term(unit);
            if (term == null || term.mood() == null) {
                continue;
            }
            if (term.mood() == Mood.CONTRAST || term.mood() == Mood.FAULT || term.mood() == Mood.TURN) {
                sentence *= OUTWEIGHED;
                factor = 1;
            } else if (term.mood() == Mood.CONCESSION) {
                factor = OUTWEIGHED;
            }
            if (turns.isOpinion(unit)) {
                double weight = turns.turn(unit, term.weight());
                if (weight != 0) {
                    words.add(new SentimentWord(units.start(turns.first(unit)), units.end(unit), weight));
                    sentence += factor * weight;
                    magnitude += Math.abs(weight);
                }
            }
        }
        sum += sentence;
        return new SentimentScore(sum == 0 ? 0 : sum / Math.sqrt(sum * sum + (magnitude + 1) / 2), words);
    }
}
