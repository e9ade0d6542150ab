package dev.clv.features.text.aspect;

import dev.clv.features.text.lexicon.Polarity;
import dev.clv.features.text.lexicon.SentimentWord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is found for one aspect while a text is read. Not thread-safe. */
final class Evidence {

    private static final double UNDECIDED = 0.15;
    private static final double AFTER_CONTRAST = 2;

    private final Set<SentimentWord> opinions = new LinkedHashSet<>();
    private final List<SentimentWord> names = new ArrayList<>();
    private double sum;

    void opinion(SentimentWord word, boolean afterContrast) {
        if (opinions.add(word)) {
            sum += afterContrast ? AFTER_CONTRAST * word.weight() : word.weight();
        }
    }

    void name(SentimentWord word) {
        names.add(word);
    }

    boolean hasOpinion() {
        return !opinions.isEmpty();
    }

    boolean isEmpty() {
        return opinions.isEmpty() && names.isEmpty();
    }

    AspectOpinion of(String aspect) {
        List<SentimentWord> words = new ArrayList<>(opinions.isEmpty() ? names : opinions);
        words.sort(Comparator.comparingInt(SentimentWord::start));
        Polarity polarity =
                sum > UNDECIDED ? Polarity.POSITIVE : sum < -UNDECIDED ? Polarity.NEGATIVE : Polarity.NEUTRAL;
        return new AspectOpinion(aspect, polarity, words);
    }
}
