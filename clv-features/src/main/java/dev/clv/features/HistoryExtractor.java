package dev.clv.features;

import dev.clv.features.event.CustomerHistory;
import java.util.List;
import java.util.function.Function;

/** The three-line form of an extractor: a function of the history itself, which has to be kept for it. */
record HistoryExtractor(Feature feature, Function<CustomerHistory, double[]> values) implements FeatureExtractor {

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
        return State.of((cutoff, row, offset) -> {
            double[] computed = values.apply(history.at(cutoff));
            if (computed.length != feature.width()) {
                throw new IllegalStateException("the function of feature '" + feature.name() + "' returned "
                        + computed.length + " numbers; it must return one per column, " + feature.width());
            }
            System.arraycopy(computed, 0, row, offset, computed.length);
        });
    }
}
