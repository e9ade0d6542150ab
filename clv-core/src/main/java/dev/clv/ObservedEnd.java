package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.event.LogFacts;
import dev.clv.features.prepare.Growth;
import dev.clv.label.Horizon;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Warns of questions about a time that a log, or the training, has not seen. */
final class ObservedEnd {

    private static final double SECONDS_PER_DAY = 86_400;

    /** A log that looks back over a smaller part of what training did tells too little of its customers. */
    private static final double LEAST_PART = 0.5;

    /** Up to so many horizons after training, features may have grown because time went by. */
    private static final double MOST_HORIZONS = 4;

    private ObservedEnd() {}

    /** One caution if {@code at} is later than {@link LogFacts#currentUntil()}, else none. */
    static List<Caution> cautions(LogFacts log, Instant at, Horizon horizon) {
        if (!at.isAfter(log.currentUntil())) {
            return List.of();
        }
        double days = days(log.observedUntil(), at);
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
     * What the time of a scoring has to do with that of the training: one caution if it is earlier, and one if the log
     * begins so late that it looks back over less than half of what the latest training origin did.
     *
     * @param begin when the log of training began; null if that is not known
     * @param trained the latest training origin
     */
    static List<Caution> besideTraining(LogFacts log, @Nullable Instant begin, Instant trained, Instant at) {
        List<Caution> cautions = new ArrayList<>();
        if (at.isBefore(trained)) {
            cautions.add(Caution.of(
                    "scored_before_training",
                    "Customers are scored as of %s, before the latest training origin, %s, whose customers and what"
                            + " followed the model has learned; so these values look better than they would have been"
                            + " then.",
                    at,
                    trained));
        }
        Instant from = log.observedFrom();
        if (begin != null && from.isBefore(at) && days(from, at) < LEAST_PART * days(begin, trained)) {
            cautions.add(Caution.of(
                    "log_begins_late",
                    "The log begins at %s, %.0f days before %s; the model was trained on customers who were known for"
                            + " up to %.0f days, from %s to %s. Whoever bought earlier looks newer and buys less often"
                            + " than is true: use a log that reaches as far back, or train on one as short as this.",
                    from,
                    days(from, at),
                    at,
                    days(begin, trained),
                    begin,
                    trained));
        }
        return cautions;
    }

    /**
     * By how much features may have grown since training.
     *
     * @param begin when the log of training began; null if that is not known
     * @param trained the latest training origin
     * @param customers how many customers training had
     */
    static Growth growth(@Nullable Instant begin, Instant trained, Instant at, Horizon horizon, int customers) {
        double days = Math.max(0, Math.min(days(trained, at), MOST_HORIZONS * horizon.days()));
        return new Growth(
                begin == null ? Double.POSITIVE_INFINITY : Math.max(1, days(begin, trained)), days, customers);
    }

    private static double days(Instant from, Instant to) {
        return (to.getEpochSecond() - from.getEpochSecond()) / SECONDS_PER_DAY;
    }
}
