package dev.clv.features.check;

import dev.clv.features.CustomerState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import java.util.List;

/**
 * Rules of states: one that can be stored continues to the same bits, and one that can be merged merges to the same
 * features.
 */
final class StateRules {

    private static final String STORED =
            "differs after its state was stored and restored; let snapshot and restore hold all of it";
    private static final String MERGED =
            "differs after states of two parts of the time were merged; see EventFold.merge";

    private final Checked checked;

    StateRules(Checked checked) {
        this.checked = checked;
    }

    void check() {
        if (!canBeStored()) {
            return;
        }
        boolean merges = canBeMerged();
        for (CustomerHistory history : checked.histories) {
            int size = history.events().size();
            for (int parts : new int[] {1, 2, 3, 5}) {
                stored(history, size / parts);
                if (merges) {
                    merged(history, size / parts, size - size / (2 * parts));
                }
            }
        }
    }

    private boolean canBeStored() {
        try {
            checked.after(checked.histories.get(0), 0, 0).snapshot();
            return true;
        } catch (UnsupportedOperationException allowed) {
            return false;
        }
    }

    private boolean canBeMerged() {
        CustomerState empty = checked.after(checked.histories.get(0), 0, 0);
        try {
            restored(checked.histories.get(0), empty.snapshot());
        } catch (UnsupportedOperationException e) {
            throw checked.broken("can store its state but not restore it: " + e.getMessage());
        }
        try {
            empty.merged(empty.snapshot());
            return true;
        } catch (UnsupportedOperationException allowed) {
            return false;
        }
    }

    private void stored(CustomerHistory history, int split) {
        List<CustomerEvent> events = history.events();
        CustomerState before = checked.after(history, 0, split);
        CustomerState after = restored(history, before.snapshot());
        for (CustomerEvent event : events.subList(split, events.size())) {
            before.add(event);
            after.add(event);
        }
        double[] expected = checked.values(history);
        checked.requireSame(
                expected, before.row(history.cutoff()), "differs after snapshot; a snapshot must not change a state");
        checked.requireSame(expected, after.row(history.cutoff()), STORED);
        checked.requireSame(expected, restored(history, after.snapshot()).row(history.cutoff()), STORED);
    }

    private CustomerState restored(CustomerHistory history, byte[] snapshot) {
        try {
            return checked.pipeline.restore(history.customer(), snapshot);
        } catch (IllegalArgumentException e) {
            throw checked.broken("does not restore what it stored: " + e.getMessage());
        }
    }

    /** Three parts, joined from the left and from the right. */
    private void merged(CustomerHistory history, int first, int second) {
        int size = history.events().size();
        CustomerState a = checked.after(history, 0, first);
        CustomerState b = checked.after(history, first, Math.max(first, second));
        CustomerState c = checked.after(history, Math.max(first, second), size);
        double[] expected = checked.values(history);
        CustomerState left;
        CustomerState right;
        try {
            left = a.merged(b.snapshot()).merged(c.snapshot());
            right = a.merged(b.merged(c.snapshot()).snapshot());
        } catch (IllegalArgumentException e) {
            throw checked.broken("does not merge what it stored: " + e.getMessage());
        }
        checked.requireClose(expected, left.row(history.cutoff()), MERGED);
        checked.requireClose(expected, right.row(history.cutoff()), MERGED);
    }
}
