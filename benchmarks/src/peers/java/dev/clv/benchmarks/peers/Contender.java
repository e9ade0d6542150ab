package dev.clv.benchmarks.peers;

/** An implementation in training. */
interface Contender extends AutoCloseable {

    /** One forward pass, backward pass and update; returns the mean squared error before it. */
    double step();

    @Override
    default void close() {}
}
