package dev.clv.reason;

import dev.clv.reason.Reference.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an explanation stores of its reference: kind and time, but not the identity of another customer.
 *
 * @param kind its kind
 * @param at as of when, for {@link Kind#EARLIER}; null for all others
 */
public record ReferencePoint(Kind kind, @Nullable Instant at) {

    /** Refuses a time where there must be none, or none where there must be one. */
    public ReferencePoint {
        if ((kind == Kind.EARLIER) != (at != null)) {
            throw new IllegalArgumentException("a reference has a time if, and only if, it is EARLIER; was " + kind
                    + " with " + (at == null ? "no time" : at));
        }
    }

    /** The part of a reference that is stored. */
    static ReferencePoint of(Reference reference) {
        return new ReferencePoint(
                reference.kind(), reference instanceof Reference.Earlier earlier ? earlier.at() : null);
    }
}
