package dev.clv;

import dev.clv.features.event.CustomerHistory;
import dev.clv.label.Cutoff;
import dev.clv.label.Horizon;
import dev.clv.label.Population;
import dev.clv.reason.Caveat;
import dev.clv.reason.Explanation;
import java.time.Instant;

/**
 * A question about one customer as of a time, and what is to be said of any answer to it.
 *
 * @param history all that is known of the customer
 * @param known what is known of them before {@code at}
 * @param at as of when
 */
record Question(CustomerHistory history, CustomerHistory known, Instant at) {

    /** @throws IllegalArgumentException if the time lies outside the years 1 to 9999 */
    static Question of(CustomerHistory history, Instant at) {
        return new Question(history, history.before(Cutoff.require("at", at)), at);
    }

    /** A prediction with the time it is made for and its flags about the customer and that time. */
    ClvPrediction answer(ClvPrediction raw, Horizon horizon) {
        return answer(raw, at, horizon, Population.hasBought(known), history.isKnown(), isLate());
    }

    /**
     * The same of a customer of whom only this is known.
     *
     * @param bought whether there was a purchase
     * @param known whether the log holds the customer
     * @param late whether the time lies after what the log has seen
     */
    static ClvPrediction answer(
            ClvPrediction raw, Instant at, Horizon horizon, boolean bought, boolean known, boolean late) {
        ClvPrediction prediction = raw.asOf(at, horizon.duration());
        if (!bought) {
            prediction = coldStart(prediction);
        }
        if (!known) {
            prediction = prediction.flagged(PredictionFlag.UNKNOWN_CUSTOMER);
        }
        return late ? prediction.flagged(PredictionFlag.AFTER_OBSERVED_TIME) : prediction;
    }

    /** The prediction of somebody who never bought: they have no recency, say, which every buyer had in training. */
    static ClvPrediction coldStart(ClvPrediction prediction) {
        return prediction.without(PredictionFlag.MISSING_FEATURE).flagged(PredictionFlag.COLD_START);
    }

    /** An explanation with the time it is made for and its caveats about the customer and that time. */
    Explanation answer(Explanation raw, Horizon horizon) {
        Explanation explanation = raw.asOf(at, horizon.duration());
        if (!Population.hasBought(known)) {
            explanation = coldStart(explanation);
        }
        return isLate() ? explanation.with(Caveat.afterObservedTime()) : explanation;
    }

    static Explanation coldStart(Explanation explanation) {
        return explanation.without(Caveat.Kind.MISSING_FEATURE).with(Caveat.coldStart());
    }

    private boolean isLate() {
        return at.isAfter(history.currentUntil());
    }
}
