package dev.clv.features.read;

import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import org.jspecify.annotations.Nullable;

/**
 * One event of a row, with what a log would not keep of it. Immutable and thread-safe.
 *
 * @param line where the row stands, from 1
 * @param customer whose it is
 * @param id the row's event id, which a second event of the row shares; null if it has none
 * @param currency the code that the row or the mapping names for its amount; null if none does
 * @param event what happened
 */
public record ReadEvent(
        long line,
        String customer,
        @Nullable String id,
        @Nullable String currency,
        CustomerEvent event) {

    /**
     * What tells the event from all others of the customer: a row may tell of several things, such as attributes beside
     * a purchase, which share the row's id.
     *
     * @return null if the row has no id
     */
    public @Nullable String key() {
        String kind = event instanceof AttributeChange change
                ? "attr." + change.name()
                : event.getClass().getSimpleName();
        return id == null ? null : id + ":" + kind;
    }

    /** Where it stands, without the customer and the event. */
    @Override
    public String toString() {
        return "ReadEvent[line " + line + "]";
    }
}
