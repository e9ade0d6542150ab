package dev.clv.serve.drift;

import com.google.common.hash.Hashing;
import dev.clv.ClvModel;
import dev.clv.caution.Caution;
import dev.clv.features.event.EventLog;
import dev.clv.label.Cutoff;
import dev.clv.label.Horizon;
import dev.clv.label.LabelWindow;
import dev.clv.label.Population;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches a model in service: compares what arrived in the last 28 days, and features and predictions now, with a
 * reference in the past of the same log, and predictions at past cutoffs with what came true.
 *
 * <p>A change is told if it exceeds three things: what would matter, what chance explains, at a level at which at most
 * one report in a hundred on a shop that does not change tells anything, and what is usual: by how much earlier windows
 * of the log differed from the reference. A shop whose seasons the log knows from before the reference therefore has
 * room for them. To be run about once a month; docs/drift.md says how soon it sees what.
 *
 * <pre>{@code
 * DriftReport report = DriftMonitor.of(model).compare(log, now);
 * report.detected().forEach(finding -> show(finding.sentence()));
 * }</pre>
 *
 * <p>Immutable and thread-safe. Needs the events of one customer at a time, and for each instant that is compared the
 * features of {@value #MOST_CUSTOMERS} customers.
 */
public final class DriftMonitor {

    /** More customers than this, chosen by a hash of their ids, would tell no more. */
    static final int MOST_CUSTOMERS = 5000;

    private static final int MOST_CUTOFFS = 6;

    private final ClvModel model;
    private final @Nullable Instant reference;

    private DriftMonitor(ClvModel model, @Nullable Instant reference) {
        this.model = model;
        this.reference = reference;
    }

    /** A monitor whose reference is the time before the model's latest training origin. */
    public static DriftMonitor of(ClvModel model) {
        return new DriftMonitor(model, null);
    }

    /**
     * With another reference: the 84 days before it count as normal, and the time before them tells what is usual.
     *
     * @throws IllegalArgumentException if it lies outside the years 1 to 9999
     */
    public DriftMonitor reference(Instant end) {
        return new DriftMonitor(model, Cutoff.require("reference", end));
    }

    /**
     * Compares a log now with its past. Too few customers to judge something are a caution of the report,
     * {@code drift_not_judged}, as are outcomes that nobody can know yet, {@code outcomes_not_observed}.
     *
     * @param log as it was read for training and scoring, with at least 56 days before the reference
     * @param now as of when, at least 28 days after the reference; not after the end of the log
     * @throws IllegalArgumentException if the log does not reach so far, is in another currency than the model, or
     *     nobody bought before now
     */
    public DriftReport compare(EventLog log, Instant now) {
        Comparison comparison = comparison(log, now);
        List<DriftFinding> findings = new ArrayList<>();
        comparison.changes().forEach(change -> findings.add(change.finding(Chance.LEVEL)));
        findings.sort(Comparator.comparing(DriftFinding::detected)
                .reversed()
                .thenComparing(DriftFinding::kind)
                .thenComparing(
                        Comparator.comparingDouble(DriftFinding::strength).reversed()));
        return new DriftReport(
                model.fingerprint(),
                comparison.windows().reference().toString(),
                now.toString(),
                findings,
                comparison.outcomes(),
                comparison.cautions());
    }

    /** All that is known before thresholds are. */
    record Comparison(
            Windows windows, List<Change> changes, List<DriftReport.Outcome> outcomes, List<Caution> cautions) {}

    Comparison comparison(EventLog log, Instant now) {
        Cutoff.require("at", now);
        Windows windows = Windows.of(log, reference == null ? trained() : reference, now);
        Advice advice = new Advice(windows, new Horizon(model.horizon()));
        model.predict(log, List.of(), now); // refuses a log in another currency than the model's
        if (Population.buyersBefore(log, now).isEmpty()) {
            throw new IllegalArgumentException("nobody bought before " + now + ", so there is nothing to compare; check"
                    + " the mapping and the time");
        }
        EventReview events = new EventReview(LogTally.of(log, windows), advice, currency());
        List<Change> changes = new ArrayList<>(events.changes());
        List<String> unjudged = new ArrayList<>(events.unjudged());
        List<Caution> cautions = new ArrayList<>();
        compareModel(log, windows, advice, changes, unjudged);
        OutcomeReview outcomes = outcomes(log, windows, advice, unjudged, cautions);
        changes.addAll(outcomes.changes());
        if (!unjudged.isEmpty()) {
            cautions.add(
                    0,
                    Caution.of(
                            "drift_not_judged",
                            "Too few customers to judge: %s. Volumes and shares need %d customers, features, predictions"
                                    + " and outcomes %d; silence about these says nothing.",
                            String.join(", ", unjudged),
                            EventReview.LEAST_CUSTOMERS,
                            ModelReview.LEAST_CUSTOMERS));
        }
        return new Comparison(windows, changes, outcomes.outcomes(), cautions);
    }

    private Instant trained() {
        return model.summary().cutoffs().stream()
                .max(Comparator.naturalOrder())
                .orElseThrow(() ->
                        new IllegalArgumentException("the model does not tell when it was trained; give a reference"));
    }

    private String currency() {
        return model.currency().equals("XXX") ? "units" : model.currency();
    }

    private void compareModel(
            EventLog log, Windows windows, Advice advice, List<Change> changes, List<String> unjudged) {
        List<Instant> instants = windows.instants();
        List<List<String>> customers = new ArrayList<>();
        for (Instant at : instants) {
            Instant from = windows.daysBefore(at, windows.lookback());
            customers.add(log.customers().stream()
                    .filter(id -> Snapshot.hasBought(log.history(id).before(at), from))
                    .toList());
        }
        int fewest = Math.min(customers.get(0).size(), customers.get(1).size());
        if (fewest < ModelReview.LEAST_CUSTOMERS) {
            unjudged.add("features and predictions (" + fewest + ")");
            return;
        }
        List<Snapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < instants.size(); i++) {
            snapshots.add(Snapshot.of(model, log, instants.get(i), windows.lookback(), sample(customers.get(i))));
        }
        changes.addAll(new ModelReview(model.schema(), snapshots, advice, currency()).changes());
    }

    private OutcomeReview outcomes(
            EventLog log, Windows windows, Advice advice, List<String> unjudged, List<Caution> cautions) {
        Horizon horizon = new Horizon(model.horizon());
        OutcomeReview review = new OutcomeReview(model.summary().customers(), advice, currency());
        Instant latest = advice.latestCutoff();
        Instant trained = trained();
        if (!latest.isAfter(trained)) {
            cautions.add(Caution.of(
                    "outcomes_not_observed",
                    "No prediction made after the training has come true yet: horizons that begin after %s are over from %s"
                            + " on. Bias, calibration and coverage are not judged before.",
                    windows.day(trained),
                    windows.day(horizon.after(trained, log.zone()))));
            return review;
        }
        for (int i = 0; i < MOST_CUTOFFS; i++) {
            Instant cutoff = windows.daysBefore(latest, (long) Windows.DAYS * i);
            if (!cutoff.isAfter(trained)) {
                break;
            }
            List<String> buyers = Population.buyersBefore(log, cutoff);
            if (i == 0 && buyers.size() < OutcomeReview.LEAST_CUSTOMERS) {
                unjudged.add("outcomes (" + buyers.size() + ")");
                break;
            }
            List<String> customers = sample(buyers);
            LabelWindow window = LabelWindow.observed(log, cutoff, horizon);
            review.add(
                    cutoff,
                    model.predict(log, customers, cutoff),
                    customers.stream()
                            .mapToDouble(id -> window.label(log.history(id)).value())
                            .toArray());
        }
        return review;
    }

    /** About as many customers as count at most, the same ones whenever all of them are there. */
    private static List<String> sample(List<String> customers) {
        if (customers.size() <= MOST_CUSTOMERS) {
            return customers;
        }
        double share = (double) MOST_CUSTOMERS / customers.size();
        return customers.stream().filter(id -> place(id) < share).toList();
    }

    /** A number in [0, 1) that depends on the id alone. */
    private static double place(String id) {
        long bits = Hashing.murmur3_128()
                .hashBytes(id.getBytes(StandardCharsets.UTF_8))
                .asLong();
        return (bits >>> 11) * 0x1.0p-53;
    }
}
