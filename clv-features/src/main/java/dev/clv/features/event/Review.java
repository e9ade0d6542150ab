package dev.clv.features.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A product review: a rating, a text, or both.
 *
 * @param time when it was written
 * @param rating the rating on the shop's own scale, or NaN when only words were given; never infinite
 * @param text the words, or null when only a rating was given
 * @param product the product, or null when unknown
 * @param category the product's category, or null when unknown
 */
public record Review(
        Instant time,
        double rating,
        @Nullable String text,
        @Nullable String product,
        @Nullable String category) implements CustomerEvent {

    /** Refuses an infinite rating. */
    public Review {
        requireNonNull(time, "time");
        if (Double.isInfinite(rating)) {
            throw new IllegalArgumentException("rating must be a number, or NaN when absent, was " + rating);
        }
    }
}
