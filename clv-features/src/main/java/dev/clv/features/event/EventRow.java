package dev.clv.features.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row on its way into a log: at most one event (and the refund of a purchase, where its row tells of one), and any
 * number of attribute values known from its time on.
 *
 * <p>Made to be filled, {@linkplain EventLog.Builder#append appended}, {@linkplain #clear() cleared} and filled again,
 * row after row, without garbage. Texts are only referred to until the row is appended, which copies them; a reader may
 * overwrite its buffer after that. Setters check nothing that depends on other setters: {@code append} checks the whole
 * row. A text that is unknown stays unset or is set to null.
 *
 * <p>Mutable, not thread-safe.
 */
public final class EventRow {

    /** The largest unscaled amount: eighteen digits. */
    static final long MAX_UNSCALED = 999_999_999_999_999_999L;

    static final int MAX_SCALE = 18;

    /** What numbers are unless set: one unit, no rating, no value. */
    private static final double[] UNSET_NUMBERS = unsetNumbers();

    @Nullable
    CharSequence customer;

    @Nullable
    CharSequence currency;

    @Nullable
    CharSequence eventId;

    @Nullable
    EventKind kind;

    long line;
    boolean hasTime;
    long time;
    boolean hasAmount;
    long unscaled;
    int scale;
    long refundUnscaled;
    int refundScale;
    long refundTime;
    int attributes;
    CharSequence[] attributeNames = new CharSequence[4];
    CharSequence[] attributeValues = new CharSequence[4];
    private final double[] numbers = UNSET_NUMBERS.clone();
    private final @Nullable CharSequence[] texts = new @Nullable CharSequence[EventField.COUNT];

    /** An empty row. */
    public EventRow() {}

    /** Forgets everything. */
    public EventRow clear() {
        customer = null;
        currency = null;
        eventId = null;
        kind = null;
        line = 0;
        hasTime = false;
        hasAmount = false;
        refundUnscaled = 0;
        attributes = 0;
        System.arraycopy(UNSET_NUMBERS, 0, numbers, 0, numbers.length);
        Arrays.fill(texts, null);
        return this;
    }

    private static double[] unsetNumbers() {
        double[] numbers = new double[EventField.COUNT];
        Arrays.fill(numbers, Double.NaN);
        numbers[EventField.QUANTITY.ordinal()] = 1;
        return numbers;
    }

    /** The line of the file the row begins at, from 1, for the samples of a quality report; 0 when from no file. */
    public EventRow line(long line) {
        this.line = line;
        return this;
    }

    /** The customer's id; needed, not blank, without control characters. Blanks around it are no part of it. */
    public EventRow customer(@Nullable CharSequence id) {
        customer = id;
        return this;
    }

    /**
     * When it happened, in microseconds since 1970-01-01T00:00:00Z; needed for an event. A row of attributes without a
     * time is known from {@link Instant#MIN} on.
     *
     * @param epochMicros anything but {@link Long#MIN_VALUE}, which stands for {@link Instant#MIN}
     */
    public EventRow time(long epochMicros) {
        time = epochMicros;
        hasTime = true;
        return this;
    }

    /** What happened; a row without a kind holds attributes only. */
    public EventRow kind(@Nullable EventKind kind) {
        this.kind = kind;
        return this;
    }

    /**
     * How much money a purchase or a refund moved, as the exact decimal {@code unscaled / 10^scale}; a magnitude,
     * needed for these two kinds and ignored for all others.
     *
     * @param unscaled zero or more, at most 18 digits
     * @param scale digits after the decimal point, 0 to 18
     * @throws IllegalArgumentException outside these ranges
     */
    public EventRow amount(long unscaled, int scale) {
        requireMagnitude(unscaled, scale);
        this.unscaled = unscaled;
        this.scale = scale;
        hasAmount = true;
        return this;
    }

    /**
     * How much of a purchase was paid back, as far as its row says so: a {@link Refund} beside the purchase, of the
     * same customer, order, product and currency, of one unit; ignored for all other kinds.
     *
     * @param unscaled zero, which is no refund, or more, at most 18 digits
     * @param scale digits after the decimal point, 0 to 18
     * @param epochMicros when, in microseconds since 1970-01-01T00:00:00Z
     * @throws IllegalArgumentException outside these ranges
     */
    public EventRow refunded(long unscaled, int scale, long epochMicros) {
        requireMagnitude(unscaled, scale);
        if (epochMicros == Micros.BEGINNING) {
            throw new IllegalArgumentException("a refund cannot be at the beginning of time");
        }
        refundUnscaled = unscaled;
        refundScale = scale;
        refundTime = epochMicros;
        return this;
    }

    private static void requireMagnitude(long unscaled, int scale) {
        if (unscaled < 0 || unscaled > MAX_UNSCALED || scale < 0 || scale > MAX_SCALE) {
            throw new IllegalArgumentException("amount must be zero or more, with at most 18 digits and 0 to 18 of them"
                    + " after the decimal point, was " + BigDecimal.valueOf(unscaled, scale));
        }
    }

    /**
     * The amount as a decimal.
     *
     * @throws IllegalArgumentException if it is negative, or does not fit without rounding
     */
    EventRow amount(BigDecimal amount) {
        BigDecimal exact = Money.fit(amount);
        return amount(exact.unscaledValue().longValueExact(), exact.scale());
    }

    /** The currency of the amount, an ISO 4217 code written as in {@link EventLog.Builder#currency}. */
    public EventRow currency(@Nullable CharSequence code) {
        currency = CurrencyCode.named(code);
        return this;
    }

    /** Units of a purchase, a refund or a cart; positive and finite, 1 unless set. */
    public EventRow quantity(double units) {
        numbers[EventField.QUANTITY.ordinal()] = units;
        return this;
    }

    /** The order of a purchase or a refund. */
    public EventRow order(@Nullable CharSequence id) {
        texts[EventField.ORDER.ordinal()] = id;
        return this;
    }

    /** The product of a purchase, refund, view, cart or review. */
    public EventRow product(@Nullable CharSequence id) {
        texts[EventField.PRODUCT.ordinal()] = id;
        return this;
    }

    /** The product's category. */
    public EventRow category(@Nullable CharSequence name) {
        texts[EventField.CATEGORY.ordinal()] = name;
        return this;
    }

    /** The rating of a review; NaN unless set. */
    public EventRow rating(double rating) {
        numbers[EventField.RATING.ordinal()] = rating;
        return this;
    }

    /** The words of a review or a feedback. */
    public EventRow text(@Nullable CharSequence words) {
        texts[EventField.TEXT.ordinal()] = words;
        return this;
    }

    /** The name of a signal; needed for one. */
    public EventRow name(@Nullable CharSequence name) {
        texts[EventField.NAME.ordinal()] = name;
        return this;
    }

    /** The number of a signal; needed for one, finite. */
    public EventRow value(double value) {
        numbers[EventField.VALUE.ordinal()] = value;
        return this;
    }

    /** The session, the visit to the shop, of a view or a cart. */
    public EventRow session(@Nullable CharSequence id) {
        texts[EventField.SESSION.ordinal()] = id;
        return this;
    }

    /**
     * What identifies the event across repeated deliveries; a second event with the same id is a duplicate. A row
     * without a kind needs none, and one it has is ignored.
     */
    public EventRow eventId(@Nullable CharSequence id) {
        eventId = id;
        return this;
    }

    /** One more attribute of the customer, known from the row's time on. */
    public EventRow attribute(CharSequence name, CharSequence value) {
        if (attributes == attributeNames.length) {
            attributeNames = Arrays.copyOf(attributeNames, 2 * attributes);
            attributeValues = Arrays.copyOf(attributeValues, 2 * attributes);
        }
        attributeNames[attributes] = name;
        attributeValues[attributes] = value;
        attributes++;
        return this;
    }

    /**
     * An event: its kind, its time (cut to microseconds towards the past) and its fields, or the attribute that
     * changed.
     *
     * @throws IllegalArgumentException if its time is out of range or its amount has more than 18 digits
     */
    public EventRow event(CustomerEvent event) {
        time(Micros.floor(event.time()));
        if (event instanceof AttributeChange change) {
            return attribute(change.name(), change.value());
        }
        EventKind known = EventKind.of(event);
        known.write(event, this);
        return kind(known);
    }

    /**
     * The events that the row adds to a log: the values of attributes, the event, and the refund that a purchase's row
     * tells of.
     *
     * @throws IllegalArgumentException if the row is not complete, as {@link EventLog.Builder#append} says it
     */
    public List<CustomerEvent> events() {
        return RowEvents.of(this);
    }

    /**
     * What a file with the standard header says in the field's column: the amount in plain digits, a whole number
     * without a decimal point, any other as its shortest decimal.
     *
     * @return null if the row's kind does not keep the field, or nothing is known of it
     */
    public @Nullable String cell(EventField field) {
        if (kind == null || !kind.fields().contains(field)) {
            return null;
        }
        return switch (field.column) {
            case AMOUNT -> hasAmount ? BigDecimal.valueOf(unscaled, scale).toPlainString() : null;
            case NUMBER -> Double.isNaN(number(field)) ? null : plain(number(field));
            case LABEL, PRODUCT, CATEGORY -> {
                CharSequence text = text(field);
                yield text == null ? null : text.toString();
            }
        };
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** The id of the customer without blanks around it; null if none was set. */
    public @Nullable String customerId() {
        CharSequence id = EventRecorder.trimmed(customer);
        return id == null ? null : id.toString();
    }

    /** What identifies the event; null if nothing was set. */
    public @Nullable String eventId() {
        return eventId == null ? null : eventId.toString();
    }

    /** The currency of the amount; null if none was set. */
    public @Nullable String currency() {
        return currency == null ? null : currency.toString();
    }

    /** The number that a field holds; meaningless for an amount or a text. */
    double number(EventField field) {
        return numbers[field.ordinal()];
    }

    /** The text that a field holds, or null; meaningless for an amount or a number. */
    @Nullable
    CharSequence text(EventField field) {
        return texts[field.ordinal()];
    }

    /** Sets the number that a field holds. */
    void number(EventField field, double value) {
        numbers[field.ordinal()] = value;
    }

    /** Sets the text that a field holds. */
    void text(EventField field, @Nullable CharSequence text) {
        texts[field.ordinal()] = text;
    }

    /** Says which kind of row it is and nothing about the customer. */
    @Override
    public String toString() {
        return "EventRow[" + (kind == null ? "attributes" : kind.word()) + "]";
    }
}
