package dev.clv.features.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * Everybody's events in columns, 38 bytes each beside the texts: customers in order of their ids, the events of
 * customer {@code c} at {@code starts[c]} to {@code starts[c + 1]}, in canonical order. Immutable once made,
 * thread-safe.
 *
 * <p>A few columns serve several kinds (see {@link #event}): {@code numbers} holds quantities, ratings or values;
 * {@code labels} orders, texts or names. A change of an attribute has kind {@link #ATTRIBUTE}, its name in
 * {@code labels} and its value in {@code products}.
 */
record EventTable(
        Texts customers,
        int[] starts,
        long[] times,
        byte[] kinds,
        long[] amounts,
        byte[] scales,
        long[] numbers,
        int[] labels,
        int[] products,
        int[] categories,
        LabelTexts texts) {

    /** The kind of an attribute change: first, so that what is known at an instant is known to its events. */
    static final byte ATTRIBUTE = 0;

    private static final EventKind[] KINDS = EventKind.values();

    /** The texts that references point into; those of labels depend on the kind. */
    record LabelTexts(
            Texts orders, Texts words, Texts names, Texts products, Texts categories, Texts attributeValues) {}

    /** The code of a kind in the column of kinds. */
    static byte code(EventKind kind) {
        return (byte) (kind.ordinal() + 1);
    }

    static EventKind kind(byte code) {
        return KINDS[code - 1];
    }

    BigDecimal amount(int event) {
        return BigDecimal.valueOf(amounts[event], scales[event]);
    }

    /** The event as a record of its own. */
    CustomerEvent event(int i) {
        Instant time = Micros.toInstant(times[i]);
        double number = Double.longBitsToDouble(numbers[i]);
        int label = labels[i];
        if (kinds[i] == ATTRIBUTE) {
            return new AttributeChange(time, texts.names.get(label), texts.attributeValues.get(products[i]));
        }
        String product = texts.products.getOrNull(products[i]);
        String category = texts.categories.getOrNull(categories[i]);
        return switch (kind(kinds[i])) {
            case PURCHASE -> new Purchase(time, amount(i), number, texts.orders.getOrNull(label), product, category);
            case REFUND -> new Refund(time, amount(i), number, texts.orders.getOrNull(label), product, category);
            case VIEW -> new View(time, product, category);
            case CART_ADD -> new CartAdd(time, number, product, category);
            case REVIEW -> new Review(time, number, texts.words.getOrNull(label), product, category);
            case FEEDBACK -> new Feedback(time, texts.words.get(label));
            case SIGNAL -> new Signal(time, texts.names.get(label), number);
        };
    }

    /** The record type of the event. */
    Class<? extends CustomerEvent> type(int i) {
        if (kinds[i] == ATTRIBUTE) {
            return AttributeChange.class;
        }
        return switch (kind(kinds[i])) {
            case PURCHASE -> Purchase.class;
            case REFUND -> Refund.class;
            case VIEW -> View.class;
            case CART_ADD -> CartAdd.class;
            case REVIEW -> Review.class;
            case FEEDBACK -> Feedback.class;
            case SIGNAL -> Signal.class;
        };
    }

    /** A customer's events. */
    EventSequence events(int customer) {
        return new Range(this, starts[customer], starts[customer + 1]);
    }

    /** Events {@code from} to {@code to}, made when asked for. */
    private static final class Range extends EventSequence {

        private final EventTable table;
        private final int from;
        private final int to;

        Range(EventTable table, int from, int to) {
            this.table = table;
            this.from = from;
            this.to = to;
        }

        @Override
        public CustomerEvent get(int index) {
            return table.event(at(index));
        }

        @Override
        public int size() {
            return to - from;
        }

        @Override
        int countBefore(Instant time) {
            long first = Micros.ceiling(time);
            int low = from;
            int high = to;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (table.times[middle] < first) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low - from;
        }

        @Override
        boolean isA(Class<? extends CustomerEvent> kind, int index) {
            return kind.isAssignableFrom(table.type(at(index)));
        }

        @Override
        public EventSequence subList(int first, int end) {
            if (first < 0 || first > end || end > size()) {
                throw new IndexOutOfBoundsException(first + " to " + end + " of " + size() + " events");
            }
            return new Range(table, from + first, from + end);
        }

        private int at(int index) {
            return from + Objects.checkIndex(index, size());
        }
    }
}
