package dev.clv.features;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Which customer a row is about, and as of when. One customer may have rows at several cutoffs.
 *
 * @param customer the customer's id; not blank; personal data
 * @param cutoff the end of the events the row is computed from, exclusive; {@link Instant#MAX} for a row of a table,
 *     which has no times
 */
public record RowKey(String customer, Instant cutoff) {

    /** Refuses a blank id. */
    public RowKey {
        requireNonNull(cutoff, "cutoff");
        if (customer.isBlank()) {
            throw new IllegalArgumentException("customer id must not be blank");
        }
    }

    /** Names the cutoff only: the id is personal data. */
    @Override
    public String toString() {
        return "RowKey[cutoff=" + cutoff + "]";
    }
}
