package dev.clv.features.sequence;

import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Feedback;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.Review;
import dev.clv.features.event.Signal;
import dev.clv.features.event.View;
import java.util.Locale;

/** The kinds of event, those of one instant in this order, as in a log. */
enum TokenKind {
    ATTRIBUTE(AttributeChange.class),
    PURCHASE(Purchase.class),
    REFUND(Refund.class),
    VIEW(View.class),
    CART_ADD(CartAdd.class),
    REVIEW(Review.class),
    FEEDBACK(Feedback.class),
    SIGNAL(Signal.class);

    private static final TokenKind[] ALL = values();

    private final Class<? extends CustomerEvent> type;

    TokenKind(Class<? extends CustomerEvent> type) {
        this.type = type;
    }

    /** The kind of this class of events. */
    static TokenKind of(Class<? extends CustomerEvent> type) {
        for (TokenKind kind : ALL) {
            if (kind.type == type) {
                return kind;
            }
        }
        throw new IllegalArgumentException(type.getSimpleName()
                + " is no kind of event; name one of the records that are, such as Purchase.class");
    }

    /** The inverse of {@link #word()}. */
    static TokenKind ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** {@code purchase}, {@code cart_add}, ... */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether such events are lines of orders. */
    boolean isLine() {
        return this == PURCHASE || this == REFUND;
    }

    /** Whether such events have a quantity. */
    boolean isCounted() {
        return isLine() || this == CART_ADD;
    }
}
