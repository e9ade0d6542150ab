package dev.clv.features.sequence;

/** What a token may tell of its event; each field is one column of numbers or a few. */
public enum TokenField {
    /** Which kind of event it is: an index. */
    KIND,
    /** The product's category, of an order that of its dearest line: an index. */
    CATEGORY,
    /** The name of a signal, or of the attribute that changed: an index. */
    NAME,
    /** What was paid or, below 0, paid back. */
    AMOUNT,
    /** Units bought, given back or put into the cart. */
    QUANTITY,
    /** The time since the event before, and whether there was none. */
    GAP,
    /** The time to the cutoff: the one field that another cutoff changes. */
    AGE,
    /** The day of the week, as a point on a circle. */
    WEEKDAY,
    /** The day of the year, as a point on a circle. */
    YEAR_DAY,
    /** The time of day, as a point on a circle. */
    HOUR,
    /** The rating of a review, and whether there is one. */
    RATING,
    /** How content a text sounds to a word list, and whether there is one. */
    SENTIMENT,
    /** Whether it belongs to the same order as the event before, as a refund of what was just bought does. */
    SAME_ORDER
}
