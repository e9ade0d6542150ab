package dev.clv.features.sequence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token where it stands, which is all that its numbers depend on.
 *
 * @param before the one before it, or null if it is the customer's first
 * @param cutoff from when it is seen
 */
record SeenToken(Token token, @Nullable Token before, WallClock clock, Instant cutoff) {

    /** Days since the token before; NaN if there is none. */
    double gap() {
        return before == null ? Double.NaN : clock.days(before.time(), token.time());
    }

    double age() {
        return clock.days(token.time(), cutoff);
    }

    /** What was paid or, below 0, paid back; NaN for what is no line of an order. */
    double net() {
        return token.kind().isLine() ? token.net().doubleValue() : Double.NaN;
    }

    boolean isOfSameOrder() {
        return before != null && token.order() != 0 && token.order() == before.order();
    }
}
