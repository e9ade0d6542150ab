package dev.clv.features.text;

import dev.clv.features.event.CustomerHistory;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.internal.text.WrittenText;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;

/** Whether enough customers write reviews or feedback. Not thread-safe. */
final class Writers {

    private final CustomerSet customers;

    Writers(int enough) {
        customers = new CustomerSet(enough);
    }

    void add(CustomerHistory history) {
        if (history.events().stream().anyMatch(event -> WrittenText.of(event) != null)) {
            customers.add(CustomerSet.hash(history.customer()));
        }
    }

    boolean areEnough() {
        return customers.isEnough();
    }

    /** How many write, and no more than are enough. */
    int count() {
        return customers.size();
    }

    void snapshot(StateWriter out) {
        customers.snapshot(out);
    }

    void merge(StateReader other) {
        customers.merge(other);
    }
}
