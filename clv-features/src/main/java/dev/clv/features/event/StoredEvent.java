package dev.clv.features.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event as it stands in a temporary file: what {@link RecordedEvents} has of it, and of a refund that the row of a
 * purchase told of something about that row. Mutable, not thread-safe.
 */
final class StoredEvent implements EventFields {

    /** Set in the flags of an amount that could not be converted, as its currency has no rate on its day. */
    static final int NO_RATE = 0x10;

    private static final int KIND = 0x0f;

    private final @Nullable String[] texts = new @Nullable String[EventField.Column.TEXTS];
    private final TextCache cache;
    int flags;
    long time;
    long unscaled;
    int scale;
    int currency;
    private double number;

    /** Of a refund that the row of a purchase told of: when that was, and whether the refund is larger. */
    long purchaseTime;

    boolean beyond;

    StoredEvent(TextCache cache) {
        this.cache = cache;
    }

    byte kind() {
        return (byte) (flags & KIND);
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    boolean isAttribute() {
        return kind() == EventTable.ATTRIBUTE;
    }

    boolean hasAmount() {
        return !isAttribute() && EventTable.kind(kind()).in(EventField.Column.AMOUNT) != null;
    }

    /** Whether the row of a purchase told of this refund. */
    boolean isTold() {
        return isTold(flags);
    }

    private static boolean isTold(int flags) {
        return (flags & KIND) == EventTable.code(EventKind.REFUND) && (flags & RecordedEvents.ROW) == 0;
    }

    BigDecimal amount() {
        return BigDecimal.valueOf(unscaled, scale);
    }

    String attributeName() {
        return Objects.requireNonNull(texts[RecordedEvents.ATTRIBUTE_NAME.text()]);
    }

    String attributeValue() {
        return Objects.requireNonNull(texts[RecordedEvents.ATTRIBUTE_VALUE.text()]);
    }

    /** By time, kind and content, like {@link RecordedEvents#compare}. */
    int compare(StoredEvent other) {
        int order = Long.compare(time, other.time);
        if (order == 0) {
            order = Byte.compare(kind(), other.kind());
        }
        for (int i = 0; order == 0 && i < texts.length; i++) {
            order = compare(texts[i], other.texts[i]);
        }
        if (order == 0) {
            order = scale == other.scale ? Long.compare(unscaled, other.unscaled) : amount().compareTo(other.amount());
        }
        if (order == 0) {
            order = Integer.compare(scale, other.scale);
        }
        return order == 0 ? Double.compare(number, other.number) : order;
    }

    private static int compare(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == other ? 0 : one == null ? -1 : 1;
        }
        return one.equals(other) ? 0 : one.compareTo(other);
    }

    /** Takes over everything. */
    void set(StoredEvent other) {
        System.arraycopy(other.texts, 0, texts, 0, texts.length);
        flags = other.flags;
        time = other.time;
        unscaled = other.unscaled;
        scale = other.scale;
        currency = other.currency;
        number = other.number;
        purchaseTime = other.purchaseTime;
        beyond = other.beyond;
    }

    /**
     * Writes a recorded event.
     *
     * @param last the time of the customer's event before, or 0
     * @param currency among all of the log
     * @param noRate whether its amount could not be converted
     */
    static void write(RecordedEvents events, int i, long last, int currency, boolean noRate, SpillFile.Output out) {
        int flags = events.flags(i) | (noRate ? NO_RATE : 0);
        out.octet(flags);
        out.whole(events.time(i) - last);
        if (events.kind(i) == EventTable.ATTRIBUTE) {
            events.writeText(RecordedEvents.ATTRIBUTE_NAME, i, out);
            events.writeText(RecordedEvents.ATTRIBUTE_VALUE, i, out);
            return;
        }
        List<EventField> fields = EventTable.kind(events.kind(i)).fields();
        for (int f = 0; f < fields.size(); f++) {
            EventField.Column column = fields.get(f).column;
            if (column.holdsText()) {
                events.writeText(column, i, out);
            } else if (column == EventField.Column.NUMBER) {
                out.number(events.number(i));
            } else {
                out.whole(events.unscaled(i));
                out.octet(events.scale(i));
                out.octet(currency);
            }
        }
        if (isTold(flags)) {
            out.whole(events.time(i - 1));
            double paid = events.amount(i - 1).doubleValue();
            double back = events.amount(i).doubleValue();
            out.octet(back > paid && !Money.isNearly(back, paid) ? 1 : 0);
        }
    }

    /** Writes this event; {@code last} as above. */
    void write(long last, SpillFile.Output out) {
        out.octet(flags);
        out.whole(time - last);
        if (isAttribute()) {
            writeText(RecordedEvents.ATTRIBUTE_NAME, out);
            writeText(RecordedEvents.ATTRIBUTE_VALUE, out);
            return;
        }
        List<EventField> fields = EventTable.kind(kind()).fields();
        for (int f = 0; f < fields.size(); f++) {
            EventField.Column column = fields.get(f).column;
            if (column.holdsText()) {
                writeText(column, out);
            } else if (column == EventField.Column.NUMBER) {
                out.number(number);
            } else {
                out.whole(unscaled);
                out.octet(scale);
                out.octet(currency);
            }
        }
        if (isTold()) {
            out.whole(purchaseTime);
            out.octet(beyond ? 1 : 0);
        }
    }

    private void writeText(EventField.Column column, SpillFile.Output out) {
        cache.write(texts[column.text()], out);
    }

    /** Reads an event whose flags were read; {@code last} as above. */
    void read(int read, long last, SpillFile.Input in) {
        flags = read;
        time = last + in.whole();
        unscaled = 0;
        scale = 0;
        currency = 0;
        number = 0;
        Arrays.fill(texts, null);
        if (isAttribute()) {
            readText(RecordedEvents.ATTRIBUTE_NAME, in);
            readText(RecordedEvents.ATTRIBUTE_VALUE, in);
            return;
        }
        List<EventField> fields = EventTable.kind(kind()).fields();
        for (int f = 0; f < fields.size(); f++) {
            EventField.Column column = fields.get(f).column;
            if (column.holdsText()) {
                readText(column, in);
            } else if (column == EventField.Column.NUMBER) {
                number = in.number();
            } else {
                unscaled = in.whole();
                scale = in.octet();
                currency = in.octet();
            }
        }
        if (isTold()) {
            purchaseTime = in.whole();
            beyond = in.octet() != 0;
        }
    }

    private void readText(EventField.Column column, SpillFile.Input in) {
        texts[column.text()] = cache.read(in);
    }

    /** The event as a record of its own. */
    CustomerEvent toEvent() {
        return isAttribute()
                ? new AttributeChange(Micros.toInstant(time), attributeName(), attributeValue())
                : EventTable.kind(kind()).restore(this, 0);
    }

    @Override
    public Instant time(int event) {
        return Micros.toInstant(time);
    }

    @Override
    public BigDecimal amount(int event) {
        return amount();
    }

    @Override
    public double number(int event) {
        return number;
    }

    @Override
    public @Nullable String text(EventField field, int event) {
        return texts[field.column.text()];
    }

    @Override
    public String requiredText(EventField field, int event) {
        return Objects.requireNonNull(texts[field.column.text()]);
    }
}
