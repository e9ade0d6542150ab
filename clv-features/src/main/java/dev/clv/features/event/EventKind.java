package dev.clv.features.event;

import static dev.clv.features.event.EventField.AMOUNT;
import static dev.clv.features.event.EventField.CATEGORY;
import static dev.clv.features.event.EventField.NAME;
import static dev.clv.features.event.EventField.ORDER;
import static dev.clv.features.event.EventField.PRODUCT;
import static dev.clv.features.event.EventField.QUANTITY;
import static dev.clv.features.event.EventField.RATING;
import static dev.clv.features.event.EventField.SESSION;
import static dev.clv.features.event.EventField.TEXT;
import static dev.clv.features.event.EventField.VALUE;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of event a row can hold, one for each {@link CustomerEvent} but {@link AttributeChange}, which a row
 * carries beside its event.
 *
 * <p>A kind declares its fields here and nowhere else: checking, recording, restoring, reading and writing go over
 * {@link #fields()}.
 */
public enum EventKind {
    /** A {@link Purchase}. */
    PURCHASE(
            Purchase.class,
            required(AMOUNT),
            kept(ORDER, PRODUCT, CATEGORY, QUANTITY),
            (event, row) -> row.amount(event.amount())
                    .order(event.order())
                    .product(event.product())
                    .category(event.category())
                    .quantity(event.quantity()),
            (log, i) -> new Purchase(
                    log.time(i),
                    log.amount(i),
                    log.number(i),
                    log.text(ORDER, i),
                    log.text(PRODUCT, i),
                    log.text(CATEGORY, i))),
    /** A {@link Refund}. */
    REFUND(
            Refund.class,
            required(AMOUNT),
            kept(ORDER, PRODUCT, CATEGORY, QUANTITY),
            (event, row) -> row.amount(event.amount())
                    .order(event.order())
                    .product(event.product())
                    .category(event.category())
                    .quantity(event.quantity()),
            (log, i) -> new Refund(
                    log.time(i),
                    log.amount(i),
                    log.number(i),
                    log.text(ORDER, i),
                    log.text(PRODUCT, i),
                    log.text(CATEGORY, i))),
    /** A {@link View}. */
    VIEW(
            View.class,
            required(),
            kept(PRODUCT, CATEGORY, SESSION),
            (event, row) ->
                    row.product(event.product()).category(event.category()).session(event.session()),
            (log, i) -> new View(log.time(i), log.text(PRODUCT, i), log.text(CATEGORY, i), log.text(SESSION, i))),
    /** A {@link CartAdd}. */
    CART_ADD(
            CartAdd.class,
            required(),
            kept(PRODUCT, CATEGORY, QUANTITY, SESSION),
            (event, row) -> row.product(event.product())
                    .category(event.category())
                    .quantity(event.quantity())
                    .session(event.session()),
            (log, i) -> new CartAdd(
                    log.time(i), log.number(i), log.text(PRODUCT, i), log.text(CATEGORY, i), log.text(SESSION, i))),
    /** A {@link Review}. */
    REVIEW(
            Review.class,
            required(),
            kept(PRODUCT, CATEGORY, RATING, TEXT),
            (event, row) -> row.product(event.product())
                    .category(event.category())
                    .rating(event.rating())
                    .text(event.text()),
            (log, i) -> new Review(
                    log.time(i), log.number(i), log.text(TEXT, i), log.text(PRODUCT, i), log.text(CATEGORY, i))),
    /** A {@link Feedback}. */
    FEEDBACK(
            Feedback.class,
            required(TEXT),
            kept(),
            (event, row) -> row.text(event.text()),
            (log, i) -> new Feedback(log.time(i), log.requiredText(TEXT, i))),
    /** A {@link Signal}. */
    SIGNAL(
            Signal.class,
            required(NAME, VALUE),
            kept(),
            (event, row) -> row.name(event.name()).value(event.value()),
            (log, i) -> new Signal(log.time(i), log.requiredText(NAME, i), log.number(i)));

    /** Makes the record of event {@code i}. */
    private interface Restorer<E> {
        E restore(EventFields log, int i);
    }

    private final String word = name().toLowerCase(Locale.ROOT);
    private final Class<? extends CustomerEvent> type;
    private final List<EventField> needs;
    private final List<EventField> fields;
    private final Map<EventField.Column, EventField> byColumn;
    private final BiConsumer<CustomerEvent, EventRow> writer;
    private final Restorer<? extends CustomerEvent> restorer;

    <E extends CustomerEvent> EventKind(
            Class<E> type,
            List<EventField> needs,
            List<EventField> keeps,
            BiConsumer<E, EventRow> writer,
            Restorer<E> restorer) {
        this.type = type;
        this.needs = needs;
        this.fields = Stream.of(needs, keeps).flatMap(List::stream).sorted().toList();
        this.byColumn = new EnumMap<>(EventField.Column.class);
        this.writer = (event, row) -> writer.accept(type.cast(event), row);
        this.restorer = restorer;
        for (EventField field : fields) {
            if (byColumn.put(field.column, field) != null) {
                throw new IllegalStateException("a " + name() + " keeps two fields in column " + field.column);
            }
        }
    }

    private static List<EventField> required(EventField... fields) {
        return List.of(fields);
    }

    private static List<EventField> kept(EventField... fields) {
        return List.of(fields);
    }

    /** The word for it in a file with the standard header: {@code purchase}, {@code cart_add}, ... */
    public String word() {
        return word;
    }

    /** The fields that are kept of such an event, in the order of the standard header; others are ignored. */
    public List<EventField> fields() {
        return fields;
    }

    /** Whether such an event cannot be without the field. */
    public boolean needs(EventField field) {
        return needs.contains(field);
    }

    /** The record that events of this kind are. */
    Class<? extends CustomerEvent> type() {
        return type;
    }

    /** The field that is kept in a column, or null if the column stays empty. */
    @Nullable
    EventField in(EventField.Column column) {
        return byColumn.get(column);
    }

    /**
     * The event's kind.
     *
     * @throws IllegalArgumentException if the event is an {@link AttributeChange}, which has none
     */
    public static EventKind of(CustomerEvent event) {
        for (EventKind kind : values()) {
            if (kind.type == event.getClass()) {
                return kind;
            }
        }
        throw new IllegalArgumentException(event.getClass().getSimpleName() + " is no kind of event");
    }

    /** Writes the fields of an event of this kind into a row. */
    void write(CustomerEvent event, EventRow row) {
        writer.accept(event, row);
    }

    /** The record of event {@code i}, which is of this kind. */
    CustomerEvent restore(EventFields log, int i) {
        return restorer.restore(log, i);
    }
}
