package dev.clv.serve.retrain;

/** What became of a retraining, or of a champion. */
public enum RetrainingDecision {
    /** There was no champion, so the model became it. */
    FIRST,
    /** The challenger became the champion. */
    PROMOTED,
    /** The champion stays; the challenger is kept for the record. */
    KEPT,
    /** Nothing was trained, since the same data and settings were tried already; the registry is as it was. */
    UNCHANGED,
    /** An earlier champion became the champion again. */
    ROLLED_BACK
}
