package dev.clv.features.event;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Events in a temporary file: customers in order of their ids, each with events in canonical order, and a mark behind
 * the last of them. Not thread-safe.
 */
final class SortedRun {

    /** Stands where the flags of another event would. */
    private static final int NO_MORE = 0xff;

    private SortedRun() {}

    /**
     * Writes all recorded events.
     *
     * @param currencies the number of each currency among all of the log
     * @param noRate events whose amounts could not be converted
     * @return where they are
     */
    static long[] write(RecordedEvents events, int[] currencies, BitSet noRate, SpillFile.Output out) {
        int[] ends = new int[events.customers.size()];
        for (int i = 0; i < events.size(); i++) {
            ends[events.customer(i)]++;
        }
        int[] customers = new int[ends.length];
        int present = 0;
        for (int customer = 0; customer < ends.length; customer++) {
            if (ends[customer] > 0) {
                customers[present++] = customer;
            }
        }
        new IntSort(events.customers::compare).sort(customers, 0, present);
        int total = 0;
        for (int rank = 0; rank < present; rank++) {
            int count = ends[customers[rank]];
            ends[customers[rank]] = total;
            total += count;
        }
        int[] order = new int[total];
        for (int i = 0; i < total; i++) {
            order[ends[events.customer(i)]++] = i;
        }
        IntSort sort = new IntSort(events::compare);
        int from = 0;
        for (int rank = 0; rank < present; rank++) {
            int to = ends[customers[rank]];
            sort.sort(order, from, to);
            events.customers.write(customers[rank], out);
            long last = 0;
            for (int at = from; at < to; at++) {
                int currency = events.currency(order[at]);
                StoredEvent.write(
                        events,
                        order[at],
                        last,
                        currency == 0 ? 0 : currencies[currency - 1],
                        noRate.get(order[at]),
                        out);
                last = events.time(order[at]);
            }
            end(out);
            from = to;
        }
        return out.finish();
    }

    /** Ends a customer's events. */
    static void end(SpillFile.Output out) {
        out.octet(NO_MORE);
    }

    /** One customer after the other, and one event after the other. */
    static final class Cursor {

        private final SpillFile.Input in;
        private final TextCache texts;
        private final StoredEvent event;
        private @Nullable String customer;
        private boolean more;
        private long last;

        Cursor(SpillFile.Input in) {
            this.in = in;
            this.texts = new TextCache();
            this.event = new StoredEvent(texts);
        }

        /** Goes on to the next customer, whose events can be asked for then; false at the end. */
        boolean nextCustomer() {
            while (nextEvent()) {}
            if (in.atEnd()) {
                customer = null;
                return false;
            }
            customer = texts.read(in);
            more = true;
            last = 0;
            return true;
        }

        /** Goes on to the customer's next event; false if there is none. */
        boolean nextEvent() {
            int flags = more ? in.octet() : NO_MORE;
            more = flags != NO_MORE;
            if (more) {
                event.read(flags, last, in);
                last = event.time;
            }
            return more;
        }

        /** The customer at hand. */
        String customer() {
            if (customer == null) {
                throw new IllegalStateException("no customer is at hand");
            }
            return customer;
        }

        /** The event at hand, which the next one overwrites. */
        StoredEvent event() {
            return event;
        }
    }
}
