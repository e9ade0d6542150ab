package dev.clv.features.standard;

import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittableExtractor;
import dev.clv.features.Learned;
import dev.clv.features.TrainingHistories;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Signal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Learns which signals there are. */
final class SignalPlan implements FittableExtractor {

    private final int maxNames;

    /** @param maxNames the most signals to keep, positive */
    SignalPlan(int maxNames) {
        if (maxNames < 1) {
            throw new IllegalArgumentException("maxNames must be at least 1, was " + maxNames);
        }
        this.maxNames = maxNames;
    }

    @Override
    public String name() {
        return Signals.NAME;
    }

    @Override
    public FeatureExtractor fit(TrainingHistories histories) {
        Map<String, Long> events = new HashMap<>();
        for (CustomerHistory history : histories) {
            for (CustomerEvent event : history.events()) {
                if (event instanceof Signal signal) {
                    events.merge(signal.name(), 1L, Long::sum);
                }
            }
        }
        List<String> names = events.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(maxNames)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return new Signals(names);
    }

    @Override
    public FeatureExtractor restore(Learned learned) {
        return Signals.of(learned);
    }
}
