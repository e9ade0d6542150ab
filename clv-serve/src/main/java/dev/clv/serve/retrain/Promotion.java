package dev.clv.serve.retrain;

/** When a challenger that is worse in nothing becomes the champion. */
public enum Promotion {
    /** If it is better beyond noise. */
    IF_BETTER,
    /** Always, since it has learned from later customers. */
    UNLESS_WORSE
}
