package dev.clv.features;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The three-line form of an extractor: its state is the history itself. */
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
    public State begin(String customer, ZoneId zone) {
        List<CustomerEvent> seen = new ArrayList<>();
        return new State() {
            @Override
            public void add(CustomerEvent event) {
                seen.add(event);
            }

            @Override
            public void write(Instant cutoff, double[] row, int offset) {
                row[offset] = value.applyAsDouble(CustomerHistory.of(customer, zone, cutoff, seen));
            }
        };
    }
}
