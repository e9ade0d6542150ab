package dev.clv.features.text;

import dev.clv.features.ColumnReport;
import dev.clv.features.CustomerContext;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.internal.extract.ComputedExtractor;
import java.util.List;

/** The mean vector of a customer's texts by an embedding of the shop's own; of one that knows no term, nothing. */
final class LearnedEmbeddingFeatures extends ComputedExtractor {

    private static final String MIN_CUSTOMERS = "min_customers";

    private final int minCustomers;
    private final TextEmbedding embedding;

    /** @param columns what became of the texts; empty where it is not known any more */
    LearnedEmbeddingFeatures(int minCustomers, TextEmbedding embedding, List<ColumnReport> columns) {
        super(
                EmbeddingPlan.NAME,
                embedding.terms() == 0
                        ? List.of()
                        : List.of(MeanVector.feature(EmbeddingPlan.NAME, embedding.dimensions())),
                columns);
        this.minCustomers = minCustomers;
        this.embedding = embedding;
    }

    static LearnedEmbeddingFeatures of(FittedState state) {
        return new LearnedEmbeddingFeatures(state.integer(MIN_CUSTOMERS), TextEmbedding.of(state), List.of());
    }

    @Override
    public boolean readsTexts() {
        return true;
    }

    @Override
    public FittedState fittedState() {
        return embedding.fittedState().withNumbers(MIN_CUSTOMERS, minCustomers);
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return of(state);
    }

    @Override
    public State begin(CustomerContext customer) {
        return features().isEmpty() ? State.of((cutoff, row, offset) -> {}) : new MeanVector(embedding);
    }
}
