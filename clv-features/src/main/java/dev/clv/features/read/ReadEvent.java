package dev.clv.features.read;

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

    /** Where it stands, without the customer and the event. */
    @Override
    public String toString() {
        return "ReadEvent[line " + line + "]";
    }
}
