package dev.clv.benchmarks.peers;

/** What is compared. */
enum Kind {
    /** Steps of training. */
    TRAIN,
    /** Predictions for rows. */
    PREDICT
}
