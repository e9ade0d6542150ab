package dev.clv.label;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import java.time.Instant;
import java.util.List;

/**
 * Whom a model is trained, evaluated and scored on: customers with at least one purchase before the cutoff, one-time
 * and long-gone buyers included. A purchase of amount zero counts, a refund does not.
 */
public final class Population {

    private Population() {}

    /** The ids of the customers who bought before the cutoff, in the log's order. */
    public static List<String> buyersBefore(EventLog log, Instant cutoff) {
        return log.customers().stream()
                .filter(customer -> hasBought(log.history(customer).before(cutoff)))
                .toList();
    }

    /** Whether the history holds a purchase at or after a time. */
    public static boolean hasBoughtSince(CustomerHistory history, Instant since) {
        return history.eventsFrom(since).stream().anyMatch(Purchase.class::isInstance);
    }

    /** Whether the history holds a purchase. */
    public static boolean hasBought(CustomerHistory history) {
        for (CustomerEvent event : history.events()) {
            if (event instanceof Purchase) {
                return true;
            }
        }
        return false;
    }
}
