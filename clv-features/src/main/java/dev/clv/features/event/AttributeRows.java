package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How many rows that hold attributes alone belong to customers with events. */
final class AttributeRows {

    /** Below this share something is likely to be wrong with the ids. */
    private static final double FEW = 0.1;

    private final RecordedEvents events;
    private final boolean[] active;
    private final boolean[] described;
    private long rows;
    private long met;

    AttributeRows(RecordedEvents events) {
        this.events = events;
        this.active = new boolean[events.customers.size()];
        this.described = new boolean[events.customers.size()];
        for (int i = 0; i < events.size(); i++) {
            if (isAttributeRow(i)) {
                described[events.customer(i)] = true;
            } else if (events.kind(i) != EventTable.ATTRIBUTE) {
                active[events.customer(i)] = true;
            }
        }
        for (int i = 0; i < events.size(); i++) {
            if (isAttributeRow(i)) {
                rows++;
                met += active[events.customer(i)] ? 1 : 0;
            }
        }
    }

    private boolean isAttributeRow(int i) {
        return events.kind(i) == EventTable.ATTRIBUTE && events.has(RecordedEvents.ROW, i);
    }

    void remark(DataQualityReport.Builder tally) {
        remark(
                rows,
                met,
                () -> count(active, active),
                () -> count(active, described),
                () -> shape(described),
                () -> shape(active),
                tally);
    }

    /**
     * Remarks on what was counted.
     *
     * @param active how many customers have events
     * @param both how many of them have rows of attributes too
     * @param described the most frequent form of the ids of customers with rows of attributes
     * @param shape the same of those with events
     */
    static void remark(
            long rows,
            long met,
            LongSupplier active,
            LongSupplier both,
            Supplier<String> described,
            Supplier<String> shape,
            DataQualityReport.Builder tally) {
        tally.count(LogReasons.ATTRIBUTES_MET, met);
        if (met == rows) {
            return;
        }
        tally.count(LogReasons.ATTRIBUTES_UNMET, rows - met);
        long customers = active.getAsLong();
        if (customers > 0 && met < FEW * rows && both.getAsLong() < FEW * customers) {
            String sentence = String.format(
                    Locale.ROOT,
                    "%,d of %,d rows of attributes are of customers with events: ids have the form %s there and %s among"
                            + " the events (9 for a digit, a for a letter); write them in the same way",
                    met,
                    rows,
                    described.get(),
                    shape.get());
            tally.count(new Reason(Effect.REMARKED, LogReasons.ATTRIBUTES_HARDLY_MEET, sentence), rows - met);
        }
    }

    private static long count(boolean[] some, boolean[] others) {
        long count = 0;
        for (int i = 0; i < some.length; i++) {
            count += some[i] && others[i] ? 1 : 0;
        }
        return count;
    }

    /** The most frequent form of the ids of some customers. */
    private String shape(boolean[] some) {
        Map<String, Integer> shapes = new TreeMap<>();
        for (int customer = 0; customer < some.length; customer++) {
            if (some[customer]) {
                shapes.merge(IdShape.of(events.customers.get(customer)), 1, Integer::sum);
            }
        }
        return mostFrequent(shapes);
    }

    /** The form that most ids have. */
    static String mostFrequent(Map<String, Integer> shapes) {
        return shapes.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(shape -> "'" + shape.getKey() + "'")
                .orElse("");
    }
}
