package dev.clv.serve.live;

import dev.clv.features.event.CustomerEvent;
import org.jspecify.annotations.Nullable;

/**
 * One event as a service receives it. Immutable and thread-safe.
 *
 * @param customer whose it is; not empty
 * @param id what tells the event from every other one of the customer; null if the shop has none, and then an event
 *     that is sent twice counts twice
 * @param event what happened
 */
public record LiveEvent(String customer, @Nullable String id, CustomerEvent event) {

    /** @throws IllegalArgumentException if the customer or the id is empty */
    public LiveEvent {
        if (customer.isEmpty()) {
            throw new IllegalArgumentException("the customer of an event must not be empty; pass the customer's id");
        }
        if (id != null && id.isEmpty()) {
            throw new IllegalArgumentException("the id of an event must not be empty; pass null if there is none");
        }
    }

    /** An event without an id. */
    public static LiveEvent of(String customer, CustomerEvent event) {
        return new LiveEvent(customer, null, event);
    }

    /** Without the customer and the event, which are personal data. */
    @Override
    public String toString() {
        return "LiveEvent[" + event.getClass().getSimpleName() + "]";
    }
}
