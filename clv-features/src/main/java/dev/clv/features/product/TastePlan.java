package dev.clv.features.product;

import dev.clv.features.ColumnReport;
import dev.clv.features.ColumnReport.Kind;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.List;
import java.util.Locale;

/**
 * Learns an embedding of products from training histories.
 *
 * @param dimensions the length of the vectors; positive
 * @param minCustomers how many customers a product or a category needs; positive
 */
record TastePlan(int dimensions, int minCustomers) implements FittableExtractor {

    static final String NAME = "taste";

    TastePlan {
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
        return new HistoryLearner();
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return TasteFeatures.of(state);
    }

    private final class HistoryLearner implements Learner {

        private final ProductEmbeddingLearner products = ProductEmbeddingLearner.of(dimensions, minCustomers);

        @Override
        public void add(CustomerHistory history) {
            products.add(history);
        }

        @Override
        public void know(String customer) {
            products.know(customer);
        }

        @Override
        public void snapshot(StateWriter out) {
            products.snapshot(out);
        }

        @Override
        public void merge(StateReader other) {
            products.merge(other);
        }

        @Override
        public FeatureExtractor learned() {
            ProductEmbedding embedding = products.learned();
            return new TasteFeatures(minCustomers, embedding, List.of(report(embedding)));
        }

        private ColumnReport report(ProductEmbedding embedding) {
            return embedding.tokens() == 0
                    ? new ColumnReport(
                            "products",
                            Kind.IGNORED,
                            "no two products or categories of " + minCustomers + " customers each occur together",
                            null)
                    : new ColumnReport(
                            "products",
                            Kind.NUMBER,
                            String.format(
                                    Locale.ROOT,
                                    "taste learned from %,d products and %,d categories",
                                    embedding.products().size(),
                                    embedding.categories().size()),
                            null);
        }
    }
}
