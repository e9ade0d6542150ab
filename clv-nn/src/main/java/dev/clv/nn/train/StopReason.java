package dev.clv.nn.train;

/** Why training ended. */
public enum StopReason {
    /** All epochs were done. */
    FINISHED,
    /** The validation loss did not improve for as many epochs as the patience allows. */
    NO_IMPROVEMENT,
    /** The listener or the stop signal asked for it. */
    STOPPED,
    /** The time limit had passed. */
    TIME_LIMIT
}
