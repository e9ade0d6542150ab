package dev.clv.features.check;

import dev.clv.features.FeatureExtractor;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rules against leaks: neither the future nor a customer's identity may enter a feature or what was learned. */
final class LeakRules {

    private static final int FUTURES = 3;

    private final Checked checked;
    private final SampleHistories samples = new SampleHistories(1);

    LeakRules(Checked checked) {
        this.checked = checked;
    }

    void check() {
        holdsNoEvents();
        identity();
        checked.histories.forEach(this::future);
    }

    private void holdsNoEvents() {
        for (Object part : List.of(checked.plan, checked.fitted)) {
            ObjectGraph.holder(part).ifPresent(path -> {
                throw checked.broken("holds customers' events, which may be of the future: " + path
                        + "; let its learner learn population facts and nothing else");
            });
        }
    }

    /** The same histories of customers with other ids. */
    private void identity() {
        Map<String, String> ids = new HashMap<>();
        List<CustomerHistory> renamed = new ArrayList<>();
        for (CustomerHistory history : checked.histories) {
            String id = ids.computeIfAbsent(history.customer(), any -> "renamed-" + (9_999_999 - 7_919L * ids.size()));
            renamed.add(CustomerHistory.of(id, history.zone(), history.cutoff(), history.events()));
        }
        FeatureExtractor other = checked.plan.fit(renamed);
        for (int i = 0; i < renamed.size(); i++) {
            checked.requireSame(
                    checked.values(checked.histories.get(i)),
                    checked.values(renamed.get(i)),
                    "depends on the customer's id, and not on the events alone: what it looks up may be of the future; "
                            + "make it an event, or use checkLookups");
        }
        checked.require(
                other.features().equals(checked.features) && other.fittedState().equals(checked.fitted.fittedState()),
                "keeps customers' ids, or something made of them, in what it learned");
    }

    /** Replaces everything at or after a cutoff. */
    private void future(CustomerHistory history) {
        for (int i = 0; i < FUTURES; i++) {
            Instant cutoff = samples.moment();
            double[] row = checked.pipeline.row(history, cutoff);
            List<CustomerEvent> changed = new ArrayList<>(history.before(cutoff).events());
            List<CustomerEvent> others = samples.events(1 + i * 10);
            others.add(samples.event(cutoff));
            for (CustomerEvent event : others) {
                if (!event.time().isBefore(cutoff)) {
                    changed.add(event);
                }
            }
            checked.requireSame(
                    row,
                    checked.pipeline.row(
                            CustomerHistory.of(history.customer(), history.zone(), Instant.MAX, changed), cutoff),
                    "changes when events at or after the cutoff change; use nothing but the events added");
        }
    }
}
