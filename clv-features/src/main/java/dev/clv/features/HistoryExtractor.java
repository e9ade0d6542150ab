package dev.clv.features;

import dev.clv.features.event.CustomerHistory;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The three-line form of an extractor: a function of the history itself, which has to be kept for it. */
record HistoryExtractor(Feature feature, ToDoubleFunction<CustomerHistory> value) implements FeatureExtractor {

    @Override
    public String name() {
        return feature.name();
    }

    @Override
    public List<Feature> features() {
        return List.of(feature);
    }

    @Override
    public boolean needsWholeHistory() {
        return true;
    }

    @Override
    public State begin(CustomerContext customer) {
        HistoryFold.SoFar history = customer.shared(HistoryFold.SHARED);
        return State.of((cutoff, row, offset) -> row[offset] = value.applyAsDouble(history.at(cutoff)));
    }
}
