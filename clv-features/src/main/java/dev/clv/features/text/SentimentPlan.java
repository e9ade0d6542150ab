package dev.clv.features.text;

import dev.clv.features.ColumnReport;
import dev.clv.features.ColumnReport.Kind;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Review;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import dev.clv.features.text.lexicon.SentimentLexicon;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Learns sentiment from the rated reviews of training histories, and whether enough customers write.
 *
 * @param minCustomers how many customers must use a term for it to be learned; positive
 * @param source what to begin with, or null
 */
record SentimentPlan(int minCustomers, @Nullable SentimentModel source) implements FittableExtractor {

    static final String NAME = "sentiment";

    /** A scale has five steps, ten, or twenty halves of ten; ages, years and amounts have more. */
    private static final int MOST_STEPS = 20;

    SentimentPlan {
        if (minCustomers < 1) {
            throw new IllegalArgumentException("minCustomers must be at least 1, was " + minCustomers);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Learner learner() {
        return new ReviewLearner();
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return SentimentFeatures.of(state);
    }

    private final class ReviewLearner implements Learner {

        private final Writers writers = new Writers(minCustomers);
        private final SentimentLearner reviews =
                source == null ? new SentimentLearner(minCustomers) : SentimentLearner.from(source, minCustomers);

        @Override
        public void add(CustomerHistory history) {
            writers.add(history);
            for (Review review : history.events(Review.class)) {
                String text = review.text();
                if (text != null) {
                    reviews.add(history.customer(), text, review.rating());
                }
            }
        }

        @Override
        public void snapshot(StateWriter out) {
            writers.snapshot(out);
            reviews.snapshot(out);
        }

        @Override
        public void merge(StateReader other) {
            writers.merge(other);
            reviews.merge(other);
        }

        @Override
        public FeatureExtractor learned() {
            SentimentComparison compared = reviews.comparedWith(SentimentLexicon.standard());
            return new SentimentFeatures(
                    minCustomers, writers.areEnough(), compared.better(), List.of(report(compared)));
        }

        private ColumnReport report(SentimentComparison compared) {
            if (!writers.areEnough()) {
                String few = writers.count() == 0
                        ? "no customer wrote any"
                        : "customers who wrote any: " + writers.count() + ", fewer than " + minCustomers;
                return new ColumnReport("texts", Kind.IGNORED, few, null);
            }
            return new ColumnReport("texts", Kind.NUMBER, how(compared), null);
        }

        private String how(SentimentComparison compared) {
            if (compared.isReversed()) {
                return String.format(
                        Locale.ROOT,
                        "mood read by a word list, as the ratings seem to fall the better a text sounds (area under the"
                                + " curve of the list %.2f on %,d texts with high and %,d with low ratings); turn them"
                                + " around, such as 6 less the rating where 1 is the best of 5, or leave them out",
                        compared.listAuc(),
                        compared.praises(),
                        compared.complaints());
            }
            if (!compared.learned().isAble()) {
                return reviews.hasRatings()
                        ? "mood read by a word list, as fewer than " + minCustomers
                                + " customers wrote beside low ratings, or beside high ones"
                        : "mood read by a word list, as no text has a rating";
            }
            String read = compared.isListBetter()
                    ? String.format(
                            Locale.ROOT,
                            "mood read by a word list, which tells praise from complaints better (area under the curve"
                                    + " %.2f) than %,d rated texts teach (%.2f)",
                            compared.listAuc(),
                            reviews.texts(),
                            compared.learnedAuc())
                    : String.format(
                            Locale.ROOT,
                            "mood learned from %,d rated texts (area under the curve %.2f, of a word list %.2f)",
                            reviews.texts(),
                            compared.learnedAuc(),
                            compared.listAuc());
            int steps = reviews.ratings();
            return steps <= MOST_STEPS
                    ? read
                    : read + "; the ratings have " + steps
                            + " different values, as ages and amounts have: leave them out if they are no ratings";
        }
    }
}
