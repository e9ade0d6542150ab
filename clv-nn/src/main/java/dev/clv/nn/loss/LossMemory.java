package dev.clv.nn.loss;

/**
 * Scratch space of a loss for one batch at a time. It belongs to the call, never to the loss, which is why one loss can
 * serve any number of threads. A loss that needs some, such as one that hands columns on to others, extends this class
 * and returns its own from {@link Loss#memory}. Not thread-safe.
 */
public class LossMemory {

    /** An empty memory. */
    public LossMemory() {}
}
