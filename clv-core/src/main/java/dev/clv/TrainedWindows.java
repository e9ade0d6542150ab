package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.FeatureMatrix;
import dev.clv.internal.Fingerprint;
import dev.clv.label.Horizon;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The windows whose spend a model has learned, and of which customers.
 *
 * @param origins where they begin, latest first
 * @param fingerprints of the customers of each; empty if they are not known
 * @param horizon how long those are that are evaluated
 * @param longest how long they are
 */
record TrainedWindows(List<Instant> origins, List<String> fingerprints, Horizon horizon, Horizon longest) {

    /**
     * One caution if an evaluation looks at what the model has learned, else none.
     *
     * @param cutoff where the window of the evaluation begins
     * @param observedUntil where the log ends, which decides whether it has a window that the model has not learned
     * @param customers who are evaluated
     */
    List<Caution> cautions(ZoneId zone, Instant cutoff, Instant observedUntil, FeatureMatrix customers) {
        Instant end = horizon.after(cutoff, zone);
        Instant free = longest.after(origins.get(0), zone);
        boolean seen = !horizon.after(free, zone).isAfter(observedUntil);
        if (isTraining(cutoff, customers)) {
            return List.of(Caution.of(
                    "evaluated_on_training",
                    "The model was trained on these very %d customers and this window, from %s to %s, so the metrics"
                            + " flatter. %s",
                    customers.rows(),
                    cutoff,
                    end,
                    seen
                            ? "Evaluate it from " + free
                                    + " on, where its training ended, or on customers whom training" + " left out."
                            : noWindow(observedUntil)));
        }
        long overlapping = origins.stream()
                .filter(origin ->
                        origin.isBefore(end) && longest.after(origin, zone).isAfter(cutoff))
                .count();
        return overlapping == 0
                ? List.of()
                : List.of(Caution.of(
                        "evaluation_overlaps_training",
                        "The window from %s to %s overlaps that of %d of the %d training origins, so the metrics flatter"
                                + " unless training left these customers out. %s",
                        cutoff,
                        end,
                        overlapping,
                        origins.size(),
                        seen ? "No window from " + free + " on does." : noWindow(observedUntil)));
    }

    private String noWindow(Instant observedUntil) {
        return "This log ends at " + observedUntil + ", so it has no window of " + horizon + " that training has not"
                + " seen. Train with an earlier cutoff, or run a backtest ('clv backtest'), which does so.";
    }

    private boolean isTraining(Instant cutoff, FeatureMatrix customers) {
        int same = origins.indexOf(cutoff);
        if (same < 0 || fingerprints.size() != origins.size()) {
            return false;
        }
        List<String> ids = IntStream.range(0, customers.rows())
                .mapToObj(customers::customer)
                .toList();
        return fingerprints.get(same).equals(Fingerprint.of(ids));
    }
}
