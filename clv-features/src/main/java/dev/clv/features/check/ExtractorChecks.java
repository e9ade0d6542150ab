package dev.clv.features.check;

import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FeatureSchema;
import dev.clv.features.FittableExtractor;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The contract of {@link FeatureExtractor} and {@link FittableExtractor}, to be run on an extractor of one's own from
 * any test framework:
 *
 * <pre>{@code
 * @Test
 * void keepsTheContract() {
 *     ExtractorChecks.check(new WeekendShare());
 * }
 * }</pre>
 *
 * <p>It checks that
 *
 * <ul>
 *   <li>the list of features is fixed, unmodifiable, and its names are unique;
 *   <li>fitting twice learns the same, and {@code restore(fittedState())} gives the same features;
 *   <li>values are never infinite, and a category code is NaN or a whole number up to the unknown code;
 *   <li>every place of its own is written, and no other;
 *   <li>the same events give the same bits, for a customer alone as between others;
 *   <li>writing leaves the state as it is, so that later cutoffs can follow;
 *   <li>no change, addition or removal of events at or after the cutoff changes anything;
 *   <li>an empty history is served.
 * </ul>
 *
 * <p>A broken rule is an {@link AssertionError} that names the extractor, the feature and what to look at.
 */
public final class ExtractorChecks {

    private static final int HISTORIES = 60;
    private static final int FUTURES = 3;

    /** Places to the left and the right of the extractor's own. */
    private static final int MARGIN = 3;

    private final FeatureExtractor extractor;
    private final List<Feature> features;
    private final FeaturePipeline pipeline;
    private final SampleHistories samples = new SampleHistories(1);

    private ExtractorChecks(FeatureExtractor extractor) {
        this.extractor = extractor;
        this.features = extractor.features();
        this.pipeline = FeaturePlan.of(List.of(extractor)).fit(List.of());
    }

    /** Checks an extractor on made-up histories ({@link SampleHistories}), on which it is also fitted. */
    public static void check(FittableExtractor extractor) {
        check(extractor, new SampleHistories(0).histories(HISTORIES));
    }

    /**
     * Checks an extractor on histories at hand, on which it is also fitted.
     *
     * @param histories at least one with events; each is also cut at earlier cutoffs
     */
    public static void check(FittableExtractor extractor, List<CustomerHistory> histories) {
        if (histories.stream().allMatch(CustomerHistory::isEmpty)) {
            throw new IllegalArgumentException("the checks need at least one history with events");
        }
        FeatureExtractor fitted = extractor.fit(histories);
        requireUniqueNames(fitted);
        ExtractorChecks checks = new ExtractorChecks(fitted);
        checks.declaration(extractor);
        checks.emptyHistory(histories.get(0));
        histories.forEach(checks::places);
        checks.learning(extractor, histories);
        for (CustomerHistory history : histories) {
            checks.alone(history, histories);
            checks.laterCutoffs(history);
            checks.future(history);
        }
    }

    private static void requireUniqueNames(FeatureExtractor extractor) {
        try {
            FeatureSchema.of(extractor.features());
        } catch (IllegalArgumentException e) {
            throw new AssertionError("extractor '" + extractor.name() + "': " + e.getMessage(), e);
        }
    }

    private void declaration(FittableExtractor plan) {
        require(extractor.name().equals(plan.name()), "has another name after fit: '" + extractor.name() + "'");
        require(!features.isEmpty() || !(plan instanceof FeatureExtractor), "declares no features");
        require(features.equals(extractor.features()), "declares other features at a second call of features()");
        try {
            features.add(Feature.numeric("intruder", "none", "Must not get in", "none"));
        } catch (UnsupportedOperationException expected) {
            return;
        }
        throw broken("lets others change its list of features; return List.of(...) or List.copyOf(...)");
    }

    private void learning(FittableExtractor plan, List<CustomerHistory> histories) {
        FeatureExtractor again = plan.fit(histories);
        require(again.features().equals(features), "declares other features when fitted twice on the same histories");
        require(
                again.fittedState().equals(extractor.fittedState()),
                "learns something else when fitted twice on the same histories");
        FeatureExtractor restored = plan.restore(extractor.fittedState());
        require(
                restored.features().equals(features),
                "declares other features after restore(fittedState()); put its settings and all it learned into fittedState()");
        for (CustomerHistory history : histories) {
            requireSame(
                    values(extractor, history),
                    values(restored, history),
                    "differs after restore(fittedState()); put its settings and all it learned into fittedState()");
        }
    }

    private void emptyHistory(CustomerHistory any) {
        places(CustomerHistory.of(any.customer(), any.zone(), any.cutoff(), List.of()));
    }

    /** Writes all its places and no other, and nothing infinite, whatever the row held before. */
    private void places(CustomerHistory history) {
        double[] first = written(history, 1234.5);
        double[] second = written(history, -6789.25);
        for (int i = 0; i < first.length; i++) {
            boolean own = i >= MARGIN && i < MARGIN + features.size();
            if (!own) {
                require(
                        first[i] == 1234.5 && second[i] == -6789.25,
                        "writes outside its places: it has " + features.size() + ", from the offset on, and wrote to "
                                + (i - MARGIN) + " after the offset");
                continue;
            }
            String feature = "feature '" + features.get(i - MARGIN).name() + "'";
            require(
                    !(first[i] == 1234.5 && second[i] == -6789.25),
                    "does not write " + feature + "; write NaN where it is undefined");
            require(
                    Double.doubleToLongBits(first[i]) == Double.doubleToLongBits(second[i]),
                    feature + " depends on what the row held before");
            require(!Double.isInfinite(first[i]), feature + " is infinite; write NaN where it is undefined");
            categoryCode(features.get(i - MARGIN), first[i]);
        }
    }

    private void categoryCode(Feature feature, double value) {
        require(
                !feature.isCategorical()
                        || Double.isNaN(value)
                        || (value >= 0 && value <= feature.unknownCode() && value == Math.rint(value)),
                "feature '" + feature.name() + "' is categorical and got code " + value
                        + "; codes are whole numbers from 0 to " + feature.unknownCode());
    }

    private double[] written(CustomerHistory history, double before) {
        double[] row = new double[features.size() + 2 * MARGIN];
        Arrays.fill(row, before);
        try {
            filled(extractor, history).write(history.cutoff(), row, MARGIN);
        } catch (RuntimeException e) {
            throw new AssertionError(
                    "extractor '" + extractor.name() + "' fails on a history of "
                            + history.events().size() + " events: " + e,
                    e);
        }
        return row;
    }

    /** Events of another customer in between must not matter. */
    private void alone(CustomerHistory history, List<CustomerHistory> others) {
        FeatureExtractor.State state = extractor.begin(history.customer(), history.zone());
        CustomerHistory other = others.get(Math.floorMod(others.indexOf(history) + 1, others.size()));
        FeatureExtractor.State otherState = extractor.begin(other.customer(), other.zone());
        int steps = Math.max(history.events().size(), other.events().size());
        for (int i = 0; i < steps; i++) {
            if (i < history.events().size()) {
                state.add(history.events().get(i));
            }
            if (i < other.events().size()) {
                otherState.add(other.events().get(i));
            }
        }
        double[] between = values(state, history.cutoff());
        requireSame(
                values(extractor, history),
                between,
                "depends on other customers' events; keep everything in the state that begin() makes");
    }

    /** One state written at many cutoffs, twice each, equals a fresh state for each. */
    private void laterCutoffs(CustomerHistory history) {
        FeatureExtractor.State state = extractor.begin(history.customer(), history.zone());
        Instant last = Instant.MIN;
        for (CustomerEvent event : history.events()) {
            if (event.time().isAfter(last)) {
                last = event.time();
                double[] fresh = values(extractor, history.before(last));
                requireSame(fresh, values(state, last), "differs when an earlier cutoff was written before");
                requireSame(fresh, values(state, last), "changes its state by writing");
            }
            state.add(event);
        }
        requireSame(
                values(extractor, history),
                values(state, history.cutoff()),
                "changes its state by writing at an earlier cutoff");
    }

    /** Replaces everything at or after a cutoff. */
    private void future(CustomerHistory history) {
        for (int i = 0; i < FUTURES; i++) {
            Instant cutoff = samples.moment();
            double[] row = pipeline.row(history, cutoff);
            List<CustomerEvent> changed = new ArrayList<>(history.before(cutoff).events());
            for (CustomerEvent event : samples.events(1 + i * 10)) {
                if (!event.time().isBefore(cutoff)) {
                    changed.add(event);
                }
            }
            changed.add(samples.event(cutoff));
            changed.removeIf(event ->
                    event.time().equals(Instant.MIN) && !history.events().contains(event));
            requireSame(
                    row,
                    pipeline.row(CustomerHistory.of(history.customer(), history.zone(), Instant.MAX, changed), cutoff),
                    "changes when events at or after the cutoff change; use nothing but the events added");
        }
    }

    private static FeatureExtractor.State filled(FeatureExtractor extractor, CustomerHistory history) {
        FeatureExtractor.State state = extractor.begin(history.customer(), history.zone());
        history.events().forEach(state::add);
        return state;
    }

    private double[] values(FeatureExtractor extractor, CustomerHistory history) {
        return values(filled(extractor, history), history.cutoff());
    }

    private double[] values(FeatureExtractor.State state, Instant cutoff) {
        double[] row = new double[features.size()];
        state.write(cutoff, row, 0);
        return row;
    }

    private void requireSame(double[] expected, double[] actual, String otherwise) {
        for (int i = 0; i < expected.length; i++) {
            if (Double.doubleToLongBits(expected[i]) != Double.doubleToLongBits(actual[i])) {
                throw broken("feature '" + features.get(i).name() + "' " + otherwise + " (" + expected[i] + " and "
                        + actual[i] + ")");
            }
        }
    }

    private void require(boolean kept, String otherwise) {
        if (!kept) {
            throw broken(otherwise);
        }
    }

    private AssertionError broken(String how) {
        return new AssertionError("extractor '" + extractor.name() + "': " + how);
    }
}
