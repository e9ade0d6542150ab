package dev.clv.features.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everybody's events in columns, 15 to 25 bytes each beside the texts: customers in order of their ids, the events of
 * customer {@code c} at {@code starts[c]} to {@code starts[c + 1]}, in canonical order. Immutable once made,
 * thread-safe.
 *
 * <p>Fields share columns (see {@link EventField.Column}): {@code numbers} holds quantities, ratings or values;
 * {@code textNumbers} refer, column by column, to the texts of the field that the event's kind keeps there. A change of
 * an attribute has kind {@link #ATTRIBUTE}, its name in {@link RecordedEvents#ATTRIBUTE_NAME} and its value in
 * {@link RecordedEvents#ATTRIBUTE_VALUE}.
 */
record EventTable(
        Texts customers,
        int[] starts,
        PackedColumn times,
        byte[] kinds,
        PackedColumn amounts,
        PackedColumn scales,
        PackedColumn numbers,
        PackedColumn[] textNumbers,
        Texts[] texts,
        Texts attributeValues)
        implements EventFields {

    /** The kind of an attribute change: first, so that what is known at an instant is known to its events. */
    static final byte ATTRIBUTE = 0;

    private static final int ENOUGH = 300_000;
    private static final long LARGEST_EXACT = 1L << 52;
    private static final double[] POWERS_OF_TEN = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10};

    private static final EventKind[] BY_CODE = EventKind.values();

    /** How many kinds there are beside {@link #ATTRIBUTE}. */
    static final int KINDS = BY_CODE.length;

    /** The code of a kind in the column of kinds. */
    static byte code(EventKind kind) {
        return (byte) (kind.ordinal() + 1);
    }

    static EventKind kind(byte code) {
        return BY_CODE[code - 1];
    }

    @Override
    public Instant time(int event) {
        return Micros.toInstant(times.get(event));
    }

    @Override
    public BigDecimal amount(int event) {
        return BigDecimal.valueOf(amounts.get(event), (int) scales.get(event));
    }

    /** The amount as the nearest double, like {@link BigDecimal#doubleValue}. */
    double value(int event) {
        long unscaled = amounts.get(event);
        int scale = (int) scales.get(event);
        // Both are exact then, so that their quotient is rounded once.
        boolean exact = scale >= 0 && scale < POWERS_OF_TEN.length && Math.abs(unscaled) < LARGEST_EXACT;
        return exact ? unscaled / POWERS_OF_TEN[scale] : amount(event).doubleValue();
    }

    /**
     * One of how many customers is enough to see whether something is there that a hundredth of all rows have: 1 for a
     * log of up to {@value #ENOUGH} events.
     */
    int step() {
        return 1 + size() / ENOUGH;
    }

    @Override
    public double number(int event) {
        return Double.longBitsToDouble(numbers.get(event));
    }

    @Override
    public @Nullable String text(EventField field, int event) {
        return texts[field.ordinal()].getOrNull(textNumber(field.column, event));
    }

    @Override
    public String requiredText(EventField field, int event) {
        return texts[field.ordinal()].get(textNumber(field.column, event));
    }

    /** The number of the text in a column, among those of the field that the event's kind keeps there. */
    int textNumber(EventField.Column column, int event) {
        return (int) textNumbers[column.text()].get(event);
    }

    /** How many events there are, changes of attributes among them. */
    int size() {
        return kinds.length;
    }

    /** The event as a record of its own. */
    CustomerEvent event(int i) {
        if (kinds[i] == ATTRIBUTE) {
            int value = textNumber(RecordedEvents.ATTRIBUTE_VALUE, i);
            return new AttributeChange(time(i), requiredText(EventField.NAME, i), attributeValues.get(value));
        }
        return kind(kinds[i]).restore(this, i);
    }

    /** The record type of the event. */
    Class<? extends CustomerEvent> type(int i) {
        return kinds[i] == ATTRIBUTE ? AttributeChange.class : kind(kinds[i]).type();
    }

    /** A customer's events. */
    EventSequence events(int customer) {
        return new Range(this, starts[customer], starts[customer + 1]);
    }

    /** Events {@code from} to {@code to}, made on request. */
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
                if (table.times.get(middle) < first) {
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
