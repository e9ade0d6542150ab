package dev.clv.features.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A product page (or anything else) looked at.
 *
 * @param time when
 * @param product the product, or null when unknown
 * @param category the product's category, or null when unknown
 */
public record View(
        Instant time, @Nullable String product, @Nullable String category) implements CustomerEvent {

    /** Refuses a missing time. */
    public View {
        requireNonNull(time, "time");
    }
}
