package dev.clv.features.event;

import java.time.Instant;

/**
 * One thing that happened to one customer at one instant.
 *
 * <p>The kinds are closed, so that a {@code switch} or a chain of {@code instanceof} can be complete; what fits none of
 * them is a {@link Signal}, which has a name and a number. An event does not name its customer: the
 * {@link CustomerHistory} that holds it does.
 */
public sealed interface CustomerEvent
        permits Purchase, Refund, View, CartAdd, Review, Feedback, Signal, AttributeChange {

    /**
     * When it happened, to the microsecond; {@link Instant#MIN}, which no calendar can show, for an attribute that was
     * given without a time.
     */
    Instant time();
}
