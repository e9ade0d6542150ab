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
 * @param session the visit to the shop that it belongs to, as the shop numbers them, or null when unknown
 */
public record View(
        Instant time,
        @Nullable String product,
        @Nullable String category,
        @Nullable String session) implements CustomerEvent {

    /** Refuses a missing time. */
    public View {
        requireNonNull(time, "time");
    }

    /** A look of which no session is known. */
    public View(Instant time, @Nullable String product, @Nullable String category) {
        this(time, product, category, null);
    }
}
