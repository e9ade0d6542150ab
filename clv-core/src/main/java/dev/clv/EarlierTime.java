package dev.clv;

import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * The earlier time that a customer is compared with. There must be something to compare with: an event before it.
 * Attributes alone are none, as one without a time counts as always known.
 */
record EarlierTime(Instant time) {

    /** @throws IllegalArgumentException if it is not before {@code at} */
    EarlierTime requireBefore(Instant at) {
        if (!time.isBefore(at)) {
            throw new IllegalArgumentException("the reference must be earlier than " + at + ", was " + time);
        }
        return this;
    }

    /** What was known of the customer then. */
    CustomerHistory of(CustomerHistory known) {
        if (!isOf(known)) {
            throw new IllegalArgumentException("nothing is known of the customer before " + time
                    + ", the time of the reference: "
                    + first(known)
                            .map(first -> "the first event is of " + first + "; take a time after it")
                            .orElse("there is no event at all; take another reference"));
        }
        return known.before(time);
    }

    /** @throws IllegalArgumentException if one of the customers had no event then */
    void requireOf(Collection<CustomerHistory> customers) {
        long unknown = customers.stream().filter(customer -> !isOf(customer)).count();
        if (unknown > 0) {
            throw new IllegalArgumentException("nothing is known of " + unknown + " of the " + customers.size()
                    + " customers before " + time
                    + ", the time of the reference; take a later time, or leave these customers out");
        }
    }

    private boolean isOf(CustomerHistory known) {
        return first(known).filter(first -> first.isBefore(time)).isPresent();
    }

    private static Optional<Instant> first(CustomerHistory known) {
        return known.events().stream()
                .filter(event -> !(event instanceof AttributeChange))
                .map(CustomerEvent::time)
                .findFirst();
    }
}
