package dev.clv.serve.live;

import dev.clv.ClvPrediction;

/**
 * What one version of a model predicted of one state of a customer. Immutable and thread-safe; it does not identify the
 * customer.
 *
 * @param model the name of the {@link ModelVersion} that predicted, the only one that took part
 * @param state how many events of the customer had been accepted; 0 for a customer whom nothing is known of, who is
 *     predicted as a new one
 * @param prediction as of the instant that was asked for
 */
public record LiveScore(String model, long state, ClvPrediction prediction) {

    /** Whether any event of the customer had been accepted. */
    public boolean isKnown() {
        return state > 0;
    }
}
