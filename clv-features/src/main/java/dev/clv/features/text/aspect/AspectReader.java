package dev.clv.features.text.aspect;

import dev.clv.features.internal.opinion.Role;
import dev.clv.features.internal.opinion.Sense;
import dev.clv.features.internal.opinion.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what a review says of aspects of a purchase: price, quality, material, fit, appearance, comfort, delivery,
 * packaging, service, returns, performance (battery, screen and sound too), taste, smell, authenticity and usability.
 * In English, Chinese (simplified and traditional) and Brazilian Portuguese.
 *
 * <p>An aspect is named ("the delivery"), or meant by an opinion that concerns nothing else ("late", 物美价廉, "apertado").
 * An opinion belongs to the name beside it in its clause, to the one before it rather than the one after it unless that
 * is next to it; names without an opinion of their own share that of the list they stand in ("price and quality are
 * great") or take that of the next clause. Negation, degree and contrast are those of
 * {@link dev.clv.features.text.lexicon.SentimentLexicon}. A text has one opinion of an aspect: the sign of the sum of
 * the weights, where what comes after a contrast counts twice, neutral within 0.15 of 0; neutral too if the aspect is
 * named and nothing is said of it.
 *
 * <p>Words in the addresses of pages and mailboxes speak of nothing. Time is linear in the length of the text.
 * Immutable and thread-safe.
 */
public final class AspectReader {

    private final Vocabulary vocabulary;

    private AspectReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** The reader with the aspects and words that come with the library. */
    public static AspectReader standard() {
        return new AspectReader(Vocabulary.aspects());
    }

    /**
     * This reader with more names of an aspect, which may be a new one.
     *
     * @param aspect its name in the output
     * @param names words or phrases that name it, in any language
     * @throws IllegalArgumentException if the aspect or a name is blank
     */
    public AspectReader withNames(String aspect, String... names) {
        requireWords(aspect, names);
        return new AspectReader(vocabulary.withSense(new Sense(aspect, Role.NAME, 0), List.of(names)));
    }

    /**
     * This reader with more opinions that always concern one aspect, which may be a new one.
     *
     * @param aspect its name in the output
     * @param weight from -1 (bad) to 1 (good)
     * @param opinions words or phrases, in any language
     * @throws IllegalArgumentException if the aspect or an opinion is blank, or the weight is not from -1 to 1
     */
    public AspectReader withOpinions(String aspect, double weight, String... opinions) {
        requireWords(aspect, opinions);
        requireWeight(weight);
        return new AspectReader(vocabulary.withSense(new Sense(aspect, Role.OWN, weight), List.of(opinions)));
    }

    /**
     * This reader with one more word that sounds good or bad, of whatever aspect it stands beside.
     *
     * @param weight from -1 (bad) to 1 (good)
     * @throws IllegalArgumentException if the word is blank, or the weight is not from -1 to 1
     */
    public AspectReader withWord(String word, double weight) {
        requireWords("-", word);
        requireWeight(weight);
        return new AspectReader(vocabulary.withOpinions(Map.of(word, weight)));
    }

    /** The names of all aspects, in alphabetical order. */
    public Set<String> aspects() {
        return vocabulary.aspectNames();
    }

    /**
     * What a text says of each aspect that it speaks of, in the order of the words that this rests on.
     *
     * @param text any text; may be empty
     */
    public List<AspectOpinion> read(CharSequence text) {
        return new Reading(text, vocabulary).opinions();
    }

    private static void requireWords(String aspect, String... words) {
        if (aspect.isBlank()) {
            throw new IllegalArgumentException("the name of an aspect must not be blank");
        }
        for (String word : words) {
            if (word.isBlank()) {
                throw new IllegalArgumentException("a word of aspect '" + aspect + "' must not be blank");
            }
        }
    }

    private static void requireWeight(double weight) {
        if (!(weight >= -1 && weight <= 1)) {
            throw new IllegalArgumentException("the weight must be from -1 to 1, was " + weight);
        }
    }
}
