package dev.clv.features.prepare;

/** How a numeric feature is brought to a common scale. */
public enum Scaling {
    /** Mean 0 and standard deviation 1 over the training rows. */
    STANDARD,
    /** The training rows span 0 to 1. */
    MIN_MAX
}
