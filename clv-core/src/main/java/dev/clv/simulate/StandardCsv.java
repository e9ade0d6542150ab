package dev.clv.simulate;

import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventField;
import dev.clv.features.event.EventKind;
import dev.clv.features.event.EventRow;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as comma-separated rows under the standard header, which needs no mapping to be read again.
 *
 * <p>Attributes have no row of their own: they are written with the customer's next row. Lines end with LF and cells
 * are quoted where RFC 4180 requires it. Not thread-safe.
 */
final class StandardCsv {

    private final Appendable out;
    private final String currency;
    private final List<String> attributes;
    private final EventRow row = new EventRow();

    /** Writes the header at once. */
    StandardCsv(Appendable out, String currency, List<String> attributes) throws IOException {
        this.out = out;
        this.currency = currency;
        this.attributes = attributes;
        out.append("customer_id,time,type");
        for (EventField field : EventField.values()) {
            out.append(',').append(field.header());
            if (field == EventField.AMOUNT) {
                out.append(",currency");
            }
        }
        for (String attribute : attributes) {
            out.append(",attr.").append(attribute);
        }
        out.append('\n');
    }

    /** Writes one customer's events, which are in order of time. */
    void write(String customer, List<CustomerEvent> events) throws IOException {
        SortedMap<String, String> pending = new TreeMap<>();
        for (CustomerEvent event : events) {
            if (event instanceof AttributeChange change) {
                pending.put(change.name(), change.value());
            } else {
                row(customer, event);
                attributes(pending);
                pending.clear();
            }
        }
    }

    private void row(String customer, CustomerEvent event) throws IOException {
        row.clear().event(event);
        cell(customer).next(event.time().toString()).next(EventKind.of(event).word());
        for (EventField field : EventField.values()) {
            String text = row.cell(field);
            next(text);
            if (field == EventField.AMOUNT) {
                next(text == null ? null : currency);
            }
        }
    }

    private void attributes(Map<String, String> known) throws IOException {
        for (String attribute : attributes) {
            next(known.get(attribute));
        }
        out.append('\n');
    }

    private StandardCsv next(@Nullable String text) throws IOException {
        out.append(',');
        return text == null ? this : cell(text);
    }

    private StandardCsv cell(String text) throws IOException {
        boolean quote = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        out.append(quote ? '"' + text.replace("\"", "\"\"") + '"' : text);
        return this;
    }
}
