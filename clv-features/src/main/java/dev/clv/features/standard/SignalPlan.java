package dev.clv.features.standard;

import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.TrainingHistories;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Signal;
import dev.clv.features.internal.WordCounts;

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
        WordCounts names = new WordCounts();
        for (CustomerHistory history : histories) {
            history.events(Signal.class).forEach(signal -> names.add(signal.name()));
        }
        return new Signals(maxNames, names.frequent(maxNames, 1));
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return Signals.of(state);
    }
}
