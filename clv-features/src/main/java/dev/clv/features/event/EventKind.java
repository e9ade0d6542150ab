package dev.clv.features.event;

import java.util.Locale;

/**
 * The kinds of event a row can hold, one for each {@link CustomerEvent} but {@link AttributeChange}, which a row
 * carries beside its event.
 */
public enum EventKind {
    /** A {@link Purchase}. */
    PURCHASE,
    /** A {@link Refund}. */
    REFUND,
    /** A {@link View}. */
    VIEW,
    /** A {@link CartAdd}. */
    CART_ADD,
    /** A {@link Review}. */
    REVIEW,
    /** A {@link Feedback}. */
    FEEDBACK,
    /** A {@link Signal}. */
    SIGNAL;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word for it in a file with the standard header: {@code purchase}, {@code cart_add}, ... */
    public String word() {
        return word;
    }
}
