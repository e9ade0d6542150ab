package dev.clv.features.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The events of one row, as a log would have them. */
final class RowEvents implements EventFields {

    private final EventRow row;

    private RowEvents(EventRow row) {
        this.row = row;
    }

    /** @throws IllegalArgumentException if the row is not complete, as {@link EventLog.Builder#append} says it */
    static List<CustomerEvent> of(EventRow row) {
        new EventRecorder().check(row);
        List<CustomerEvent> events = new ArrayList<>(1 + row.attributes);
        for (int i = 0; i < row.attributes; i++) {
            Instant from = Micros.toInstant(row.hasTime ? row.time : Micros.BEGINNING);
            events.add(new AttributeChange(from, row.attributeNames[i].toString(), row.attributeValues[i].toString()));
        }
        EventKind kind = row.kind;
        if (kind != null) {
            CustomerEvent event = kind.restore(new RowEvents(row), 0);
            events.add(event);
            if (event instanceof Purchase purchase && EventRecorder.tellsOfRefund(row)) {
                events.add(new Refund(
                        Micros.toInstant(row.refundTime),
                        BigDecimal.valueOf(row.refundUnscaled, row.refundScale),
                        1,
                        purchase.order(),
                        purchase.product(),
                        purchase.category()));
            }
        }
        return events;
    }

    @Override
    public Instant time(int event) {
        return Micros.toInstant(row.time);
    }

    @Override
    public BigDecimal amount(int event) {
        return BigDecimal.valueOf(row.unscaled, row.scale);
    }

    @Override
    public double number(int event) {
        return row.number(numberOf(Objects.requireNonNull(row.kind)));
    }

    private static EventField numberOf(EventKind kind) {
        return Objects.requireNonNull(kind.in(EventField.Column.NUMBER));
    }

    @Override
    public @Nullable String text(EventField field, int event) {
        CharSequence text = row.text(field);
        return text == null ? null : text.toString();
    }

    @Override
    public String requiredText(EventField field, int event) {
        return Objects.requireNonNull(text(field, event));
    }
}
