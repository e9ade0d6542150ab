package dev.clv.features.event;

import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** An unmodifiable list of one customer's events in order of time that can be searched by time. */
abstract class EventSequence extends AbstractList<CustomerEvent> implements RandomAccess {

    /** How many events lie strictly before {@code time}. */
    abstract int countBefore(Instant time);

    /** Whether the event at {@code index} is one of this kind. */
    abstract boolean isA(Class<? extends CustomerEvent> kind, int index);

    /** A view of a part of it. */
    @Override
    public abstract EventSequence subList(int from, int to);

    /** A sequence of events that are in order of time and never modified. */
    static EventSequence of(List<CustomerEvent> events) {
        return new EventSequence() {
            @Override
            public CustomerEvent get(int index) {
                return events.get(index);
            }

            @Override
            public int size() {
                return events.size();
            }

            @Override
            int countBefore(Instant time) {
                int low = 0;
                int high = events.size();
                while (low < high) {
                    int middle = (low + high) >>> 1;
                    if (events.get(middle).time().isBefore(time)) {
                        low = middle + 1;
                    } else {
                        high = middle;
                    }
                }
                return low;
            }

            @Override
            boolean isA(Class<? extends CustomerEvent> kind, int index) {
                return kind.isInstance(events.get(index));
            }

            @Override
            public EventSequence subList(int from, int to) {
                return of(events.subList(from, to));
            }
        };
    }
}
