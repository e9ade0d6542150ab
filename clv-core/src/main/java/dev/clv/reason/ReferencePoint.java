package dev.clv.reason;

import dev.clv.reason.Reference.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an explanation keeps of its reference: its kind and time, but not who another customer is.
 *
 * @param kind what kind
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

    /** What to keep of a reference. */
    static ReferencePoint of(Reference reference) {
        return new ReferencePoint(
                reference.kind(), reference instanceof Reference.Earlier earlier ? earlier.at() : null);
    }
}
