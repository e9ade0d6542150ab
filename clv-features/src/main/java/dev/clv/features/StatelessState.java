package dev.clv.features;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;

/** A state with nothing of its own. */
record StatelessState(FeatureExtractor.FeatureWriter writer) implements FeatureExtractor.State {

    @Override
    public void add(CustomerEvent event) {}

    @Override
    public void write(Instant cutoff, double[] row, int offset) {
        writer.write(cutoff, row, offset);
    }

    @Override
    public void snapshot(StateWriter out) {}

    @Override
    public void restore(StateReader in) {}

    @Override
    public void merge(StateReader later) {}
}
