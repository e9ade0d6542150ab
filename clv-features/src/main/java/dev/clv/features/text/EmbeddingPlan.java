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
 * Learns an embedding from the rated reviews of training histories.
 *
 * @param dimensions the length of the vectors; positive
 * @param minCustomers how many customers must use a term for it to be learned; positive
 * @param source what to begin with, or null
 */
record EmbeddingPlan(
        int dimensions, int minCustomers, @Nullable TextEmbedding source) implements FittableExtractor {

    static final String NAME = "text_embedding";

    EmbeddingPlan {
        if (dimensions < 1 || minCustomers < 1) {
            throw new IllegalArgumentException(
                    "dimensions and minCustomers must be at least 1, were " + dimensions + " and " + minCustomers);
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
        return LearnedEmbeddingFeatures.of(state);
    }

    private final class ReviewLearner implements Learner {

        private final TextEmbeddingLearner reviews = source == null
                ? TextEmbeddingLearner.of(dimensions, minCustomers)
                : TextEmbeddingLearner.from(source, minCustomers);

        @Override
        public void add(CustomerHistory history) {
            for (Review review : history.events(Review.class)) {
                String text = review.text();
                if (text != null) {
                    reviews.add(history.customer(), text, review.rating(), review.category());
                }
            }
        }

        @Override
        public void snapshot(StateWriter out) {
            reviews.snapshot(out);
        }

        @Override
        public void merge(StateReader other) {
            reviews.merge(other);
        }

        @Override
        public FeatureExtractor learned() {
            TextEmbedding embedding = reviews.learned();
            return new LearnedEmbeddingFeatures(minCustomers, embedding, List.of(report(embedding)));
        }

        private ColumnReport report(TextEmbedding embedding) {
            int texts = reviews.texts();
            return embedding.terms() == 0
                    ? new ColumnReport(
                            "text embedding",
                            Kind.IGNORED,
                            "rated texts: " + texts + ", and no term of theirs is one of " + minCustomers
                                    + " customers",
                            null)
                    : new ColumnReport(
                            "text embedding",
                            Kind.NUMBER,
                            String.format(
                                    Locale.ROOT,
                                    "%d numbers learned from %,d rated texts",
                                    embedding.dimensions(),
                                    texts),
                            null);
        }
    }
}
