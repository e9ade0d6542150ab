package dev.clv.features.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Several sorted runs as one. Not thread-safe. */
final class MergedRuns {

    private final PriorityQueue<SortedRun.Cursor> runs =
            new PriorityQueue<>(Comparator.comparing(SortedRun.Cursor::customer));

    /** Those that have an event of the customer at hand, but for the one whose event is given out. */
    private final PriorityQueue<SortedRun.Cursor> events =
            new PriorityQueue<>((one, other) -> one.event().compare(other.event()));

    /** Those of the customer at hand. */
    private final List<SortedRun.Cursor> members = new ArrayList<>();

    private SortedRun.@Nullable Cursor given;
    private boolean begun;

    MergedRuns(List<SortedRun.Cursor> cursors) {
        for (SortedRun.Cursor run : cursors) {
            if (run.nextCustomer()) {
                runs.add(run);
            }
        }
    }

    /** The next customer, or null at the end; the events that are left of the one before are passed over. */
    @Nullable
    String nextCustomer() {
        for (SortedRun.Cursor run : members) {
            if (run.nextCustomer()) {
                runs.add(run);
            }
        }
        members.clear();
        events.clear();
        given = null;
        begun = false;
        SortedRun.Cursor first = runs.poll();
        if (first == null) {
            return null;
        }
        members.add(first);
        while (!runs.isEmpty() && runs.peek().customer().equals(first.customer())) {
            members.add(runs.poll());
        }
        return first.customer();
    }

    /** The customer's next event, which the one after overwrites, or null. */
    @Nullable
    StoredEvent nextEvent() {
        if (!begun) {
            begun = true;
            for (SortedRun.Cursor run : members) {
                if (run.nextEvent()) {
                    events.add(run);
                }
            }
        } else if (given != null && given.nextEvent()) {
            SortedRun.Cursor other = events.peek();
            if (other == null || given.event().compare(other.event()) <= 0) {
                return given.event();
            }
            events.add(given);
        }
        given = events.poll();
        return given == null ? null : given.event();
    }
}
