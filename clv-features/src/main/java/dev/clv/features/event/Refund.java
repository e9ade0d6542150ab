package dev.clv.features.event;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money given back: a return, a credit note, a cancellation.
 *
 * @param time when it was given back, which may be long after the purchase
 * @param amount how much, as a magnitude in the log's currency; zero or more
 * @param quantity units returned; positive and finite
 * @param order the order or credit note, or null when unknown
 * @param product the product, or null when unknown
 * @param category the product's category, or null when unknown
 */
public record Refund(
        Instant time,
        BigDecimal amount,
        double quantity,
        @Nullable String order,
        @Nullable String product,
        @Nullable String category)
        implements CustomerEvent {

    /** Refuses a negative amount and a quantity that is not a positive number. */
    public Refund {
        requireNonNull(time, "time");
        Money.requireNotNegative("refund amount", amount);
        Money.requirePositive("refund quantity", quantity);
    }

    /** One unit worth {@code amount}, nothing else known. */
    public static Refund of(Instant time, BigDecimal amount) {
        return new Refund(time, amount, 1, null, null, null);
    }
}
