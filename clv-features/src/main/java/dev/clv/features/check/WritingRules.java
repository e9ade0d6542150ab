package dev.clv.features.check;

import dev.clv.features.CustomerState;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is declared and written, and where, and that a state belongs to one customer and is not changed by writing. */
final class WritingRules {

    /** Places to the left and the right of the extractor's own. */
    private static final int MARGIN = 3;

    private static final double BEFORE = 1234.5;
    private static final double BEFORE_TOO = -6789.25;

    private final Checked checked;

    WritingRules(Checked checked) {
        this.checked = checked;
    }

    void check() {
        declaration();
        CustomerHistory any = checked.histories.get(0);
        places(CustomerHistory.of(any.customer(), any.zone(), any.cutoff(), List.of()));
        checked.histories.forEach(this::places);
        singleEvents();
        for (int i = 0; i < checked.histories.size(); i++) {
            alone(checked.histories.get(i), checked.histories.get((i + 1) % checked.histories.size()));
            laterCutoffs(checked.histories.get(i));
        }
    }

    private void declaration() {
        FeatureExtractor fitted = checked.fitted;
        checked.require(
                fitted.name().equals(checked.plan.name()), "has another name after fit: '" + fitted.name() + "'");
        checked.require(
                !checked.features.isEmpty() || !(checked.plan instanceof FeatureExtractor), "declares no features");
        checked.require(
                checked.features.equals(fitted.features()), "declares other features at a second call of features()");
        try {
            checked.features.add(Feature.numeric("intruder", "none", "Must not get in", "none"));
        } catch (UnsupportedOperationException expected) {
            return;
        }
        throw checked.broken("lets others change its list of features; return List.of(...) or List.copyOf(...)");
    }

    /** One event of each kind alone, long before the cutoff and just before it, where no time has passed. */
    private void singleEvents() {
        Set<Class<?>> kinds = new HashSet<>();
        for (CustomerHistory history : checked.histories) {
            for (CustomerEvent event : history.events()) {
                if (kinds.add(event.getClass())) {
                    places(Checked.with(history, List.of(event)));
                    if (!event.time().equals(Instant.MIN)) {
                        places(CustomerHistory.of(
                                history.customer(), history.zone(), event.time().plusNanos(1), List.of(event)));
                    }
                }
            }
        }
    }

    /** Writes all its places and no other, and nothing infinite, whatever the row held before. */
    private void places(CustomerHistory history) {
        double[] first = written(history, BEFORE);
        double[] second = written(history, BEFORE_TOO);
        for (int i = 0; i < first.length; i++) {
            boolean untouched = first[i] == BEFORE && second[i] == BEFORE_TOO;
            if (i < MARGIN || i >= MARGIN + checked.schema.size()) {
                checked.require(
                        untouched,
                        "writes outside its places: it has " + checked.schema.size()
                                + ", from the offset on, and wrote to " + (i - MARGIN) + " after the offset");
                continue;
            }
            Feature feature = checked.schema.feature(i - MARGIN);
            String name = checked.schema.names().get(i - MARGIN);
            checked.require(!untouched, "does not write feature '" + name + "'; write NaN where it is undefined");
            checked.require(
                    Double.doubleToLongBits(first[i]) == Double.doubleToLongBits(second[i]),
                    "feature '" + name
                            + "' gives different values when it is written twice; it must depend neither on what the row held"
                            + " before nor on the clock or random numbers");
            categoryCode(feature, first[i]);
            boolean isFirst =
                    i == MARGIN || !checked.schema.feature(i - MARGIN - 1).equals(feature);
            checked.require(
                    isFirst || Double.isNaN(first[i]) == Double.isNaN(first[i - 1]),
                    "feature '" + feature.name() + "' is NaN in some of its " + feature.width()
                            + " columns and a number in others; write NaN to all of them where it is undefined");
        }
    }

    private void categoryCode(Feature feature, double value) {
        checked.require(
                !feature.isCategorical()
                        || Double.isNaN(value)
                        || (value >= 0 && value <= feature.unknownCode() && value == Math.rint(value)),
                "feature '" + feature.name() + "' is categorical and got code " + value
                        + "; codes are whole numbers from 0 to " + feature.unknownCode());
    }

    private double[] written(CustomerHistory history, double before) {
        double[] row = new double[checked.schema.size() + 2 * MARGIN];
        Arrays.fill(row, before);
        try {
            checked.after(history, 0, history.events().size()).write(history.cutoff(), row, MARGIN);
        } catch (RuntimeException e) {
            throw Checked.failed(checked.fitted, history, e);
        }
        return row;
    }

    /** Events of another customer in between must not matter. */
    private void alone(CustomerHistory history, CustomerHistory other) {
        CustomerState state = checked.pipeline.begin(history.customer(), history.zone());
        CustomerState otherState = checked.pipeline.begin(other.customer(), other.zone());
        int steps = Math.max(history.events().size(), other.events().size());
        for (int i = 0; i < steps; i++) {
            if (i < history.events().size()) {
                state.add(history.events().get(i));
            }
            if (i < other.events().size()) {
                otherState.add(other.events().get(i));
            }
        }
        double[] between = state.row(history.cutoff());
        checked.requireSame(
                checked.values(history),
                between,
                "depends on other customers' events; keep everything in the state that begin() makes");
    }

    /** One state written at many cutoffs, twice each, equals a fresh state for each. */
    private void laterCutoffs(CustomerHistory history) {
        try {
            writeAtEveryCutoff(history);
        } catch (RuntimeException e) {
            throw Checked.failed(checked.fitted, history, e);
        }
    }

    private void writeAtEveryCutoff(CustomerHistory history) {
        CustomerState state = checked.pipeline.begin(history.customer(), history.zone());
        Instant last = Instant.MIN;
        for (CustomerEvent event : history.events()) {
            if (event.time().isAfter(last)) {
                last = event.time();
                double[] fresh = checked.values(history.before(last));
                checked.requireSame(fresh, state.row(last), "differs when an earlier cutoff was written before");
                checked.requireSame(fresh, state.row(last), "changes its state by writing");
            }
            state.add(event);
        }
        checked.requireSame(
                checked.values(history),
                state.row(history.cutoff()),
                "changes its state by writing at an earlier cutoff");
    }
}
