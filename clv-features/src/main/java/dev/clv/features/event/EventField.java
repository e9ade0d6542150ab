package dev.clv.features.event;

import org.jspecify.annotations.Nullable;

/**
 * What can be said about an event beyond its customer, its time and its kind, in the order of the standard header.
 * {@link EventKind#fields()} tells which kind keeps which; each kind keeps at most one field per column of the log.
 */
public enum EventField {
    /** The money that moved: an exact decimal of at most 18 digits, zero or more, in a currency. */
    AMOUNT("amount", Column.AMOUNT),
    /** The order (basket, invoice). */
    ORDER("order_id", Column.LABEL),
    /** The product. */
    PRODUCT("product_id", Column.PRODUCT),
    /** The product's category. */
    CATEGORY("category", Column.CATEGORY),
    /** Units: positive and finite, 1 unless set. */
    QUANTITY("quantity", Column.NUMBER),
    /** A rating on the shop's own scale: NaN if absent, never infinite. */
    RATING("rating", Column.NUMBER),
    /** Words. */
    TEXT("text", Column.LABEL),
    /** What was measured; not blank. */
    NAME("name", Column.LABEL),
    /** A measured number; finite. */
    VALUE("value", Column.NUMBER),
    /** The visit to the shop that a view or a cart add belongs to. */
    SESSION("session_id", Column.LABEL);

    /** The columns of a log that fields share; the last three hold texts. */
    enum Column {
        AMOUNT,
        NUMBER,
        LABEL,
        PRODUCT,
        CATEGORY;

        /** How many columns hold texts. */
        static final int TEXTS = values().length - LABEL.ordinal();

        boolean holdsText() {
            return ordinal() >= LABEL.ordinal();
        }

        /** The place among the columns of texts, from 0. */
        int text() {
            return ordinal() - LABEL.ordinal();
        }
    }

    /** How many fields there are. */
    static final int COUNT = values().length;

    private final String header;
    final Column column;

    EventField(String header, Column column) {
        this.header = header;
        this.column = column;
    }

    /** The name of its column in a file with the standard header: {@code amount}, {@code order_id}, ... */
    public String header() {
        return header;
    }

    /**
     * Refuses what the field must not be in a row of this kind.
     *
     * @throws IllegalArgumentException if the row's value breaks the field's rule
     */
    void check(EventKind kind, EventRow row) {
        switch (this) {
            case AMOUNT -> {
                if (!row.hasAmount) {
                    throw new IllegalArgumentException("a " + kind.word() + " needs an amount");
                }
                if (row.currency != null && !CurrencyCode.isCode(row.currency)) {
                    CurrencyCode.require("currency", row.currency);
                }
            }
            case QUANTITY -> {
                if (!isPositive(row.number(this))) {
                    Money.requirePositive(kind.word() + " quantity", row.number(this));
                }
            }
            case RATING -> {
                if (Double.isInfinite(row.number(this))) {
                    throw new IllegalArgumentException(
                            "rating must be a number, or NaN if absent, was " + row.number(this));
                }
            }
            case TEXT -> {
                if (kind.needs(this) && row.text(this) == null) {
                    throw new IllegalArgumentException("a " + kind.word() + " needs a text");
                }
            }
            case NAME -> {
                if (isBlank(row.text(this))) {
                    throw new IllegalArgumentException(kind.word() + " name must not be blank");
                }
            }
            case VALUE -> {
                if (!Double.isFinite(row.number(this))) {
                    throw new IllegalArgumentException("value of " + kind.word() + " '" + row.text(NAME)
                            + "' must be finite, was " + row.number(this));
                }
            }
            case ORDER, PRODUCT, CATEGORY, SESSION -> {}
        }
    }

    private static boolean isPositive(double value) {
        return value > 0 && value < Double.POSITIVE_INFINITY;
    }

    static boolean isBlank(@Nullable CharSequence text) {
        for (int i = 0; text != null && i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
