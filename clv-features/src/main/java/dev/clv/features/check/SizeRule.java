package dev.clv.features.check;

import dev.clv.features.CustomerState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventBytes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is kept of a customer must not grow with the number of events, unless it is said to need them all. It may grow
 * with the number of days, products or words: those stay the same here.
 */
final class SizeRule {

    /** From so many copies of every event on, what keeps the last hundred events is full of the same kind of event. */
    private static final int COPIES = 100;

    private static final int PERCENT = 110;
    private static final int SPARE = 64;

    private final Checked checked;

    SizeRule(Checked checked) {
        this.checked = checked;
    }

    void check() {
        CustomerHistory longest = checked.histories.stream()
                .max(Comparator.comparingInt(history -> history.events().size()))
                .orElseThrow();
        if (checked.fitted.needsWholeHistory()) {
            return;
        }
        List<CustomerEvent> copies = copies(longest);
        CustomerHistory more = Checked.with(longest, copies);
        CustomerHistory fewer = Checked.with(longest, copies.subList(0, copies.size() / 2));
        long before;
        long after;
        try {
            before = size(fewer);
            after = size(more);
        } catch (UnsupportedOperationException cannotBeStored) {
            return;
        }
        checked.require(
                after <= before * PERCENT / 100 + SPARE,
                "keeps more and more of a customer: its stored state has " + before + " bytes after "
                        + fewer.events().size() + " events and " + after + " after "
                        + more.events().size()
                        + " of the same products on the same days; keep counts and sums, or override needsWholeHistory");
    }

    private long size(CustomerHistory history) {
        CustomerState state = checked.after(history, 0, history.events().size());
        return state.snapshot().length;
    }

    /** The first event of each kind, again and again within a few microseconds. */
    private static List<CustomerEvent> copies(CustomerHistory history) {
        Map<Class<?>, CustomerEvent> kinds = new LinkedHashMap<>();
        for (CustomerEvent event : history.events()) {
            if (!event.time().equals(Instant.MIN)) {
                kinds.putIfAbsent(event.getClass(), event);
            }
        }
        List<CustomerEvent> copies = new ArrayList<>();
        for (int i = 0; i < 2 * COPIES; i++) {
            for (CustomerEvent event : kinds.values()) {
                copies.add(EventBytes.at(event.time().plus(i, ChronoUnit.MICROS), event));
            }
        }
        return copies;
    }
}
