package dev.clv.simulate;

import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Feedback;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.Review;
import dev.clv.features.event.Signal;
import dev.clv.features.event.View;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as comma-separated rows under the standard header, which needs no mapping to be read again.
 *
 * <p>Attributes have no row of their own: they ride on the customer's first row after them. Lines end with LF and cells
 * are quoted where RFC 4180 asks for it. Not thread-safe.
 */
final class StandardCsv {

    private static final List<String> COLUMNS = List.of(
            "customer_id",
            "time",
            "type",
            "amount",
            "currency",
            "order_id",
            "product_id",
            "category",
            "quantity",
            "rating",
            "text",
            "name",
            "value");

    private final Appendable out;
    private final String currency;
    private final List<String> attributes;

    /** Writes the header at once. */
    StandardCsv(Appendable out, String currency, List<String> attributes) throws IOException {
        this.out = out;
        this.currency = currency;
        this.attributes = attributes;
        out.append(String.join(",", COLUMNS));
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
                row(customer, event, pending);
                pending.clear();
            }
        }
    }

    private void row(String customer, CustomerEvent event, Map<String, String> known) throws IOException {
        cell(customer).next(event.time().toString());
        if (event instanceof Purchase e) {
            money("purchase", e.amount())
                    .item(e.order(), e.product(), e.category(), e.quantity())
                    .skip(4);
        } else if (event instanceof Refund e) {
            money("refund", e.amount())
                    .item(e.order(), e.product(), e.category(), e.quantity())
                    .skip(4);
        } else if (event instanceof View e) {
            next("view")
                    .skip(2)
                    .item(null, e.product(), e.category(), Double.NaN)
                    .skip(4);
        } else if (event instanceof CartAdd e) {
            next("cart_add")
                    .skip(2)
                    .item(null, e.product(), e.category(), e.quantity())
                    .skip(4);
        } else if (event instanceof Review e) {
            next("review").skip(2).item(null, e.product(), e.category(), Double.NaN);
            next(number(e.rating())).next(e.text()).skip(2);
        } else if (event instanceof Feedback e) {
            next("feedback").skip(7).next(e.text()).skip(2);
        } else if (event instanceof Signal e) {
            next("signal").skip(8).next(e.name()).next(number(e.value()));
        }
        attributes(known);
    }

    private StandardCsv money(String type, BigDecimal amount) throws IOException {
        return next(type).next(amount.toPlainString()).next(currency);
    }

    private StandardCsv item(
            @Nullable String order, @Nullable String product, @Nullable String category, double quantity)
            throws IOException {
        return next(order).next(product).next(category).next(number(quantity));
    }

    private void attributes(Map<String, String> known) throws IOException {
        for (String attribute : attributes) {
            next(known.get(attribute));
        }
        out.append('\n');
    }

    private StandardCsv skip(int cells) throws IOException {
        out.append(",".repeat(cells));
        return this;
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

    private static @Nullable String number(double value) {
        if (Double.isNaN(value)) {
            return null;
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
