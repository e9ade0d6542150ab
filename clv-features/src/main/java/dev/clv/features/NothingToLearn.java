package dev.clv.features;

import dev.clv.features.event.CustomerHistory;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;

/** The learner of an extractor that is its own fit. */
record NothingToLearn(FeatureExtractor learned) implements FittableExtractor.Learner {

    @Override
    public void add(CustomerHistory history) {}

    @Override
    public void snapshot(StateWriter out) {}

    @Override
    public void merge(StateReader other) {}
}
