package dev.clv.features.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A product put into the cart.
 *
 * @param time when
 * @param quantity units added; positive and finite
 * @param product the product, or null when unknown
 * @param category the product's category, or null when unknown
 * @param session the visit to the shop that it belongs to, as the shop numbers them, or null when unknown
 */
public record CartAdd(
        Instant time,
        double quantity,
        @Nullable String product,
        @Nullable String category,
        @Nullable String session) implements CustomerEvent {

    /** Refuses a quantity that is not a positive number. */
    public CartAdd {
        requireNonNull(time, "time");
        Money.requirePositive("cart quantity", quantity);
    }

    /** A cart add of which no session is known. */
    public CartAdd(Instant time, double quantity, @Nullable String product, @Nullable String category) {
        this(time, quantity, product, category, null);
    }
}
