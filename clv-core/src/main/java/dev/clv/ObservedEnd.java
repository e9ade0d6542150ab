package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.event.EventLog;
import dev.clv.label.Horizon;
import java.time.Instant;
import java.util.List;

/** Warns of questions about a time that a log has not seen. */
final class ObservedEnd {

    private static final double SECONDS_PER_DAY = 86_400;

    private ObservedEnd() {}

    /** One caution if {@code at} is later than {@link EventLog#currentUntil()}, else none. */
    static List<Caution> cautions(EventLog log, Instant at, Horizon horizon) {
        if (!at.isAfter(log.currentUntil())) {
            return List.of();
        }
        double days = (at.getEpochSecond() - log.observedUntil().getEpochSecond()) / SECONDS_PER_DAY;
        boolean far = days >= horizon.days();
        return List.of(Caution.of(
                "after_observed_time",
                "The predictions are as of %s, %.0f days after the end of the observed time, %s%s: whoever bought since"
                        + " then looks inactive, and the values are too low; use a log that reaches up to %s, or predict"
                        + " as of %s. If nothing has happened since, say so by observedUntil.",
                at,
                days,
                log.observedUntil(),
                far ? ", which is further than the horizon of " + horizon + ", so that they mean next to nothing" : "",
                at,
                log.observedUntil()));
    }

    /**
     * By how much ages in days may have grown since training.
     *
     * @param trained the latest training origin
     */
    static double growth(Instant trained, Instant at, Horizon horizon) {
        double days = (at.getEpochSecond() - trained.getEpochSecond()) / SECONDS_PER_DAY;
        return Math.max(0, Math.min(days, 2 * horizon.days()));
    }
}
