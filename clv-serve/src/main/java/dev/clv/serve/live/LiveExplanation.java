package dev.clv.serve.live;

import dev.clv.reason.Explanation;

/**
 * Why one version of a model predicted what it did of one state of a customer. Immutable and thread-safe; it does not
 * identify the customer.
 *
 * @param model the name of the {@link ModelVersion} that was explained
 * @param state how many events of the customer had been accepted
 * @param cached whether it was made for an earlier question about the same state; its instant is then earlier than the
 *     one asked for
 * @param explanation in the currency of the model
 */
public record LiveExplanation(String model, long state, boolean cached, Explanation explanation) {}
