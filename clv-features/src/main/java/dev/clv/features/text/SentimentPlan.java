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
            SentimentModel model = reviews.learned();
            return new SentimentFeatures(minCustomers, writers.areEnough(), model, List.of(report(model)));
        }

        private ColumnReport report(SentimentModel model) {
            if (!writers.areEnough()) {
                String few = writers.count() == 0
                        ? "no customer wrote any"
                        : "customers who wrote any: " + writers.count() + ", fewer than " + minCustomers;
                return new ColumnReport("texts", Kind.IGNORED, few, null);
            }
            String how = model.isAble()
                    ? String.format(Locale.ROOT, "mood learned from %,d rated texts", reviews.texts())
                    : "mood read by a word list, as fewer than " + minCustomers
                            + " customers wrote beside low ratings, or beside high ones";
            return new ColumnReport("texts", Kind.NUMBER, how, null);
        }
    }
}
