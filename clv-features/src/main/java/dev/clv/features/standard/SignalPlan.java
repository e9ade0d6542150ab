package dev.clv.features.standard;

import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Signal;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.internal.KnownIds;
import dev.clv.features.internal.PersonalWords;
import dev.clv.features.internal.WordCounts;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.List;

/**
 * Learns which signals there are.
 *
 * @param maxNames the most signals to keep, positive
 * @param minCustomers how many customers must have a signal for it to be kept; positive
 */
record SignalPlan(int maxNames, int minCustomers) implements FittableExtractor {

    SignalPlan {
        if (maxNames < 1 || minCustomers < 1) {
            throw new IllegalArgumentException(
                    "maxNames and minCustomers must be at least 1, were " + maxNames + " and " + minCustomers);
        }
    }

    @Override
    public String name() {
        return Signals.NAME;
    }

    @Override
    public Learner learner() {
        return new NameLearner();
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return Signals.of(state);
    }

    private final class NameLearner implements Learner {

        private final WordCounts names = new WordCounts(minCustomers);
        private final KnownIds ids = new KnownIds();

        @Override
        public void add(CustomerHistory history) {
            ids.add(history.customer());
            List<Signal> signals = history.events(Signal.class);
            if (!signals.isEmpty()) {
                long customer = CustomerSet.hash(history.customer());
                signals.forEach(signal -> names.add(signal.name(), customer));
            }
        }

        @Override
        public void know(String customer) {
            ids.add(customer);
        }

        @Override
        public void snapshot(StateWriter out) {
            ids.snapshot(out);
            names.snapshot(out);
        }

        @Override
        public void merge(StateReader other) {
            ids.merge(other);
            names.merge(other);
        }

        @Override
        public FeatureExtractor learned() {
            PersonalWords personal = names.personal(ids);
            return new Signals(SignalPlan.this, names.frequent(maxNames, personal), names.withheld(personal));
        }
    }
}
