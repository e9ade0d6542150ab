package dev.clv.features;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventBytes;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fold that keeps everything: all events, one list for all extractors that are functions of a whole history. Its
 * snapshot holds every event with its texts.
 */
final class HistoryFold implements SharedFold<HistoryFold.SoFar> {

    static final HistoryFold SHARED = new HistoryFold();

    private HistoryFold() {}

    @Override
    public String name() {
        return "history";
    }

    @Override
    public Fold<SoFar> begin(CustomerContext customer) {
        return new Events(customer);
    }

    /** A customer's history as of a cutoff. */
    interface SoFar {

        /** @param cutoff after every event so far */
        CustomerHistory at(Instant cutoff);
    }

    private static final class Events implements Fold<SoFar>, SoFar {

        private final CustomerContext customer;
        private final List<CustomerEvent> events = new ArrayList<>();
        private @Nullable CustomerHistory last;

        Events(CustomerContext customer) {
            this.customer = customer;
        }

        @Override
        public SoFar value() {
            return this;
        }

        @Override
        public CustomerHistory at(Instant cutoff) {
            CustomerHistory history = last;
            if (history == null || !history.cutoff().equals(cutoff)) {
                history = CustomerHistory.of(customer.customer(), customer.zone(), cutoff, events);
                last = history;
            }
            return history;
        }

        @Override
        public void add(CustomerEvent event) {
            events.add(event);
            last = null;
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(events.size());
            events.forEach(event -> EventBytes.write(event, out));
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            for (int i = later.count(2); i > 0; i--) {
                add(EventBytes.read(later));
            }
        }
    }
}
