package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Sample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks rows, writes them into columns and recognises repeated event ids. Not thread-safe. */
final class EventRecorder {

    /** A byte holds the number of a currency, and 0 stands for none. */
    private static final int MAX_CURRENCIES = 255;

    final RecordedEvents events = new RecordedEvents();

    final List<Sample> duplicateSamples = new ArrayList<>();

    private TextPool ids = new TextPool();

    /** The event of each id. */
    private int[] eventOfId = new int[16];

    /** Ids that came with different events. */
    private final BitSet conflicting = new BitSet();

    private final EventRow scratch = new EventRow();
    private long rows;
    private long duplicates;

    /** Rows taken, duplicates not among them. */
    long rows() {
        return rows;
    }

    long duplicates() {
        return duplicates;
    }

    /** How many ids came with events that differ. */
    long conflicts() {
        return conflicting.cardinality();
    }

    /** Gives up the memory of the ids, which only appending needs. */
    void forgetIds() {
        ids = new TextPool();
        eventOfId = new int[0];
    }

    boolean append(EventRow row) {
        check(row);
        int customer = events.customers.intern(row.customer);
        int flags = row.kind == null ? RecordedEvents.ROW : 0;
        long micros = row.hasTime ? row.time : Micros.BEGINNING;
        for (int i = 0; i < row.attributes; i++) {
            events.add(customer, micros, EventTable.ATTRIBUTE | flags);
            events.setLabel(events.names.intern(row.attributeNames[i]));
            events.setProduct(events.attributeValues.intern(row.attributeValues[i]));
            flags = 0;
        }
        if (row.kind != null) {
            int id = row.eventId == null ? 0 : RecordedEvents.IDENTIFIED;
            events.add(customer, micros, EventTable.code(row.kind) | RecordedEvents.ROW | id);
            setContents(row, row.kind);
            if (row.eventId != null && isDuplicate(row, row.eventId)) {
                duplicates++;
                return false;
            }
        }
        rows++;
        return true;
    }

    void add(String customer, CustomerEvent event) {
        EventRow row = scratch.clear().customer(customer).time(Micros.floor(event.time()));
        if (event instanceof Purchase purchase) {
            row.kind(EventKind.PURCHASE).quantity(purchase.quantity()).order(purchase.order());
            row.product(purchase.product()).category(purchase.category());
            setAmount(row, purchase.amount());
        } else if (event instanceof Refund refund) {
            row.kind(EventKind.REFUND).quantity(refund.quantity()).order(refund.order());
            row.product(refund.product()).category(refund.category());
            setAmount(row, refund.amount());
        } else if (event instanceof View view) {
            row.kind(EventKind.VIEW).product(view.product()).category(view.category());
        } else if (event instanceof CartAdd cart) {
            row.kind(EventKind.CART_ADD).quantity(cart.quantity());
            row.product(cart.product()).category(cart.category());
        } else if (event instanceof Review review) {
            row.kind(EventKind.REVIEW).rating(review.rating()).text(review.text());
            row.product(review.product()).category(review.category());
        } else if (event instanceof Feedback feedback) {
            row.kind(EventKind.FEEDBACK).text(feedback.text());
        } else if (event instanceof Signal signal) {
            row.kind(EventKind.SIGNAL).name(signal.name()).value(signal.value());
        } else if (event instanceof AttributeChange change) {
            row.attribute(change.name(), change.value());
        }
        append(row);
    }

    /** An amount within the digits that a row can hold, without rounding. */
    static BigDecimal fit(BigDecimal amount) {
        BigDecimal exact = amount;
        if (!fits(exact)) {
            exact = exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
        }
        if (exact.scale() < 0 && (long) exact.precision() - exact.scale() <= EventRow.MAX_SCALE) {
            exact = exact.setScale(0);
        }
        if (!fits(exact)) {
            throw new IllegalArgumentException("amount must have at most 18 digits and at most 18 of them after the"
                    + " decimal point, had " + exact.precision() + " digits and scale " + exact.scale()
                    + "; round it first");
        }
        return exact;
    }

    private static boolean fits(BigDecimal amount) {
        return amount.scale() >= 0 && amount.scale() <= EventRow.MAX_SCALE && amount.precision() <= EventRow.MAX_SCALE;
    }

    private static void setAmount(EventRow row, BigDecimal amount) {
        BigDecimal exact = fit(amount);
        row.amount(exact.unscaledValue().longValueExact(), exact.scale());
    }

    /** Everything that can be wrong with a row, before any of it is written. */
    private void check(EventRow row) {
        requireText("customer id", row.customer);
        if (row.hasTime && row.time == Micros.BEGINNING && row.kind != null) {
            throw new IllegalArgumentException(
                    "only attributes may be known from the beginning of time, not a " + row.kind.word());
        }
        for (int i = 0; i < row.attributes; i++) {
            requireText("attribute name", row.attributeNames[i]);
        }
        if (row.kind != null) {
            checkEvent(row, row.kind);
        } else if (row.attributes == 0) {
            throw new IllegalArgumentException("a row needs a kind or at least one attribute, had neither");
        }
    }

    private void checkEvent(EventRow row, EventKind kind) {
        if (!row.hasTime) {
            throw new IllegalArgumentException("a " + kind.word() + " needs a time");
        }
        if (row.eventId != null) {
            requireText("event id", row.eventId);
        }
        switch (kind) {
            case PURCHASE, REFUND -> {
                if (!row.hasAmount) {
                    throw new IllegalArgumentException("a " + kind.word() + " needs an amount");
                }
                Money.requirePositive(kind.word() + " quantity", row.quantity);
                checkCurrency(row.currency);
            }
            case CART_ADD -> Money.requirePositive("cart quantity", row.quantity);
            case REVIEW -> {
                if (Double.isInfinite(row.rating)) {
                    throw new IllegalArgumentException(
                            "rating must be a number, or NaN when absent, was " + row.rating);
                }
            }
            case FEEDBACK -> {
                if (row.text == null) {
                    throw new IllegalArgumentException("a feedback needs a text");
                }
            }
            case SIGNAL -> {
                requireText("signal name", row.name);
                if (!Double.isFinite(row.value)) {
                    throw new IllegalArgumentException(
                            "value of signal '" + row.name + "' must be finite, was " + row.value);
                }
            }
            case VIEW -> {}
        }
    }

    private void checkCurrency(@Nullable CharSequence code) {
        if (code == null) {
            return;
        }
        requireText("currency", code);
        if (events.currencies.intern(code) >= MAX_CURRENCIES) {
            throw new IllegalArgumentException("more than " + MAX_CURRENCIES
                    + " different currencies; check that the currency column holds currencies");
        }
    }

    /** Writes what belongs to the kind; the rest of the row is ignored. */
    private void setContents(EventRow row, EventKind kind) {
        switch (kind) {
            case PURCHASE, REFUND -> {
                events.setAmount(
                        events.size() - 1, row.unscaled, row.scale, events.currencies.intern(row.currency) + 1);
                events.setNumber(row.quantity);
                events.setLabel(events.orders.intern(row.order));
            }
            case CART_ADD -> events.setNumber(row.quantity);
            case REVIEW -> {
                events.setNumber(row.rating);
                events.setLabel(events.words.intern(row.text));
            }
            case FEEDBACK -> events.setLabel(events.words.intern(row.text));
            case SIGNAL -> {
                events.setNumber(row.value);
                events.setLabel(events.names.intern(row.name));
            }
            case VIEW -> {}
        }
        if (kind != EventKind.FEEDBACK && kind != EventKind.SIGNAL) {
            events.setProduct(events.products.intern(row.product));
            events.setCategory(events.categories.intern(row.category));
        }
    }

    /**
     * Whether the id of the event just written was there before; then one of the two events is taken away again. If
     * they differ it is the later one in canonical order, so that the order of arrival does not matter.
     */
    private boolean isDuplicate(EventRow row, CharSequence eventId) {
        int last = events.size() - 1;
        int known = ids.size();
        int id = ids.intern(eventId);
        if (id == known) {
            if (id == eventOfId.length) {
                eventOfId = Arrays.copyOf(eventOfId, id + (id >> 1));
            }
            eventOfId[id] = last;
            return false;
        }
        int order = events.compareWithCustomers(last, eventOfId[id]);
        if (order != 0) {
            conflicting.set(id);
        }
        events.removeLast(eventOfId[id], order < 0);
        if (duplicateSamples.size() < DataQualityReport.MAX_SAMPLES) {
            duplicateSamples.add(new Sample(row.line, "event_id", eventId.toString()));
        }
        return true;
    }

    private static void requireText(String what, @Nullable CharSequence text) {
        for (int i = 0; text != null && i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return;
            }
        }
        throw new IllegalArgumentException(what + " must not be blank");
    }
}
