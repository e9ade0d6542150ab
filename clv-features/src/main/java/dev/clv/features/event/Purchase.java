package dev.clv.features.event;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A purchase, or one line of it.
 *
 * @param time when it was bought
 * @param amount what was paid for this line (quantity times unit price) in the log's currency; zero or more, where zero
 *     still counts as a purchase
 * @param quantity units bought; positive and finite
 * @param order the order (basket, invoice) that the line belongs to, or null when unknown
 * @param product the product, or null when unknown
 * @param category the product's category, or null when unknown
 */
public record Purchase(
        Instant time,
        BigDecimal amount,
        double quantity,
        @Nullable String order,
        @Nullable String product,
        @Nullable String category)
        implements CustomerEvent {

    /** Refuses a negative amount and a quantity that is not a positive number. */
    public Purchase {
        requireNonNull(time, "time");
        Money.requireNotNegative("purchase amount", amount);
        Money.requirePositive("purchase quantity", quantity);
    }

    /** One unit for {@code amount}, nothing else known. */
    public static Purchase of(Instant time, BigDecimal amount) {
        return new Purchase(time, amount, 1, null, null, null);
    }
}
