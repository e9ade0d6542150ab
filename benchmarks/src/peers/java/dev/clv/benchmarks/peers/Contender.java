package dev.clv.benchmarks.peers;

/** An implementation at work on a {@link Task}. */
interface Contender {

    /** Training: one forward pass, backward pass and update. Prediction: all rows. */
    void run() throws Exception;

    /** Training: the mean squared error at the last step or after it. Prediction: that of the last row. */
    double value() throws Exception;
}
