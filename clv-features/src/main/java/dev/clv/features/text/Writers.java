package dev.clv.features.text;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Feedback;
import dev.clv.features.event.Review;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import org.jspecify.annotations.Nullable;

/** Whether enough customers write reviews or feedback. Not thread-safe. */
final class Writers {

    private final CustomerSet customers;

    Writers(int enough) {
        customers = new CustomerSet(enough);
    }

    /** What was written on an occasion; null if nothing, or nothing but blanks. */
    static @Nullable String text(CustomerEvent event) {
        String text = event instanceof Review review
                ? review.text()
                : event instanceof Feedback feedback ? feedback.text() : null;
        return text == null || text.isBlank() ? null : text;
    }

    void add(CustomerHistory history) {
        if (history.events().stream().anyMatch(event -> text(event) != null)) {
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
