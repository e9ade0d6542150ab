package dev.clv.serve.live;

/**
 * What a scorer has done since it was opened. Immutable and thread-safe.
 *
 * @param accepted events that count
 * @param repeated events left out as others with their ids count
 * @param late events left out as they were too late
 * @param future events left out as they were in the future
 * @param scores predictions made
 * @param explanations explanations made
 * @param cachedExplanations explanations given again
 * @param busy explanations refused as too many were being made
 * @param resident customers whose states are in memory
 * @param evicted customers whose states were dropped from memory, not from the store
 * @param refolded states that were folded again from kept events, for a model of other features
 */
public record LiveCounts(
        long accepted,
        long repeated,
        long late,
        long future,
        long scores,
        long explanations,
        long cachedExplanations,
        long busy,
        long resident,
        long evicted,
        long refolded) {}
